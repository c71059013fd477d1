//! The schedule of `Pool.map` in CPython's `multiprocessing` without a chunk size: `chunksize,
//! extra = divmod(N, 4P)`, plus one if `extra` is not 0; each worker that asks gets the next chunk.
//!
//! Source: `Pool._map_async` in CPython's `Lib/multiprocessing/pool.py`.

use super::dynamic::Dynamic;
use super::{Plan, Rule};
use core::ops::Range;
use core::sync::atomic::AtomicU64;

/// N tasks, `chunksize` at a time.
#[derive(Debug, Clone, Copy)]
pub struct PoolMap(Dynamic);

impl Rule for PoolMap {
    const NAME: &'static str = "poolMap";

    fn new(plan: &Plan) -> Self {
        let (n, parts) = (plan.n_tasks, 4 * plan.n_workers);
        let (chunksize, extra) = (n / parts, n % parts);
        Self(Dynamic::new(&Plan { chunk: chunksize + u32::from(extra > 0), ..*plan }))
    }

    fn take(&self, words: &[AtomicU64], worker: u32) -> Option<Range<u32>> {
        self.0.take(words, worker)
    }
}
