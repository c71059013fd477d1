//! Static scheduling, one chunk per worker: contiguous chunks of ⌈N/P⌉ places, chunk j to worker j.
//! There may be fewer chunks than workers.
//!
//! Source: the `static` schedule of OpenMP 5.2, §11.5.3, without a chunk size. `partition` divides
//! lists in the same way.

use super::{Plan, Rule};
use core::ops::Range;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};
use partition::part;

/// N tasks for P workers. One word per worker: whether it has taken its chunk.
#[derive(Debug, Clone, Copy)]
pub struct Chunk {
    n: u32,
    p: u32,
}

impl Rule for Chunk {
    const NAME: &'static str = "chunk";
    const IN_ORDER: bool = false;

    fn new(&Plan { n_tasks: n, n_workers: p, .. }: &Plan) -> Self {
        Self { n, p }
    }

    fn n_words(&self) -> usize {
        self.p as usize
    }

    fn take(&self, words: &[AtomicU64], worker: u32) -> Option<Range<u32>> {
        // Relaxed: the word is the worker's own.
        let had = words[worker as usize].swap(1, Relaxed);
        let Range { start, end } = part(self.n as usize, self.p as usize, worker as usize);
        (had == 0 && start < end).then_some(start as u32..end as u32)
    }
}
