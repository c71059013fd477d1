//! The clock of the host.

use common::clock::Clock;

/// The monotonic clock of the host, in milliseconds since [`start`](StdClock::start).
///
/// ```
/// # #[cfg(not(target_arch = "wasm32"))] {
/// use timing::{Clock, StdClock};
/// let clock = StdClock::start();
/// assert!(clock.now_ms() <= clock.now_ms());
/// # }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct StdClock {
    origin: std::time::Instant,
}

impl StdClock {
    /// A clock whose origin is now.
    ///
    /// # Panics
    /// On a WebAssembly target whose standard library has no clock: use the browser's there.
    #[must_use]
    pub fn start() -> Self {
        Self { origin: std::time::Instant::now() }
    }
}

impl Clock for StdClock {
    fn now_ms(&self) -> f64 {
        self.origin.elapsed().as_secs_f64() * 1e3
    }
}
