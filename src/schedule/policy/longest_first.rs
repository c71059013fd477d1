//! Longest processing time first (LPT): tasks by decreasing duration, each to the worker that is free first, which is the one with the
//! least to do so far. Of equally long tasks the one with the lower index comes first; k at a time.
//!
//! With k = 1 and equal workers the makespan is at most 4/3 − 1/3P of the shortest possible. 4, 5, 6, 7 and 8 on two workers make
//! {8, 5, 4} and {7, 6}, 17 where 15 is possible.
//!
//! Source: R. L. Graham, *Bounds on multiprocessing timing anomalies*, SIAM Journal on Applied Mathematics 17 (1969).

use super::dynamic::Dynamic;
use core::ops::Range;
use core::sync::atomic::AtomicU64;

/// Places are by decreasing duration: whoever makes the plan sorts the tasks. Then it is self-scheduling.
#[derive(Debug, Clone, Copy)]
pub struct LongestFirst(pub Dynamic);

impl LongestFirst {
    /// The next k places.
    pub fn take(self, words: &[AtomicU64]) -> Option<Range<u32>> {
        self.0.take(words)
    }
}
