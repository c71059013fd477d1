//! The scheduling lab: policies, simulations and runs on real threads, for any number of tasks and
//! workers.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/schedule.rs"]
mod common;

use common::{every_policy_keeps_its_promises, every_task_is_run_once, setup, simulate};
use parallel_playground::schedule::board::{Board, HEAD, n_words, plan_of};
use parallel_playground::schedule::clocks::Reading;
use parallel_playground::schedule::lane::{Load, Spot};
use parallel_playground::schedule::policy::{Name, Plan};
use parallel_playground::schedule::{
    Columns, Costs, Dispatches, Error, MAX_REAL_TASKS, MAX_TASKS, Run, Setup, Simulation,
};
use parallel_playground::timing::{Clock, StdClock};
use proptest::prelude::*;
use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::sync::mpsc;

fn clock() -> StdClock {
    StdClock::start()
}

/// Durations: small integers, with ties and zeros, or arbitrary numbers.
fn durations(most: usize) -> impl Strategy<Value = Vec<f64>> {
    let whole = proptest::collection::vec((0..6_u8).prop_map(f64::from), 0..most);
    let any = proptest::collection::vec(prop_oneof![0.0..10.0, 1e-6..1e-3, 1e3..1e6], 0..most);
    prop_oneof![whole, any]
}

/// The optimal makespan, by exhaustive search.
fn optimum(durations: &[f64], loads: &mut [f64]) -> f64 {
    let Some((first, rest)) = durations.split_first() else {
        return loads.iter().copied().fold(0.0, f64::max);
    };
    let mut best = f64::INFINITY;
    for worker in 0..loads.len() {
        loads[worker] += first;
        best = best.min(optimum(rest, loads));
        loads[worker] -= first;
    }
    best
}

proptest! {
    #[test]
    fn every_policy_keeps_its_promises_for_any_tasks(
        durations in durations(300),
        workers in 1..40_u32,
        chunk in prop_oneof![Just(1), 1..50_u32],
        seed in any::<u32>(),
    ) {
        every_policy_keeps_its_promises(
            &durations,
            workers,
            chunk,
            seed,
            &Costs::default(),
            &clock(),
        );
    }

    #[test]
    fn every_policy_keeps_its_promises_for_any_costs(
        durations in durations(120),
        chunk in 1..9_u32,
        seed in any::<u32>(),
        task_ms in 0.0..2.0,
        dispatch_ms in 0.0..2.0,
        speeds in proptest::collection::vec(0.1..8.0, 1..12),
    ) {
        let workers = speeds.len() as u32;
        let costs = Costs { task_ms, dispatch_ms, speeds: Some(speeds) };
        every_policy_keeps_its_promises(&durations, workers, chunk, seed, &costs, &clock());
    }

    #[test]
    fn every_policy_keeps_its_promises_with_more_workers_than_tasks(
        durations in durations(20),
        workers in 100..4097_u32,
        chunk in 1..4_u32,
    ) {
        every_policy_keeps_its_promises(&durations, workers, chunk, 7, &Costs::default(), &clock());
    }

    #[test]
    fn longest_first_is_within_four_thirds_of_the_optimum(
        durations in proptest::collection::vec((1..30_u8).prop_map(f64::from), 1..9),
        workers in 1..4_u32,
    ) {
        let (timeline, _) =
            simulate(setup(&durations, "longestFirst", workers, 1, 1), Costs::default(), &clock());
        let best = optimum(&durations, &mut vec![0.0; workers as usize]);
        let bound = 4.0 / 3.0 - 1.0 / (3.0 * f64::from(workers));
        prop_assert!(timeline.figures.makespan_ms <= bound * best + 1e-9);
        prop_assert!(
            timeline.figures.makespan_ms >= best && best >= timeline.figures.lower_bound_ms
        );
    }

    #[test]
    fn an_offset_between_clocks_is_found_if_and_only_if_there_is_one(
        ahead in -1e4..1e4,
        trips in proptest::collection::vec((0.0..0.5, 0.0..0.5), 1..9),
    ) {
        let read = |ahead: f64| {
            trips.iter().fold(Reading::WORST, |best, (there, back)| {
                best.or(Reading::new(0.0, there + ahead, there + back))
            })
        };
        let least = trips.iter().map(|(there, back)| there + back).fold(f64::INFINITY, f64::min);
        prop_assert_eq!(read(0.0).offset_ms(0.0), 0.0);
        prop_assert!((read(ahead).offset_ms(0.0) - ahead).abs() <= least + 1e-9);
    }

    #[test]
    fn concurrent_threads_get_every_place_once(
        n in 0..3000_u32,
        workers in 1..9_u32,
        chunk in 1..6_u32,
        seed in any::<u32>(),
    ) {
        for (name, policy) in Name::ALL {
            let plan = Plan { name, n_tasks: n, n_workers: workers, chunk, seed };
            let words: Vec<AtomicU64> = (0..plan.n_words()).map(|_| AtomicU64::new(0)).collect();
            plan.policy().begin(&words);
            let take_all = |worker: u32| {
                let (words, mut mine) = (&words, Vec::new());
                while let Some(places) = plan.policy().take(words, worker) {
                    mine.extend(places);
                }
                mine
            };
            let mut all: Vec<u32> = std::thread::scope(|scope| {
                let threads: Vec<_> =
                    (0..workers).map(|worker| scope.spawn(move || take_all(worker))).collect();
                threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
            });
            all.sort_unstable();
            prop_assert!(all.into_iter().eq(0..n), "{} n={} workers={}", policy, n, workers);
        }
    }
}

