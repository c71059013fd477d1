//! Properties of every policy, checked on the host and in the browser: an oracle for each rule, and
//! the invariants of every timeline.

use parallel_playground::schedule::policy::{Name, Plan};
use parallel_playground::schedule::{Costs, Setup, Simulation, Timeline};
use parallel_playground::timing::Clock;
use std::collections::HashMap;

/// A valid setup.
pub fn setup(durations: &[f64], policy: &str, workers: u32, chunk: u32, seed: u32) -> Setup {
    let [workers, chunk, seed] = [workers, chunk, seed].map(f64::from);
    Setup::new(durations.to_vec(), policy, workers, chunk, seed).unwrap()
}

/// Runs the simulation to its end.
pub fn simulate(setup: Setup, costs: Costs, clock: &impl Clock) -> (Timeline, Setup) {
    let mut simulation = Simulation::new(setup, costs).unwrap();
    while simulation.step(1.0, clock) {}
    simulation.finish()
}

/// The chunk sizes of a simulation without costs, in the order in which they were taken.
pub fn sizes(n: usize, policy: &str, workers: u32, chunk: u32, clock: &impl Clock) -> Vec<u32> {
    let (timeline, _) =
        simulate(setup(&vec![1.0; n], policy, workers, chunk, 1), Costs::default(), clock);
    timeline.dispatches.length
}

/// Examples from the literature and from manuals.
pub fn quoted_examples_come_out(clock: &impl Clock) {
    let of = |n, policy, workers, chunk| sizes(n, policy, workers, chunk, clock);
    assert_eq!(of(100, "guided", 4, 1), [25, 19, 14, 11, 8, 6, 5, 3, 3, 2, 1, 1, 1, 1]);
    assert_eq!(of(100, "guided", 4, 10), [25, 19, 14, 11, 10, 10, 10, 1]);
    assert_eq!(
        of(100, "factoring", 4, 1),
        [13, 13, 13, 13, 6, 6, 6, 6, 3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1]
    );
    // Tzen & Ni's own example, 1000 tasks on 4 workers: 16 chunks planned, each 8 smaller than the
    // last, of which 13 suffice.
    assert_eq!(
        of(1000, "trapezoid", 4, 1),
        [125, 117, 109, 101, 93, 85, 77, 69, 61, 53, 45, 37, 28]
    );
    // A decrement of ⌊(5 − 1)/(7 − 1)⌋ = 0, and one of ⌊(25 − 5)/(7 − 1)⌋ = 3.
    assert_eq!(of(20, "trapezoid", 2, 1), [5, 5, 5, 5]);
    assert_eq!(of(100, "trapezoid", 2, 5), [25, 22, 19, 16, 13, 5]);
    // divmod(20, 4·2) = (2, 4): three at a time; divmod(16, 8) = (2, 0): two.
    assert_eq!(of(20, "poolMap", 2, 1), [3, 3, 3, 3, 3, 3, 2]);
    assert_eq!(of(16, "poolMap", 2, 7), [2; 8]);
    assert_eq!(of(9, "chunk", 4, 1), [3, 3, 3]);

    let (timeline, _) = simulate(
        setup(&[4.0, 5.0, 6.0, 7.0, 8.0], "longestFirst", 2, 1, 1),
        Costs::default(),
        clock,
    );
    assert_eq!((timeline.figures.makespan_ms, timeline.figures.lower_bound_ms), (17.0, 15.0));
    let of = |worker: u32| -> Vec<u32> {
        let rows = timeline.columns.task.iter().zip(&timeline.columns.worker);
        rows.filter(|(_, w)| **w == worker).map(|(task, _)| *task + 4).collect()
    };
    assert_eq!((of(0), of(1)), (vec![8, 5, 4], vec![7, 6]));

    // The chapter's dynamic workload: durations i mod 3 + 1.
    let durations: Vec<f64> = (0..20).map(|i| f64::from(i % 3 + 1)).collect();
    let (timeline, _) = simulate(setup(&durations, "dynamic", 2, 1, 1), Costs::default(), clock);
    assert_eq!((timeline.figures.makespan_ms, timeline.figures.lower_bound_ms), (20.0, 19.5));
}

