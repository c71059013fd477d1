//! The instance itself: guards, and what it was built for.

use crate::{crew, web};
use wasm_bindgen::prelude::*;

pub use wasm_bindgen_rayon::init_thread_pool;

/// Reports panics of this instance on the `BroadcastChannel` of that name. To be called once, first.
#[wasm_bindgen(js_name = guardInstance)]
pub fn guard_instance(channel: String) {
    web::guard_instance(channel);
}

/// Makes the threads of the pool, once it has started, a team, whose traps are reported on the same channel.
#[wasm_bindgen(js_name = joinThreads)]
pub fn join_threads() {
    web::guard_threads();
    crew::join_pool();
}

/// The SIMD instructions of this artefact: `relaxed` or `fixed`.
#[wasm_bindgen]
#[must_use]
pub fn simd() -> String {
    if cfg!(target_feature = "relaxed-simd") { "relaxed" } else { "fixed" }.to_owned()
}

/// Panics in a lane of the team: in a thread of the pool where there is one. What the fault tests call.
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
