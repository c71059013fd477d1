//! The clock. Pure rooms never reach for one: they are given it, so that a test can turn the hands.

/// A monotonic clock that every worker of a run reads alike.
pub trait Clock: Sync {
    /// Milliseconds since an origin that is the same for all workers of the clock.
    fn now_ms(&self) -> f64;
}

/// The host's clock.
///
/// ```
/// # #[cfg(not(target_arch = "wasm32"))] {
/// use parallel_playground::timing::{Clock, StdClock};
/// let clock = StdClock::start();
/// assert!(clock.now_ms() <= clock.now_ms());
/// # }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct StdClock {
    origin: std::time::Instant,
}

impl StdClock {
    /// A clock whose origin is now. On a WebAssembly target without a clock of its own this panics: use the browser's.
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
