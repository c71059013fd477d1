//! How far the clocks of two workers differ.
//!
//! Workers read one axis, but their readings of it may differ. Before the start worker 0 asks every
//! other worker for its time, a few times. Of the answer that came back soonest, what lies outside
//! the question's round trip and the clock's step is a real difference, and is subtracted. NTP has
//! the same rule: the true difference is within half of the round trip of the one that was read.
//!
//! Source: D. L. Mills, RFC 1305, §5.

/// The answer to a question for another worker's time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    difference_ms: f64,
    round_trip_ms: f64,
}

impl Reading {
    /// Before any answer.
    pub const WORST: Self = Self { difference_ms: 0.0, round_trip_ms: f64::INFINITY };

    /// Asked and answered at these moments here, when it was `theirs_ms` there.
    #[must_use]
    pub fn new(sent_ms: f64, theirs_ms: f64, answered_ms: f64) -> Self {
        let difference_ms = (theirs_ms - sent_ms) - (answered_ms - sent_ms) / 2.0;
        Self { difference_ms, round_trip_ms: answered_ms - sent_ms }
    }

    /// The one that was answered sooner.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if other.round_trip_ms < self.round_trip_ms { other } else { self }
    }

    /// How far the other's clock is ahead, as far as that is certain on clocks of that step; else
    /// 0.
    #[must_use]
    pub fn offset_ms(self, step_ms: f64) -> f64 {
        let certain = self.difference_ms.abs() > self.round_trip_ms / 2.0 + step_ms;
        if certain { self.difference_ms } else { 0.0 }
    }
}
