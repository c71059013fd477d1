//! The instance itself: guards, and what it was built for.

use crate::timing::Clock;
use crate::{crew, web};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use wasm_bindgen::prelude::*;

pub use wasm_bindgen_rayon::init_thread_pool;

/// Jobs in a sample of the dispatch, much longer together than the step of an isolated page's
/// clock.
const DISPATCH_JOBS: u32 = 100;
/// How long the dispatch is measured, also where other work keeps the threads waiting.
const DISPATCH_MS: f64 = 8.0;

/// Reports panics of this instance on the `BroadcastChannel` of that name. To be called once,
/// first.
#[wasm_bindgen(js_name = guardInstance)]
pub fn guard_instance(channel: String) {
    web::guard_instance(channel);
}

/// Makes the threads of the pool, once it has started, a team, whose traps are reported on the same
/// channel.
#[wasm_bindgen(js_name = joinThreads)]
pub fn join_threads() {
    web::guard_threads();
    crew::join_pool(web::leave_thread);
}

/// Lets the threads go, for ever: their workers are idle then, and end as soon as they are told to.
#[wasm_bindgen(js_name = leaveThreads)]
pub fn leave_threads() {
    web::threads_leave();
    crew::leave();
}

/// Threads that have not left.
#[wasm_bindgen(js_name = threadsLeft)]
#[must_use]
pub fn threads_left() -> u32 {
    crew::members()
}

/// The address of two words: the call that is at work, to be written by whoever drives it, and the
/// call that is given up, to be written by whoever shares the memory. Compiled tasks of that call
/// then come to an end early. All bits of the second: all calls.
#[wasm_bindgen(js_name = haltWords)]
#[must_use]
pub fn halt_words() -> u32 {
    crew::words() as usize as u32
}

/// What it takes at best to hand a job to so many lanes, the caller's own included, and to hear
/// that all have done it, while they are awake, in µs: whatever else the machine does only makes it
/// longer.
#[wasm_bindgen(js_name = measureDispatch)]
#[must_use]
pub fn measure_dispatch(lanes: u32) -> f64 {
    let (clock, lanes) = (web::PerformanceClock { origin_ms: 0.0 }, lanes as usize);
    let job = || {
        let arrived = AtomicUsize::new(0);
        // Nobody goes on alone: otherwise the caller would take lanes over that their threads were
        // too slow for.
        crew::Crew::Team { lanes }.run(lanes, &|_| {
            arrived.fetch_add(1, SeqCst);
            while arrived.load(SeqCst) < lanes {
                std::hint::spin_loop();
            }
        });
    };
    // The first jobs wake the threads up, and run code that is not optimised yet.
    for _ in 0..3 {
        job();
    }
    let begun_ms = clock.now_ms();
    let mut best_us = f64::INFINITY;
    loop {
        let (start_ms, mut jobs) = (clock.now_ms(), 0);
        while jobs < DISPATCH_JOBS && clock.now_ms() - begun_ms < DISPATCH_MS {
            job();
            jobs += 1;
        }
        // A sample that was cut short may be shorter than the clock's step. It counts only where
        // there is no other.
        if jobs == DISPATCH_JOBS || best_us.is_infinite() {
            best_us = best_us.min((clock.now_ms() - start_ms) * 1e3 / f64::from(jobs.max(1)));
        }
        if jobs < DISPATCH_JOBS {
            return best_us;
        }
    }
}

/// The SIMD instructions of this artefact: `relaxed` or `fixed`.
#[wasm_bindgen]
#[must_use]
pub fn simd() -> String {
    if cfg!(target_feature = "relaxed-simd") { "relaxed" } else { "fixed" }.to_owned()
}

/// Panics in a lane of the team: in a thread of the pool where there is one. What the fault tests
/// call.
///
/// # Panics
/// Always; that is what it is for.
#[wasm_bindgen(js_name = panicForTest)]
pub fn panic_for_test(on_thread: bool) {
    let both = std::sync::Barrier::new(2);
    if on_thread {
        // Neither lane goes on alone, so the second is a thread's.
        crew::Crew::Team { lanes: 2 }.run(2, &|lane| {
            both.wait();
            assert!(lane == 0, "a panic for the test");
        });
    }
    panic!("a panic for the test");
}