#[test]
fn policies_reproduce_the_examples_of_the_literature() {
    common::quoted_examples_come_out(&clock());
}

#[test]
fn no_tasks_make_an_empty_timeline() {
    for (_, policy) in Name::ALL {
        let (timeline, _) = simulate(setup(&[], policy, 3, 1, 1), Costs::default(), &clock());
        assert!(timeline.columns.task.is_empty() && timeline.dispatches.first.is_empty());
        let figures = &timeline.figures;
        assert_eq!((figures.makespan_ms, figures.lower_bound_ms), (0.0, 0.0));
        assert_eq!((figures.speedup, figures.efficiency, figures.load_balance), (None, None, None));
        assert_eq!(figures.idle_ms, [0.0; 3]);
    }
}

#[test]
fn overheads_and_speeds_determine_the_makespan() {
    let run = |policy: &str, workers, chunk, costs: &Costs| {
        simulate(setup(&[1.0; 10], policy, workers, chunk, 1), costs.clone(), &clock()).0
    };
    let costs = Costs { task_ms: 0.5, dispatch_ms: 2.0, speeds: Some(vec![2.0]) };
    let one = run("dynamic", 1, 5, &costs);
    // Two dispatches of five tasks, each half a millisecond long after half a millisecond of
    // overhead.
    assert_eq!((one.figures.makespan_ms, one.figures.overhead_ms), (14.0, 9.0));
    assert_eq!((one.figures.busy_ms[0], one.figures.lower_bound_ms), (5.0, 5.0));
    assert_eq!(one.columns.start_ms[..2], [2.5, 3.5]);
    // The faster worker does more.
    let two = run("dynamic", 2, 1, &Costs { speeds: Some(vec![1.0, 4.0]), ..Costs::default() });
    assert_eq!(two.columns.worker.iter().filter(|worker| **worker == 1).count(), 8);
}

#[test]
fn slices_do_not_change_a_simulation() {
    let durations: Vec<f64> = (0..30_000).map(|i| f64::from(i % 7)).collect();
    for (_, policy) in Name::ALL {
        let new =
            || Simulation::new(setup(&durations, policy, 100, 2, 3), Costs::default()).unwrap();
        let (mut whole, mut parts) = (new(), new());
        while whole.step(f64::INFINITY, &clock()) {}
        let mut slices = 1;
        while parts.step(0.0, &clock()) {
            slices += 1;
        }
        assert!(slices > 1);
        assert_eq!(whole.finish().0, parts.finish().0);
    }
}

#[test]
fn rows_that_are_taken_away_are_those_of_the_whole_timeline() {
    let durations: Vec<f64> = (0..200_000).map(|i| f64::from(i % 11)).collect();
    let costs = Costs { task_ms: 0.25, dispatch_ms: 0.5, speeds: None };
    for policy in ["dynamic", "longestFirst", "workStealing"] {
        let (whole, _) = simulate(setup(&durations, policy, 4096, 3, 3), costs.clone(), &clock());
        let mut simulation =
            Simulation::new(setup(&durations, policy, 4096, 3, 3), costs.clone()).unwrap();
        let (mut columns, mut dispatches) = (Columns::default(), Dispatches::default());
        let mut most = 0;
        loop {
            let goes_on = simulation.step(f64::INFINITY, &clock());
            simulation.take_rows(|rows, taken| {
                most = most.max(rows.task.len());
                columns.task.extend(&rows.task);
                columns.worker.extend(&rows.worker);
                columns.start_ms.extend(&rows.start_ms);
                columns.end_ms.extend(&rows.end_ms);
                dispatches.worker.extend(&taken.worker);
                dispatches.first.extend(&taken.first);
                dispatches.length.extend(&taken.length);
                dispatches.at_ms.extend(&taken.at_ms);
            });
            if !goes_on {
                break;
            }
        }
        assert!(most < durations.len() / 2, "a step ends before there are too many rows");
        assert_eq!((&columns, &dispatches), (&whole.columns, &whole.dispatches));
        let (rest, _) = simulation.finish();
        assert_eq!((rest.columns, rest.figures), (Columns::default(), whole.figures));
    }
}

