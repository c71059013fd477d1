//! A long loop, run in slices of about a given time. Between slices the caller may report progress
//! or stop.

use timing::Clock;

/// A slice has at most this many times the rows of all slices before it together.
const GROWTH: f64 = 8.0;

/// How many rows of a loop are done, and how long they took.
///
/// ```
/// # #[cfg(not(target_arch = "wasm32"))] {
/// use {crew::Progress, timing::StdClock};
/// let (mut progress, clock, mut sum) = (Progress::default(), StdClock::start(), 0);
/// let mut add = |first, last| sum += (first..last).sum::<usize>();
/// while progress.advance(100, 8, 1.0, &clock, &mut add) {}
/// assert_eq!(sum, 4950);
/// # }
/// ```
#[derive(Debug, Default)]
pub struct Progress {
    rows: usize,
    elapsed_ms: f64,
}

impl Progress {
    /// The number of rows that are done.
    #[must_use]
    pub fn done(&self) -> usize {
        self.rows
    }

    /// Runs the next slice of a loop over `m` rows as `slice(first, last)`, for the rows
    /// `first..last`; returns true while rows are left.
    ///
    /// The slice is sized to take about `budget_ms`, judging by the rows and the time so far, in
    /// whole rounds of `round` rows. The first slice is one round; an infinite budget takes all
    /// rows at once.
    ///
    /// # Panics
    /// When `round` is 0 and rows are left.
    pub fn advance(
        &mut self,
        m: usize,
        round: usize,
        budget_ms: f64,
        clock: &impl Clock,
        slice: impl FnOnce(usize, usize),
    ) -> bool {
        if self.rows < m {
            let wished = if budget_ms.is_infinite() {
                f64::INFINITY
            } else if self.rows == 0 {
                0.0
            } else {
                // A coarse clock may have measured 0 ms.
                self.rows as f64 * (budget_ms / self.elapsed_ms.max(1e-3)).min(GROWTH)
            };
            // The cast saturates, so an infinite `wished` needs no case of its own.
            let rounds = ((wished / round as f64) as usize).clamp(1, m.div_ceil(round));
            let last = (self.rows + rounds * round).min(m);
            let start = clock.now_ms();
            slice(self.rows, last);
            self.elapsed_ms += clock.now_ms() - start;
            self.rows = last;
        }
        self.rows < m
    }
}
