//! Trapezoid self-scheduling: sizes fall linearly from F = ⌈N/2P⌉ to L = k, in C = ⌈2N/(F + L)⌉ chunks: the i-th, counted from 0, is
//! F − ⌊i·(F − L)/(C − 1)⌋, or what is left.
//!
//! Rounded up, the C sizes make at least N together, so no place is left. Runtimes that round the step down instead of the size
//! (LLVM's among them) hand out equal chunks where the step is below 1, and never come down to L.
//!
//! Source: T. H. Tzen & L. M. Ni, *Trapezoid self-scheduling: a practical scheduling scheme for parallel compilers*, IEEE Transactions
//! on Parallel and Distributed Systems 4 (1993).

use super::cursor;
use core::ops::Range;
use core::sync::atomic::AtomicU64;

/// N tasks in chunks from `most` to `least`. One word: the cursor, with the number of chunks taken.
#[derive(Debug, Clone, Copy)]
pub struct Trapezoid {
    n: u32,
    most: u32,
    least: u32,
    /// C − 1, at least 1.
    steps: u32,
}

impl Trapezoid {
    /// For N tasks, P workers and a last chunk of k. The first is never smaller than the last.
    pub fn new(n: u32, p: u32, k: u32) -> Self {
        let most = n.div_ceil(2 * p).max(1);
        let least = k.min(most);
        let chunks = (2 * n).div_ceil(most + least);
        Self { n, most, least, steps: chunks.saturating_sub(1).max(1) }
    }

    /// The next chunk.
    pub fn take(self, words: &[AtomicU64]) -> Option<Range<u32>> {
        cursor::take(&words[0], self.n, |cursor| {
            let taken = cursor.memo.min(self.steps);
            let fall = u64::from(taken) * u64::from(self.most - self.least) / u64::from(self.steps);
            (self.most - fall as u32, cursor.memo + 1)
        })
    }
}
