//! Factoring (FAC2): batches of P equal chunks. Each batch takes half of the R places that are
//! left, so each chunk is ⌈R/2P⌉, at least k.
//!
//! Source: S. F. Hummel, E. Schonberg & L. E. Flynn, *Factoring: a method for scheduling parallel
//! loops*, Communications of the ACM 35 (1992), with the factor 2 that the paper proposes if
//! nothing is known about the durations.

use super::{Plan, Rule, cursor};
use core::ops::Range;
use core::sync::atomic::AtomicU64;

/// N tasks for P workers, at least k at a time. One word: the cursor and the first place of its
/// batch.
#[derive(Debug, Clone, Copy)]
pub struct Factoring {
    n: u32,
    p: u32,
    k: u32,
}

impl Rule for Factoring {
    const NAME: &'static str = "factoring";

    fn new(&Plan { n_tasks: n, n_workers: p, chunk: k, .. }: &Plan) -> Self {
        Self { n, p, k }
    }

    /// The next chunk of the batch, or the first one of the next batch.
    fn take(&self, words: &[AtomicU64], _worker: u32) -> Option<Range<u32>> {
        let length = |begun: u32| (self.n - begun).div_ceil(2 * self.p).max(self.k);
        cursor::take(&words[0], self.n, |cursor| {
            let begun = cursor.memo;
            let end = u64::from(begun) + u64::from(length(begun)) * u64::from(self.p);
            let begun = if u64::from(cursor.next) < end { begun } else { cursor.next };
            (length(begun), begun)
        })
    }
}
