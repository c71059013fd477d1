//! The cursor from which all workers take places: the core of every self-scheduling policy.

use core::ops::Range;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// How far places have been handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The first place that has not been handed out.
    pub next: u32,
    /// A number that the policy stores with it; 0 initially.
    pub memo: u32,
}

/// Takes the next of `n` places; `None` if none are left. `rule` maps the cursor to the number of
/// places to take and the new `memo`; at least one place is taken, and no more than are left.
#[inline]
pub fn take(word: &AtomicU64, n: u32, rule: impl Fn(Cursor) -> (u32, u32)) -> Option<Range<u32>> {
    // Relaxed: the cursor publishes nothing else. That no place is handed out twice needs only a
    // total order of the changes to this one word.
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
