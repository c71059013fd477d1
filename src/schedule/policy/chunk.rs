//! Static, in one chunk each: contiguous chunks of ⌈N/P⌉ places, chunk j to worker j. There may be fewer chunks than workers.
//!
//! Source: the `static` schedule of OpenMP 5.2, §11.5.3, without a chunk size; it is also how the items of a list are partitioned.

use core::ops::Range;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};
use partition::part;

/// N tasks for P workers. A word for each worker: whether it has had its chunk.
#[derive(Debug, Clone, Copy)]
pub struct Chunk {
    /// N.
    pub n: u32,
    /// P.
    pub p: u32,
}

impl Chunk {
    /// The worker's chunk, once.
    pub fn take(self, words: &[AtomicU64], worker: u32) -> Option<Range<u32>> {
        // Relaxed: the word is the worker's own.
        let had = words[worker as usize].swap(1, Relaxed);
        let Range { start, end } = part(self.n as usize, self.p as usize, worker as usize);
        (had == 0 && start < end).then_some(start as u32..end as u32)
    }
}
