//! A long loop in slices of about a stated time, between which whoever drives it may report
//! progress or stop.

use timing::Clock;

/// By how much a slice may be larger than all before it together.
const GROWTH: f64 = 8.0;

/// How far a loop over rows has come, and in what time.
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
    /// Rows that are done.
    #[must_use]
    pub fn done(&self) -> usize {
        self.rows
    }

    /// Runs one slice `[first, last)` of `m` rows, sized from the rows and the time so far to last
    /// `budget_ms`, in whole rounds of `round` rows; true while there are rows left.
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
                // A clock of coarse steps may have seen no time pass.
                self.rows as f64 * (budget_ms / self.elapsed_ms.max(1e-3)).min(GROWTH)
            };
            // A float beyond the range becomes the greatest integer, so "as many as there are"
            // needs no case.
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
