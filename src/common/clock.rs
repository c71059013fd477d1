//! The clock. Pure crates are given a clock rather than reading one, so that a test can control the
//! time.

/// A monotonic clock with the same origin for all workers of a run.
pub trait Clock: Sync {
    /// Milliseconds since the origin.
    fn now_ms(&self) -> f64;
}
