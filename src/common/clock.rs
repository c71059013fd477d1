//! The clock. Rooms never reach for one: they are given it, so that a test can turn the hands.

/// A monotonic clock that every worker of a run reads alike.
pub trait Clock: Sync {
    /// Milliseconds since an origin that is the same for all workers of the clock.
    fn now_ms(&self) -> f64;
}
