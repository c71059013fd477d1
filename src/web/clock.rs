//! `performance.now()`, set to one origin for all workers.
//!
//! Each worker's `performance.now()` counts from that worker's own start, which
//! `performance.timeOrigin` tells. Their sum counts from the same moment everywhere, so spans that
//! were measured on different workers lie on one axis.

use crate::timing::Clock;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = performance)]
    static PERFORMANCE: web_sys::Performance;
}

/// A clock whose origin is a moment of the time axis `performance.timeOrigin + performance.now()`.
#[derive(Debug, Clone, Copy)]
pub struct PerformanceClock {
    /// The origin, in milliseconds.
    pub origin_ms: f64,
}

impl Clock for PerformanceClock {
    fn now_ms(&self) -> f64 {
        // The difference first: both are of the size of 10¹² ms, where a double is as coarse as 0.2
        // µs.
        (time_origin_ms() - self.origin_ms) + since_time_origin_ms()
    }
}

/// What this worker's clock counts from, on the axis of all.
pub fn time_origin_ms() -> f64 {
    PERFORMANCE.with(web_sys::Performance::time_origin)
}

/// How long that has been ago.
pub fn since_time_origin_ms() -> f64 {
    PERFORMANCE.with(web_sys::Performance::now)
}
