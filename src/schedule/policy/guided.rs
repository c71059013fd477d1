//! Guided self-scheduling: each chunk is ⌈R/P⌉ of the R places that are left, at least k.
//!
//! 100 tasks on 4 workers are handed out in chunks of 25, 19, 14, 11, 8, 6, 5, 3, 3, 2, 1, 1, 1, 1.
//! OpenMP does not specify the sizes: libgomp uses these, LLVM's runtime ⌊R/2P⌋, which starts with
//! 12.
//!
//! Source: C. D. Polychronopoulos & D. J. Kuck, *Guided self-scheduling: a practical scheduling
//! scheme for parallel supercomputers*, IEEE Transactions on Computers C-36 (1987).

use super::{Plan, Rule, cursor};
use core::ops::Range;
use core::sync::atomic::AtomicU64;

/// N tasks for P workers, at least k at a time. One word: the cursor.
#[derive(Debug, Clone, Copy)]
pub struct Guided {
    n: u32,
    p: u32,
    k: u32,
}

impl Rule for Guided {
    const NAME: &'static str = "guided";

    fn new(&Plan { n_tasks: n, n_workers: p, chunk: k, .. }: &Plan) -> Self {
        Self { n, p, k }
    }

    fn take(&self, words: &[AtomicU64], _worker: u32) -> Option<Range<u32>> {
        cursor::take(&words[0], self.n, |cursor| {
            ((self.n - cursor.next).div_ceil(self.p).max(self.k), 0)
        })
    }
}
