//! Self-scheduling: the next k places go to whoever asks.
//!
//! Source: P. Tang & P.-C. Yew, *Processor self-scheduling for multiple-nested parallel loops* (ICPP 1986); with k > 1, chunk
//! self-scheduling: C. P. Kruskal & A. Weiss, *Allocating independent subtasks on parallel processors* (1985).

use super::cursor;
use core::ops::Range;
use core::sync::atomic::AtomicU64;

/// N tasks, k at a time. One word: the cursor.
#[derive(Debug, Clone, Copy)]
pub struct Dynamic {
    /// N.
    pub n: u32,
    /// k.
    pub k: u32,
}

impl Dynamic {
    /// The next k places.
    pub fn take(self, words: &[AtomicU64]) -> Option<Range<u32>> {
        cursor::take(&words[0], self.n, |_| (self.k, 0))
    }
}