#[test]
fn ten_million_tasks_are_simulated_and_one_million_is_run() {
    let tasks = |n| Setup::new(vec![1.0; n], "dynamic", 4096.0, 1000.0, 1.0);
    assert!(tasks(MAX_TASKS + 1).is_err());
    let setup = tasks(MAX_TASKS).unwrap();
    assert_eq!(setup.plan.n_tasks, 10_000_000);
    let error = setup.for_real().unwrap_err();
    assert!(
        matches!(error, Error::Length { name: "tasks", length: 10_000_000, .. }),
        "not “{error}”"
    );
    assert!(tasks(MAX_REAL_TASKS).unwrap().for_real().is_ok());
}

#[test]
fn a_theft_takes_the_back_half_and_is_reproducible_by_its_seed() {
    // Worker 0 has all the work; the others steal.
    let durations: Vec<f64> = (0..64).map(|i| if i < 16 { 100.0 } else { 0.0 }).collect();
    let run = |seed| {
        simulate(setup(&durations, "workStealing", 4, 1, seed), Costs::default(), &clock()).0
    };
    let timeline = run(5);
    let mut stolen = timeline.dispatches.worker.iter().zip(&timeline.dispatches.first);
    let (thief, first) = stolen.find(|(worker, first)| **worker > 0 && **first < 16).unwrap();
    assert!(
        *thief > 0 && *first == 8,
        "of the 15 places that worker 0 had left the back 8 are stolen, not {first}"
    );
    assert_eq!(timeline, run(5));
    assert!((0..50).any(|seed| run(seed) != timeline), "the seed chooses");
    assert!(timeline.figures.makespan_ms <= 500.0);
}

#[test]
fn arguments_out_of_range_are_named() {
    let new = |durations: &[f64], policy: &str, workers: f64, chunk: f64, seed: f64| {
        Setup::new(durations.to_vec(), policy, workers, chunk, seed)
    };
    for bad in [-1.0, f64::NAN, f64::INFINITY] {
        let error = new(&[1.0, bad], "dynamic", 1.0, 1.0, 1.0).unwrap_err();
        assert!(error.to_string().starts_with("tasks[1]"), "{error}");
    }
    for bad in [0.0, -1.0, 1.5, f64::NAN, f64::INFINITY, 4_294_967_297.0] {
        for (name, workers, chunk) in [("workers", bad, 1.0), ("policy.chunk", 1.0, bad)] {
            let error = new(&[], "chunk", workers, chunk, 1.0).unwrap_err();
            assert!(
                matches!(&error, Error::Argument { name: named, .. } if *named == name),
                "{error}"
            );
        }
    }
    assert!(
        new(&[], "chunk", 4097.0, 1.0, 1.0).is_err() && new(&[], "chunk", 4096.0, 1e6, 1.0).is_ok()
    );
    assert!(
        new(&[], "chunk", 1.0, 1_000_001.0, 1.0).is_err()
            && new(&[], "chunk", 1.0, 1.0, -1.0).is_err()
    );
    assert!(new(&[], "fastest", 1.0, 1.0, 1.0).unwrap_err().to_string().contains("workStealing"));
    let many = new(&vec![0.0; MAX_TASKS + 1], "chunk", 1.0, 1.0, 1.0).unwrap_err();
    assert!(matches!(many, Error::Length { name: "tasks", .. }));

    let costs =
        |costs: Costs| costs.check(&setup(&[1.0], "chunk", 2, 1, 1)).unwrap_err().to_string();
    assert!(costs(Costs { task_ms: -1.0, ..Costs::default() }).starts_with("taskOverheadMs"));
    assert!(
        costs(Costs { dispatch_ms: f64::NAN, ..Costs::default() })
            .starts_with("dispatchOverheadMs")
    );
    for speeds in [vec![1.0], vec![1.0, 0.0], vec![1.0, f64::NAN]] {
        assert!(costs(Costs { speeds: Some(speeds), ..Costs::default() }).starts_with("speeds"));
    }
    let speeds = Some(vec![1e-308, 1.0]);
    assert!(
        costs(Costs { speeds, dispatch_ms: f64::MAX, ..Costs::default() }).starts_with("tasks")
    );
    let error = setup(&[1.0, 4e6], "longestFirst", 1, 1, 1).for_real().unwrap_err();
    assert!(error.to_string().starts_with("tasks[1]"), "{error}");
}

