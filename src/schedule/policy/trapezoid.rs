//! Trapezoid self-scheduling: the first chunk is F = ⌈N/2P⌉ and each following one is δ smaller,
//! with C = ⌈2N/(F + L)⌉ chunks, δ = ⌊(F − L)/(C − 1)⌋ and L = k.
//!
//! All sizes are integers, as in the paper, whose example of 1000 tasks on 4 workers is F = 125, L
//! = 1, C = 16, δ = 8. Since the decrement is rounded down, C chunks cover N tasks or more, so
//! fewer than C may be handed out, and the last one is the remainder. If F − L < C − 1, the
//! decrement is 0 and all chunks have size F. (Other accounts keep a fractional decrement and round
//! each size instead, which gives 125 117 109 101 92 …)
//!
//! Source: T. H. Tzen & L. M. Ni, *Trapezoid self-scheduling: a practical scheduling scheme for
//! parallel compilers*, IEEE Transactions on Parallel and Distributed Systems 4 (1993).

use super::{Plan, Rule, cursor};
use core::ops::Range;
use core::sync::atomic::AtomicU64;

/// N tasks in chunks from `most` down to `least`. One word: the cursor and the number of chunks
/// taken.
#[derive(Debug, Clone, Copy)]
pub struct Trapezoid {
    n: u32,
    most: u32,
    least: u32,
    /// The decrement, δ.
    decrement: u32,
}

impl Rule for Trapezoid {
    const NAME: &'static str = "trapezoid";

    /// The first chunk is never smaller than the last, so L is at most F.
    fn new(&Plan { n_tasks: n, n_workers: p, chunk: k, .. }: &Plan) -> Self {
        let most = n.div_ceil(2 * p).max(1);
        let least = k.min(most);
        let chunks = (2 * n).div_ceil(most + least);
        let decrement = (most - least) / chunks.saturating_sub(1).max(1);
        Self { n, most, least, decrement }
    }

    fn take(&self, words: &[AtomicU64], _worker: u32) -> Option<Range<u32>> {
        cursor::take(&words[0], self.n, |cursor| {
            let fall = cursor.memo.saturating_mul(self.decrement);
            (self.most.saturating_sub(fall).max(self.least), cursor.memo + 1)
        })
    }
}
