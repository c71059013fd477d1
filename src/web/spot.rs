//! The worker on which a lane of a scheduled run executes: its clock and its sleep.

use super::clock::time_origin_ms;
use crate::schedule::lane::Spot;
use std::time::Duration;

/// The current worker. Make it on the worker itself: the origin of the worker's clock is read once,
/// since a lane reads the time often.
#[derive(Debug, Clone, Copy)]
pub struct WorkerSpot {
    shift_ms: f64,
}

impl WorkerSpot {
    /// The current worker, with times in ms since `origin_ms` (`performance.timeOrigin +
    /// performance.now()`).
    #[must_use]
    pub fn new(origin_ms: f64) -> Self {
        Self { shift_ms: time_origin_ms() - origin_ms }
    }
}

impl Spot for WorkerSpot {
    fn now_ms(&self) -> f64 {
        self.shift_ms + super::clock::since_time_origin_ms()
    }

    fn sleep_ms(&self, ms: f64) {
        std::thread::sleep(Duration::from_secs_f64(ms / 1e3));
    }
}
