//! Tests of the crate in a browser's worker, run headless, with and without cross-origin isolation.
//!
//! On an isolated page a thread takes part; otherwise the tests check that none can.
#![cfg(target_arch = "wasm32")]

mod common;
#[path = "common/schedule.rs"]
mod scheduling;

use common::{every_kernel_is_right, kernel_names, product_is_right, strassen_is_right};
use js_sys::Reflect;
use parallel_playground::api::engine::{init_thread_pool, join_threads};
use parallel_playground::api::map::TaskMap;
use parallel_playground::api::schedule::ScheduleRun;
use parallel_playground::crew::Crew;
use parallel_playground::ipc::native::{self, NativeWords};
use parallel_playground::ipc::spin_budget::SpinBudget;
use parallel_playground::ipc::{
    AgentId, Barrier, Deadline, Error, Lock, Overflow, Queue, Step, Words, operation,
};
use parallel_playground::matmul::{Algorithm, Shape};
use parallel_playground::schedule::lane::{Load, Spot};
use parallel_playground::schedule::policy::Name;
use parallel_playground::schedule::{Costs, Run};
use parallel_playground::timing::Clock;
use parallel_playground::web::{PerformanceClock, WorkerSpot};
use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const CLOCK: PerformanceClock = PerformanceClock { origin_ms: 0.0 };

fn isolated() -> bool {
    Reflect::get(&js_sys::global(), &"crossOriginIsolated".into()).unwrap().is_truthy()
}

/// The crews available on this page: the caller, and on an isolated page also a team of two.
async fn crews() -> Vec<Crew> {
    thread_local!(static STARTED: Cell<bool> = const { Cell::new(false) });
    if !isolated() {
        return vec![Crew::Caller];
    }
    if !STARTED.replace(true) {
        JsFuture::from(init_thread_pool(1)).await.unwrap();
        join_threads();
    }
    vec![Crew::Caller, Crew::Team { lanes: 2 }]
}

#[wasm_bindgen_test]
fn memory_can_be_posted_if_and_only_if_the_page_is_isolated() {
    let port = Reflect::get(&web_sys::MessageChannel::new().unwrap(), &"port1".into()).unwrap();
    let port: web_sys::MessagePort = port.unchecked_into();
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    assert_eq!(port.post_message(&memory.buffer()).is_ok(), isolated());
    console_log!("isolated: {}", isolated());
}

#[wasm_bindgen_test]
async fn every_algorithm_is_correct_at_the_edges_of_panels_and_blocks_on_every_crew() {
    for crew in crews().await {
        for m in [0, 1, 15, 16, 17, 33] {
            for k in [0, 1, 3, 4, 127, 130] {
                for n in [0, 1, 2, 255, 257] {
                    for algorithm in Algorithm::ALL {
                        let shape = Shape { m, k, n };
                        product_is_right::<f64>(shape, algorithm, crew, f64::INFINITY, &CLOCK);
                        product_is_right::<f32>(shape, algorithm, crew, 0.0, &CLOCK);
                    }
                }
            }
        }
    }
}

#[wasm_bindgen_test]
async fn every_kernel_is_correct_at_the_edges_of_its_tile_and_of_a_panel_on_every_crew() {
    for crew in crews().await {
        every_kernel_is_right::<f32>(crew, &CLOCK);
        every_kernel_is_right::<f64>(crew, &CLOCK);
    }
}

#[wasm_bindgen_test]
async fn strassen_is_within_its_bound_on_every_crew() {
    for crew in crews().await {
        strassen_is_right::<f32>(crew, &CLOCK);
        strassen_is_right::<f64>(crew, &CLOCK);
    }
}

#[wasm_bindgen_test]
fn the_artefact_has_the_kernels_of_its_target_features() {
    for names in [kernel_names::<f32>(), kernel_names::<f64>()] {
        let of = |set: &str| names.iter().filter(|name| name.starts_with(set)).count();
        let relaxed = if cfg!(target_feature = "relaxed-simd") { 3 } else { 0 };
        assert_eq!((of("relaxed"), of("simd128"), of("scalar")), (relaxed, 3 - relaxed, 0));
    }
    console_log!("relaxed: {}", cfg!(target_feature = "relaxed-simd"));
}