/// A thread's clock, which is ahead of the others by a fixed time.
struct Ahead<'a>(&'a StdClock, f64);

impl Spot for Ahead<'_> {
    fn now_ms(&self) -> f64 {
        self.0.now_ms() + self.1
    }

    fn sleep_ms(&self, ms: f64) {
        std::thread::sleep(std::time::Duration::from_secs_f64(ms / 1e3));
    }
}

/// A run on threads, in slices, with the clocks of odd workers ahead.
fn run_on_threads(setup: Setup, load: Load, ahead_ms: f64, slice_ms: f64) -> Run {
    let clock = clock();
    let workers = setup.plan.n_workers;
    let run = Run::new(setup, load).unwrap();
    std::thread::scope(|scope| {
        for worker in 0..workers {
            let (run, clock) = (&run, &clock);
            scope.spawn(move || {
                let ahead_ms = if worker % 2 == 1 { ahead_ms } else { 0.0 };
                let spot = Ahead(clock, ahead_ms);
                while !run.lane(worker, &spot, 0.001, spot.now_ms() + slice_ms) {}
            });
        }
    });
    run
}

#[test]
fn real_threads_run_every_task_once_by_every_policy_in_slices_or_not() {
    for (name, policy) in Name::ALL {
        for (workers, slice_ms, load) in
            [(1, 1.0, Load::Spin), (3, 0.7, Load::Sleep), (3, f64::INFINITY, Load::Spin)]
        {
            let durations: Vec<f64> = (0..40).map(|i| f64::from(i % 4) * 0.3).collect();
            let run = run_on_threads(setup(&durations, policy, workers, 2, 1), load, 0.0, slice_ms);
            assert_eq!(run.done(), 40);
            let (timeline, _) = run.finish(0.001);
            every_task_is_run_once(&timeline, 40, workers, policy);
            let rows = timeline
                .columns
                .task
                .iter()
                .zip(timeline.columns.start_ms.iter().zip(&timeline.columns.end_ms));
            for (&task, (start, end)) in rows {
                assert!(
                    end - start >= durations[task as usize] - 1e-9,
                    "{policy}: task {task} ended too soon"
                );
            }
            let figures = &timeline.figures;
            assert!(figures.makespan_ms >= figures.lower_bound_ms - 1e-9);
            assert!(figures.overhead_per_dispatch_ms.unwrap() >= 0.0 && figures.overhead_ms >= 0.0);
            if matches!(name, Name::Chunk | Name::RoundRobin) {
                let simulated =
                    simulate(setup(&durations, policy, workers, 2, 1), Costs::default(), &clock())
                        .0;
                let of = |timeline: &parallel_playground::schedule::Timeline| {
                    let d = &timeline.dispatches;
                    let mut rows: Vec<_> = (0..d.first.len())
                        .map(|i| (d.worker[i], d.first[i], d.length[i]))
                        .collect();
                    rows.sort_unstable();
                    rows
                };
                assert_eq!(
                    of(&timeline),
                    of(&simulated),
                    "{policy}: real and simulated chunks differ"
                );
            }
        }
    }
}

#[test]
fn clocks_that_differ_are_corrected_to_that_of_worker_0() {
    let run =
        run_on_threads(setup(&[1.0; 12], "roundRobin", 3, 1, 1), Load::Spin, 5000.0, f64::INFINITY);
    let (timeline, _) = run.finish(0.001);
    // All workers start together; without the correction worker 1 would start 5 s late or never.
    let starts = timeline.columns.start_ms.iter().zip(&timeline.columns.worker);
    let first = starts
        .filter(|(_, worker)| **worker == 1)
        .map(|(start, _)| *start)
        .fold(f64::INFINITY, f64::min);
    assert!((0.0..1000.0).contains(&first), "{first}");
    assert!(timeline.figures.makespan_ms < 1000.0, "{}", timeline.figures.makespan_ms);
}

/// A worker whose clock and sleep are controlled by a test.
struct Told<N, S>(N, S);

impl<N: Fn() -> f64, S: Fn(f64)> Spot for Told<N, S> {
    fn now_ms(&self) -> f64 {
        (self.0)()
    }

