//! What `Pool.map` of CPython's `multiprocessing` does without a chunk size: `chunksize, extra = divmod(N, 4P)`, one more if there is
//! an extra; the chunks go to whoever asks.
//!
//! Source: `Pool._map_async` in CPython's `Lib/multiprocessing/pool.py`.

use super::dynamic::Dynamic;
use core::ops::Range;
use core::sync::atomic::AtomicU64;

/// N tasks, `chunksize` at a time.
#[derive(Debug, Clone, Copy)]
pub struct PoolMap(Dynamic);

impl PoolMap {
    /// For N tasks and P workers.
    pub fn new(n: u32, p: u32) -> Self {
        let (chunksize, extra) = (n / (4 * p), n % (4 * p));
        Self(Dynamic { n, k: chunksize + u32::from(extra > 0) })
    }

    /// The next chunk.
    pub fn take(self, words: &[AtomicU64]) -> Option<Range<u32>> {
        self.0.take(words)
    }
}
