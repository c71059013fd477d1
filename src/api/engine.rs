//! The wasm instance itself: its guards, its threads, and the SIMD instructions that it was built
//! with.

use crate::timing::Clock;
use crate::{crew, web};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use wasm_bindgen::prelude::*;

pub use wasm_bindgen_rayon::init_thread_pool;

/// Jobs in one sample of the dispatch: together they take much longer than a step of the clock on
/// an isolated page.
const DISPATCH_JOBS: u32 = 100;
/// How long the dispatch is measured, in ms, even if other work delays the threads.
const DISPATCH_MS: f64 = 4.0;

/// Reports panics of this instance on the `BroadcastChannel` named `channel`. Call this once,
/// before anything else.
#[wasm_bindgen(js_name = guardInstance)]
pub fn guard_instance(channel: String) {
    web::guard_instance(channel);
}

/// Makes the threads of the pool a team, and reports their traps on the channel of `guardInstance`.
/// Call this once the pool has started.
#[wasm_bindgen(js_name = joinThreads)]
pub fn join_threads() {
    web::guard_threads();
    crew::join_pool(web::leave_thread);
}

/// Makes the threads leave the team, permanently. Their workers are idle then, and end as soon as
/// they are terminated.
#[wasm_bindgen(js_name = leaveThreads)]
pub fn leave_threads() {
    web::threads_leave();
    crew::leave();
}

/// The number of threads that have not left the team.
#[wasm_bindgen(js_name = threadsLeft)]
#[must_use]
pub fn threads_left() -> u32 {
    crew::members()
}

/// The address of two 32-bit words: the id of the call at work, written by the worker that drives
/// it, and the id of the call given up, written by any agent that shares the memory. Compiled tasks
/// of that call then end early. All bits set in the second word give up every call.
#[wasm_bindgen(js_name = haltWords)]
#[must_use]
pub fn halt_words() -> u32 {
    crew::words() as usize as u32
}

/// The time, in µs, to dispatch a job to `lanes` lanes, the caller's included, and to learn that
/// all have done it, while the threads are awake: the least of some hundred jobs' means, which
/// other work on the machine only adds to, and the median of these means.
#[wasm_bindgen(js_name = measureDispatch)]
#[must_use]
pub fn measure_dispatch(lanes: u32) -> Vec<f64> {
    let (clock, lanes) = (web::PerformanceClock { origin_ms: 0.0 }, lanes as usize);
    let job = || {
        let arrived = AtomicUsize::new(0);
        // Each lane waits for all others: otherwise the caller would run the lanes of slow threads
        // itself.
        crew::Crew::Team { lanes }.run(lanes, &|_| {
            arrived.fetch_add(1, SeqCst);
            while arrived.load(SeqCst) < lanes {
                std::hint::spin_loop();
            }
        });
    };
    // The first jobs wake the threads, and run code that the browser has not optimised yet.
    for _ in 0..3 {
        job();
    }
    let begun_ms = clock.now_ms();
    let mut samples_us = Vec::new();
    loop {
        let (start_ms, mut jobs) = (clock.now_ms(), 0);
        while jobs < DISPATCH_JOBS && clock.now_ms() - begun_ms < DISPATCH_MS {
            job();
            jobs += 1;
        }
        // A sample that was cut short may be shorter than the clock's step. It counts only if it is
        // the first.
        if jobs == DISPATCH_JOBS || samples_us.is_empty() {
            samples_us.push((clock.now_ms() - start_ms) * 1e3 / f64::from(jobs.max(1)));
        }
        if jobs < DISPATCH_JOBS {
            let sorted = common::order::sorted(&samples_us);
            return vec![sorted[0], sorted[sorted.len() / 2]];
        }
    }
}

/// The SIMD instructions that this artefact was built with: `relaxed` or `fixed`.
#[wasm_bindgen]
#[must_use]
pub fn simd() -> String {
    if cfg!(target_feature = "relaxed-simd") { "relaxed" } else { "fixed" }.to_owned()
}