    fn sleep_ms(&self, ms: f64) {
        (self.1)(ms);
    }
}

#[test]
fn a_late_answer_does_not_count_for_the_next_question() {
    let run = Run::new(setup(&[1.0; 2], "roundRobin", 2, 1, 1), Load::Sleep).unwrap();
    // Time stands still until a worker has slept often, so every question is answered at once;
    // after that, each reading of the clock takes a microsecond.
    let (clock_us, naps) = (AtomicU64::new(0), AtomicU64::new(0));
    let now = || clock_us.fetch_add(u64::from(naps.load(SeqCst) > 2000), SeqCst) as f64 / 1e3;
    let sleep = |_: f64| {
        naps.fetch_add(1, SeqCst);
        std::thread::yield_now();
    };
    // Both workers have arrived, and worker 0 has asked once when its slice ends.
    assert!(!run.lane(1, &Told(now, sleep), 0.001, f64::NEG_INFINITY));
    assert!(!run.lane(0, &Told(now, sleep), 0.001, f64::NEG_INFINITY));
    let ((has_read, read), (go_on, goes_on)) = (mpsc::channel(), mpsc::channel());
    std::thread::scope(|scope| {
        let run = &run;
        scope.spawn(move || {
            // Worker 1 reads its clock for the answer, but is preempted for a second before it
            // gives it.
            let interrupted = Cell::new(false);
            let now = || {
                let read = now();
                if !interrupted.replace(true) {
                    has_read.send(()).unwrap();
                    goes_on.recv().unwrap();
                }
                read
            };
            assert!(run.lane(1, &Told(now, sleep), 0.001, f64::INFINITY));
        });
        read.recv().unwrap();
        clock_us.fetch_add(1_000_000, SeqCst);
        let asked = Cell::new(false);
        let sleep = |ms: f64| {
            if !asked.replace(true) {
                go_on.send(()).unwrap();
            }
            sleep(ms);
        };
        assert!(run.lane(0, &Told(now, sleep), 0.001, f64::INFINITY));
    });
    let starts = run.finish(0.001).0.columns.start_ms;
    assert!(starts.iter().all(|start| (0.0..500.0).contains(start)), "{starts:?}");
}

#[test]
fn a_run_that_is_stopped_ends_at_once() {
    let setup = setup(&[3_600_000.0; 2], "dynamic", 2, 1, 1);
    let plan = setup.plan;
    let words: Vec<AtomicU64> = (0..n_words(&plan)).map(|_| AtomicU64::new(0)).collect();
    let board = Board::new(&plan, &words);
    board.begin(&plan, &setup.durations_ms);
    assert_eq!(plan_of(&words[..HEAD]), Some(plan));
    let clock = clock();
    std::thread::scope(|scope| {
        let board = &board;
        let lane =
            |worker| board.run(worker, Load::Sleep, &Ahead(&clock, 0.0), 0.001, f64::INFINITY);
        let others = [scope.spawn(move || lane(1))];
        let waits = scope.spawn(move || lane(0));
        board.stop();
        assert!(waits.join().unwrap() && others.into_iter().all(|other| other.join().unwrap()));
    });
    assert_eq!(board.done(), 0);
}

#[test]
fn a_run_by_messages_takes_the_same_chunks_as_a_simulation() {
    let durations: Vec<f64> = (0..30).map(f64::from).collect();
    for (_, policy) in Name::ALL {
        let run = Run::new(setup(&durations, policy, 3, 2, 1), Load::Sleep).unwrap();
        let mut free = [0.0_f64; 3];
        let mut over = [false; 3];
        while let Some(worker) =
            (0..3).filter(|&w| !over[w]).min_by(|&a, &b| free[a].total_cmp(&free[b]))
        {
            let Some(places) = run.take(worker as u32, free[worker]) else {
                over[worker] = true;
                continue;
            };
            let mut at = free[worker];
            let times: Vec<(f64, f64)> = run
                .durations_ms(places.clone())
                .iter()
                .map(|duration| {
                    let start = at;
                    at += duration;
                    (start, at)
                })
                .collect();
            run.record(places.start, times.into_iter());
            free[worker] = at;
        }
        let simulated = simulate(setup(&durations, policy, 3, 2, 1), Costs::default(), &clock()).0;
        let (told, _) = run.finish(0.001);
        assert_eq!(
            (told.columns, told.figures.makespan_ms),
            (simulated.columns, simulated.figures.makespan_ms),
            "{policy}"
        );
    }
}
