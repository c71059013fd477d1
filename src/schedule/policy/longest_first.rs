//! Longest processing time first (LPT): tasks are handed out by decreasing duration, k at a time,
//! each to the worker that is free first, which is the one with the least work so far. Of equally
//! long tasks the one with the lower index comes first.
//!
//! With k = 1 and equally fast workers the makespan is at most 4/3 − 1/(3P) times the optimum.
//! Tasks of 4, 5, 6, 7 and 8 on two workers are divided into {8, 5, 4} and {7, 6}, a makespan of 17
//! where 15 is optimal.
//!
//! Source: R. L. Graham, *Bounds on multiprocessing timing anomalies*, SIAM Journal on Applied
//! Mathematics 17 (1969).

use super::dynamic::Dynamic;
use super::{Plan, Rule};
use core::ops::Range;
use core::sync::atomic::AtomicU64;

/// Self-scheduling of places sorted by decreasing duration.
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