#[wasm_bindgen_test]
fn policies_keep_their_promises_in_virtual_time() {
    scheduling::quoted_examples_come_out(&CLOCK);
    let durations: Vec<f64> = (0..100).map(|i| f64::from(i * 37 % 11)).collect();
    let costs = Costs { task_ms: 0.25, dispatch_ms: 0.5, speeds: None };
    for n in [0, 1, 2, 63, 100] {
        for workers in [1, 2, 7, 64, 65] {
            for (chunk, seed) in [(1, 1), (3, 2)] {
                for costs in [&Costs::default(), &costs] {
                    scheduling::every_policy_keeps_its_promises(
                        &durations[..n],
                        workers,
                        chunk,
                        seed,
                        costs,
                        &CLOCK,
                    );
                }
            }
        }
    }
}

#[wasm_bindgen_test]
async fn every_policy_runs_every_task_once_on_every_crew_in_slices() {
    let durations: Vec<f64> = (0..24).map(|i| f64::from(i % 3) * 0.4).collect();
    for crew in crews().await {
        let workers = crew.size() as u32;
        for (_, policy) in Name::ALL {
            for load in [Load::Sleep, Load::Spin] {
                let run =
                    Run::new(scheduling::setup(&durations, policy, workers, 2, 1), load).unwrap();
                let is_over = |worker: usize| {
                    let spot = WorkerSpot::new(0.0);
                    run.lane(worker as u32, &spot, 0.1, spot.now_ms() + 2.0)
                };
                let over = AtomicUsize::new(0);
                while over.swap(0, SeqCst) < crew.size() {
                    crew.run(crew.size(), &|worker| {
                        over.fetch_add(usize::from(is_over(worker)), SeqCst);
                    });
                }
                let (timeline, _) = run.finish(0.1);
                scheduling::every_task_is_run_once(&timeline, 24, workers, policy);
            }
        }
        // The same through the exported class.
        let lanes = f64::from(workers);
        let run = ScheduleRun::new(durations.clone(), "guided", lanes, 1.0, 1.0, false).unwrap();
        while run.step(2.0, 0.1) {}
        assert_eq!(run.done(), 24);
        let makespan =
            Reflect::get(&run.finish(0.1), &"makespanMs".into()).unwrap().as_f64().unwrap();
        assert!(makespan >= 9.6 / lanes - 1.0, "{makespan}");
    }
}

#[wasm_bindgen_test]
async fn every_compiled_task_returns_its_result_on_every_crew() {
    for crew in crews().await {
        let lanes = if let Crew::Team { lanes } = crew { lanes as u32 } else { 0 };
        let run = |task: &str, args: &[f64]| {
            let ends: Vec<u32> = (1..=args.len() as u32).collect();
            let mut map = TaskMap::new(2);
            map.push(task, args, Some(ends)).unwrap();
            while map.step(1.0, lanes) {}
            map.results()
        };
        assert_eq!(run("square", &[0.0, 1.0, 2.0, 3.0, 4.0]), [0.0, 1.0, 4.0, 9.0, 16.0]);
        assert_eq!(run("isPrime", &[0.0, 1.0, 2.0, 9.0, 97.0]), [0.0, 0.0, 1.0, 0.0, 1.0]);
        assert_eq!(run("countPrimes", &[10.0, 1000.0]), [4.0, 168.0]);
        assert_eq!(run("fibonacci", &[30.0]), [832_040.0]);
        assert!((run("monteCarloPi", &[1e5])[0] - std::f64::consts::PI).abs() < 0.05);
        for waits in ["spin", "sleep"] {
            let start_ms = CLOCK.now_ms();
            // Without isolation the clock advances in steps of up to a millisecond, and each
            // reading may be off by one step.
            assert!(run(waits, &[20.0])[0] >= 18.0, "{waits}");
            assert!(CLOCK.now_ms() - start_ms >= 18.0, "{waits}");
        }
    }
}

#[wasm_bindgen_test]
async fn threads_run_in_parallel() {
    if let Some(&crew @ Crew::Team { lanes: 2 }) = crews().await.last() {
        // Each lane waits for the other: a single thread running both would never end.
        let both = std::sync::Barrier::new(2);
        crew.run(2, &|_| {
            both.wait();
        });
    } else {
        assert!(!isolated(), "an isolated page has threads");
    }
}

#[wasm_bindgen_test]
fn the_clock_agrees_with_date_now() {
    let date_ms = js_sys::Date::now();
    assert!((CLOCK.now_ms() - date_ms).abs() < 1000.0, "{} {date_ms}", CLOCK.now_ms());
}

struct TestAgent;

impl native::Agent for TestAgent {
    fn fence() -> u32 {
        0
    }

    fn now_ms() -> f64 {
        CLOCK.now_ms()
    }

