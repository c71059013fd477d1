//! Static cyclic scheduling: chunks of k places are assigned in turn, chunk j to worker j mod P.
//!
//! Source: the `static` schedule of OpenMP 5.2, §11.5.3, with chunk size k.

use super::{Plan, Rule};
use core::ops::Range;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// N tasks for P workers, k at a time. One word per worker: the number of chunks it has taken.
#[derive(Debug, Clone, Copy)]
pub struct RoundRobin {
    n: u32,
    p: u32,
    k: u32,
}

impl Rule for RoundRobin {
    const NAME: &'static str = "roundRobin";
    const IN_ORDER: bool = false;

    fn new(&Plan { n_tasks: n, n_workers: p, chunk: k, .. }: &Plan) -> Self {
        Self { n, p, k }
    }

    fn n_words(&self) -> usize {
        self.p as usize
    }

    fn take(&self, words: &[AtomicU64], worker: u32) -> Option<Range<u32>> {
        // Relaxed: the word is the worker's own.
        let had = words[worker as usize].fetch_add(1, Relaxed);
        let (n, k) = (u64::from(self.n), u64::from(self.k));
        let first = (had * u64::from(self.p) + u64::from(worker)) * k;
        (first < n).then(|| first as u32..(first + k).min(n) as u32)
    }
}
