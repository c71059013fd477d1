//! The instance itself: guards, and what it was built for.

use crate::web;
use wasm_bindgen::prelude::*;

pub use wasm_bindgen_rayon::init_thread_pool;

/// Reports panics of this instance on the `BroadcastChannel` of that name. To be called once, first.
#[wasm_bindgen(js_name = guardInstance)]
pub fn guard_instance(channel: String) {
    web::guard_instance(channel);
}

/// Reports traps in the threads of the pool on the same channel. To be called once the pool has started.
#[wasm_bindgen(js_name = guardThreads)]
pub fn guard_threads() {
    web::guard_threads();
}

/// The SIMD instructions of this artefact: `relaxed` or `fixed`.
#[wasm_bindgen]
#[must_use]
pub fn simd() -> String {
    if cfg!(target_feature = "relaxed-simd") { "relaxed" } else { "fixed" }.to_owned()
}

/// Panics, on a thread of the pool where there is one: what the fault tests call.
///
/// # Panics
/// Always; that is what it is for.
#[wasm_bindgen(js_name = panicForTest)]
pub fn panic_for_test(on_pool: bool) {
    if on_pool {
        rayon::broadcast(|thread| assert!(thread.index() > 0, "a panic for the test"));
    } else {
        panic!("a panic for the test");
    }
}
