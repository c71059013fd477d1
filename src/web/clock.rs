//! `performance.now()`, with one origin for all workers.
//!
//! In each worker `performance.now()` counts from `performance.timeOrigin`, the start of that
//! worker. The sum of the two counts from the same moment everywhere, so spans measured on
//! different workers lie on one axis.

use crate::timing::Clock;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = performance)]
    static PERFORMANCE: web_sys::Performance;
}

/// A clock with its origin at a moment on the axis `performance.timeOrigin + performance.now()`.
#[derive(Debug, Clone, Copy)]
pub struct PerformanceClock {
    /// The origin, in milliseconds on that axis.
    pub origin_ms: f64,
}

impl Clock for PerformanceClock {
    fn now_ms(&self) -> f64 {
        // The difference first: both values are about 10¹² ms, where doubles are 0.2 µs apart.
        (time_origin_ms() - self.origin_ms) + since_time_origin_ms()
    }
}

/// The origin of this worker's `performance.now()`, in ms on the axis of all workers.
pub fn time_origin_ms() -> f64 {
    PERFORMANCE.with(web_sys::Performance::time_origin)
}

/// The time since [`time_origin_ms`], in ms.
pub fn since_time_origin_ms() -> f64 {
    PERFORMANCE.with(web_sys::Performance::now)
}