/// Checks every policy over these durations: every task runs once, the rule and the bounds are
/// kept, no worker runs two tasks at once, and a repetition gives the same result.
pub fn every_policy_keeps_its_promises(
    durations: &[f64],
    workers: u32,
    chunk: u32,
    seed: u32,
    costs: &Costs,
    clock: &impl Clock,
) {
    for (name, policy) in Name::ALL {
        let what =
            format!("{policy} {} tasks {workers} workers k={chunk} seed={seed}", durations.len());
        let run = || simulate(setup(durations, policy, workers, chunk, seed), costs.clone(), clock);
        let (timeline, setup) = run();
        assert_eq!(timeline, run().0, "{what}: not the same twice");
        every_task_is_run_once(&timeline, durations.len(), workers, &what);
        let rate =
            |worker: u32| costs.speeds.as_ref().map_or(1.0, |speeds| speeds[worker as usize]);
        let rows = timeline.columns.task.iter().zip(&timeline.columns.worker);
        for ((&task, &worker), (start, end)) in
            rows.zip(timeline.columns.start_ms.iter().zip(&timeline.columns.end_ms))
        {
            assert_eq!(*end, start + durations[task as usize] / rate(worker), "{what}");
        }
        let starts = timeline.columns.start_ms.iter().map(|start| start.to_bits());
        let keys: Vec<(u64, u32)> = starts.zip(timeline.columns.worker.iter().copied()).collect();
        assert!(keys.is_sorted(), "{what}: rows are not in the order of the starts");
        assert!(timeline.dispatches.at_ms.is_sorted(), "{what}: dispatches are not in their order");
        the_rule_is_kept(name, &timeline, &setup.plan, &what);

        let figures = &timeline.figures;
        let most = figures.makespan_ms * (1.0 + 1e-12);
        assert!(most >= figures.lower_bound_ms, "{what}: {figures:?}");
        if costs.speeds.is_none() {
            let total: f64 = durations.iter().sum();
            let busy: f64 = figures.busy_ms.iter().sum();
            assert!(
                (busy - total).abs() <= 1e-9 * total.max(1.0),
                "{what}: busy {busy} of {total}"
            );
        }
        let each = figures.busy_ms.iter().zip(&figures.idle_ms);
        assert!(
            each.clone()
                .all(|(busy, idle)| (busy + idle - figures.makespan_ms).abs() <= 1e-9 * most),
            "{what}"
        );
        let greedy =
            matches!(name, Name::Dynamic | Name::LongestFirst | Name::WorkStealing) && chunk == 1;
        if greedy && *costs == Costs::default() {
            let bound = (2.0 - 1.0 / f64::from(workers)) * figures.lower_bound_ms;
            assert!(figures.makespan_ms <= bound * (1.0 + 1e-12), "{what}: {figures:?}");
        }
    }
}

/// Checks that every task has one row and every place one dispatch, and that no worker runs two
/// tasks at once.
pub fn every_task_is_run_once(timeline: &Timeline, n: usize, workers: u32, what: &str) {
    let mut tasks = timeline.columns.task.clone();
    tasks.sort_unstable();
    assert!(tasks.iter().copied().eq(0..n as u32), "{what}: not every task once");
    let rows = timeline.dispatches.first.iter().zip(&timeline.dispatches.length);
    let mut places: Vec<u32> = rows.flat_map(|(&first, &length)| first..first + length).collect();
    places.sort_unstable();
    assert!(places.iter().copied().eq(0..n as u32), "{what}: not every place in one dispatch");
    let mut last: HashMap<u32, f64> = HashMap::new();
    let times = timeline.columns.start_ms.iter().zip(&timeline.columns.end_ms);
    for (&worker, (&start, &end)) in timeline.columns.worker.iter().zip(times) {
        assert!(worker < workers, "{what}: there is no worker {worker}");
        let last = last.entry(worker).or_insert(0.0);
        assert!(*last <= start && start <= end, "{what}: worker {worker} at two tasks at once");
        *last = end;
    }
}

/// Checks the dispatches against a direct restatement of each rule.
fn the_rule_is_kept(name: Name, timeline: &Timeline, plan: &Plan, what: &str) {
    let Plan { n_tasks: n, n_workers: p, chunk: k, .. } = *plan;
    let dispatches = &timeline.dispatches;
    let rows = || dispatches.worker.iter().zip(&dispatches.first).zip(&dispatches.length);
    if plan.is_in_order() {
        assert!(dispatches.first.is_sorted(), "{what}: places are not handed out in their order");
        assert_eq!(dispatches.length, expected_sizes(name, n, p, k), "{what}");
    }
    for ((&worker, &first), &length) in rows() {
        match name {
            Name::Chunk => {
                let chunk = n.div_ceil(p);
                assert_eq!((first, length), (worker * chunk, chunk.min(n - first)), "{what}");
            }
            Name::RoundRobin => {
                assert_eq!(
                    (first % k, first / k % p, length),
                    (0, worker, k.min(n - first)),
                    "{what}"
                );
            }
            Name::WorkStealing => assert!((1..=k).contains(&length), "{what}"),
            // From one cursor: the sizes have been compared above.
            Name::Dynamic
            | Name::Guided
            | Name::Trapezoid
            | Name::Factoring
            | Name::PoolMap
            | Name::LongestFirst => {}
        }
    }
}

/// The chunk sizes of a policy with one cursor, computed sequentially.
fn expected_sizes(name: Name, n: u32, p: u32, k: u32) -> Vec<u32> {
    let mut sizes: Vec<u32> = Vec::new();
    let mut left = n;
    let mut batch = 0;
    // Trapezoid: F, L, C.
    let first = n.div_ceil(2 * p).max(1);
    let last = k.min(first);
    let chunks = (2 * n).div_ceil(first + last).max(2);
    while left > 0 {
        let i = sizes.len();
        let size = match name {
            Name::Guided => left.div_ceil(p).max(k),
            Name::Trapezoid => {
                let decrement = (first - last) / (chunks - 1);
                first.saturating_sub(i as u32 * decrement).max(last)
            }
            Name::Factoring => {
                if i.is_multiple_of(p as usize) {
                    batch = left.div_ceil(2 * p).max(k);
                }
                batch
            }
            Name::PoolMap => {
                let (chunksize, extra) = (n / (4 * p), n % (4 * p));
                if extra > 0 { chunksize + 1 } else { chunksize }
            }
            Name::Dynamic | Name::LongestFirst => k,
            Name::Chunk | Name::RoundRobin | Name::WorkStealing => {
                unreachable!("{name:?} has no cursor")
            }
        };
        sizes.push(size.min(left));
        left -= size.min(left);
    }
    sizes
}
