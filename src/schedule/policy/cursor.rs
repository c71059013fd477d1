//! One cursor from which all workers take: the core of every self-scheduling policy.

use core::ops::Range;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// How far the tasks have been handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The first place that has not been handed out.
    pub next: u32,
    /// What the policy remembers beside it; 0 at first.
    pub memo: u32,
}

/// Takes the next places of `n`. `rule` says how many at a cursor, and what to remember; fewer are
/// taken where fewer are left.
#[inline]
pub fn take(word: &AtomicU64, n: u32, rule: impl Fn(Cursor) -> (u32, u32)) -> Option<Range<u32>> {
    // Relaxed: nothing is published with the cursor. That no place is given twice needs no more
    // than one order of its changes.
    let mut seen = word.load(Relaxed);
    loop {
        let cursor = Cursor { next: seen as u32, memo: (seen >> 32) as u32 };
        if cursor.next >= n {
            return None;
        }
        let (length, memo) = rule(cursor);
        let end = cursor.next + length.clamp(1, n - cursor.next);
        let after = u64::from(memo) << 32 | u64::from(end);
        match word.compare_exchange_weak(seen, after, Relaxed, Relaxed) {
            Ok(_) => return Some(cursor.next..end),
            Err(now) => seen = now,
        }
    }
}
