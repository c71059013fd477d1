//! Self-scheduling: each worker that asks gets the next k places.
//!
//! Source: P. Tang & P.-C. Yew, *Processor self-scheduling for multiple-nested parallel loops*
//! (ICPP 1986); with k > 1, chunk self-scheduling: C. P. Kruskal & A. Weiss, *Allocating
//! independent subtasks on parallel processors* (1985).

use super::{Plan, Rule, cursor};
use core::ops::Range;
use core::sync::atomic::AtomicU64;

/// N tasks, k at a time. One word: the cursor.
#[derive(Debug, Clone, Copy)]
pub struct Dynamic {
    n: u32,
    k: u32,
}

impl Rule for Dynamic {
    const NAME: &'static str = "dynamic";

    fn new(&Plan { n_tasks: n, chunk: k, .. }: &Plan) -> Self {
        Self { n, k }
    }

    fn take(&self, words: &[AtomicU64], _worker: u32) -> Option<Range<u32>> {
        cursor::take(&words[0], self.n, |_| (self.k, 0))
    }
}