    fn spin_budget() -> &'static Cell<SpinBudget> {
        thread_local!(static BUDGET: &'static Cell<SpinBudget> = Box::leak(Box::default()));
        BUDGET.with(|budget| *budget)
    }
}

/// Words in the test's own memory, aligned to 8 bytes and never freed.
fn words(n_words: u32) -> NativeWords<TestAgent> {
    let block: &'static mut [u64] = Vec::leak(vec![0; n_words.div_ceil(2) as usize]);
    // SAFETY: the block has `n_words` words, aligned to 8 bytes, and is leaked, so it lives
    // forever; the memory of the test is shared.
    unsafe { NativeWords::at(block.as_mut_ptr().expose_provenance() as u32) }
}

fn agent(id: u32) -> AgentId {
    AgentId::new(id).unwrap()
}

fn queue(capacity: u32, maxsize: u32) -> (NativeWords<TestAgent>, Queue<NativeWords<TestAgent>>) {
    let words = words(Queue::<NativeWords<TestAgent>>::needed_words(capacity));
    (words, Queue::create(words, agent(1), capacity, maxsize, Overflow::Waits).unwrap())
}

#[wasm_bindgen_test]
fn a_queue_over_native_atomics_is_first_in_first_out() {
    let seed = js_sys::Math::random() * f64::from(u32::MAX);
    console_log!("seed: {seed}");
    let mut state = seed as u32 | 1;
    let mut random = |below: u32| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state % below
    };
    let (_, queue) = queue(256, 5);
    let mut oracle = VecDeque::new();
    let mut got = Vec::new();
    for _ in 0..20_000 {
        if random(2) == 0 {
            let message = vec![random(256) as u8; random(40) as usize];
            if queue.try_put(&message).is_ok() {
                oracle.push_back(message);
            } else {
                assert_eq!(oracle.len(), 5, "refused only when full");
            }
        } else {
            let got = queue.try_get(&mut got).ok().map(|()| got.clone());
            assert_eq!(got, oracle.pop_front());
        }
        assert_eq!(queue.size() as usize, oracle.len());
        assert!(queue.n_unfinished() as usize >= oracle.len());
    }
    queue.close();
    assert_eq!(
        (queue.try_put(&[1]), queue.try_get(&mut got)),
        (Err(Error::Closed), Err(Error::Closed))
    );
}

#[wasm_bindgen_test]
fn one_event_loop_puts_and_gets_a_message_larger_than_the_ring_without_blocking() {
    let (words, sender) = queue(64, 0);
    let receiver = Queue::attach(words, agent(2)).unwrap();
    let message: Vec<u8> = (0..1000_u32).map(|i| (i * 7) as u8).collect();
    let mut putting = sender.putting(message.as_slice()).unwrap();
    let mut getting = receiver.getting(Vec::new());
    while (putting.step().unwrap(), getting.step().unwrap()) != (Step::Done, Step::Done) {}
    assert_eq!(getting.into_message(), message);
    assert_eq!(putting.give_up(), Ok(()));
    let empty = receiver.get(&mut Vec::new(), Deadline::after_ms(&words, 5.0));
    assert_eq!(empty, Err(Error::Empty));
}

#[wasm_bindgen_test]
async fn putter_and_getter_threads_wait_for_each_other_over_native_atomics() {
    const N: u32 = 20_000;
    if let Some(&crew @ Crew::Team { lanes: 2 }) = crews().await.last() {
        let (words, _) = queue(64, 0);
        let (locked, barrier) = (self::words(2), self::words(3));
        Barrier::at(0).create(&barrier, 2);
        crew.run(2, &|lane| {
            let me = agent(lane as u32 + 10);
            let queue = Queue::attach(words, me).unwrap();
            operation::run(&barrier, &mut Barrier::at(0).waiting(&barrier), Deadline::NEVER)
                .unwrap();
            for i in 0..N {
                if lane == 0 {
                    queue.put(&i.to_le_bytes(), Deadline::NEVER).unwrap();
                } else {
                    let mut message = Vec::with_capacity(4);
                    queue.get(&mut message, Deadline::NEVER).unwrap();
                    assert_eq!(message, i.to_le_bytes());
                }
                Lock::at(0).lock(&locked, me, Deadline::NEVER).unwrap();
                locked.store(1, locked.load(1) + 1);
                Lock::at(0).unlock(&locked, me).unwrap();
            }
        });
        assert_eq!(locked.load(1), 2 * N);
    } else {
        assert!(!isolated(), "an isolated page has threads");
    }
}
