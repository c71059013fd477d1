//! The offset between the clocks of two workers.
//!
//! All workers read the same time axis, but their readings may differ. Before the start worker 0
//! asks every other worker for its time, several times. Of the answer with the shortest round trip,
//! the part of the difference that exceeds half of that round trip plus the clock's step is real
//! and is subtracted as an offset. NTP uses the same rule: the true difference is within half of
//! the round trip of the measured one.
//!
//! Source: D. L. Mills, RFC 1305, §5.

/// One measurement of another worker's clock.
///
/// ```
/// use schedule::clocks::Reading;
/// // The other clock read 105 ms halfway between 0 ms and 10 ms here.
/// let reading = Reading::WORST.or(Reading::new(0.0, 105.0, 10.0));
/// assert_eq!(reading.offset_ms(0.1), 100.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    difference_ms: f64,
    round_trip_ms: f64,
}

impl Reading {
    /// The measurement before any answer: [`or`](Self::or) prefers every other.
    pub const WORST: Self = Self { difference_ms: 0.0, round_trip_ms: f64::INFINITY };

    /// A measurement from an answer: the question was sent at `sent_ms` and answered at
    /// `answered_ms` on this worker's clock, and the other clock read `theirs_ms`.
    #[must_use]
    pub fn new(sent_ms: f64, theirs_ms: f64, answered_ms: f64) -> Self {
        let difference_ms = (theirs_ms - sent_ms) - (answered_ms - sent_ms) / 2.0;
        Self { difference_ms, round_trip_ms: answered_ms - sent_ms }
    }

    /// The measurement with the shorter round trip.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if other.round_trip_ms < self.round_trip_ms { other } else { self }
    }

    /// How far the other clock is ahead, in ms, if the difference is certain for clocks with this
    /// step; otherwise 0.
    #[must_use]
    pub fn offset_ms(self, step_ms: f64) -> f64 {
        let certain = self.difference_ms.abs() > self.round_trip_ms / 2.0 + step_ms;
        if certain { self.difference_ms } else { 0.0 }
    }
}
