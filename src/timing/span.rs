//! A measured interval: which worker had which items, from when to when.

/// One interval of work on one worker. Times are in milliseconds of the run's
/// [`Clock`](super::Clock).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Span {
    /// Index of the worker, from 0.
    pub worker: u32,
    /// First item of the interval.
    pub first: u32,
    /// The number of items.
    pub len: u32,
    /// When the work began.
    pub start_ms: f64,
    /// When the work ended.
    pub end_ms: f64,
}

impl Span {
    /// The five numbers `[worker, first, len, start_ms, end_ms]`, the form in which JavaScript gets
    /// spans.
    #[must_use]
    pub fn to_row(self) -> [f64; 5] {
        [
            f64::from(self.worker),
            f64::from(self.first),
            f64::from(self.len),
            self.start_ms,
            self.end_ms,
        ]
    }
}
