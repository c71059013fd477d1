//! Longest processing time first (LPT): tasks by decreasing duration, each to the worker that is
//! free first, which is the one with the least to do so far. Of equally long tasks the one with the
//! lower index comes first; k at a time.
//!
//! With k = 1 and equal workers the makespan is at most 4/3 − 1/(3P) times the shortest possible.
//! 4, 5, 6, 7 and 8 on two workers make {8, 5, 4} and {7, 6}, 17 where 15 is possible.
//!
//! Source: R. L. Graham, *Bounds on multiprocessing timing anomalies*, SIAM Journal on Applied
//! Mathematics 17 (1969).

use super::dynamic::Dynamic;
use super::{Plan, Rule};
use core::ops::Range;
use core::sync::atomic::AtomicU64;

/// Self-scheduling of places that are sorted by decreasing duration.
#[derive(Debug, Clone, Copy)]
pub struct LongestFirst(Dynamic);

impl Rule for LongestFirst {
    const NAME: &'static str = "longestFirst";
    const SORTED: bool = true;

    fn new(plan: &Plan) -> Self {
        Self(Dynamic::new(plan))
    }

    fn take(&self, words: &[AtomicU64], worker: u32) -> Option<Range<u32>> {
        self.0.take(words, worker)
    }
}
