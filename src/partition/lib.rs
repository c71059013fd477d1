//! Partitioning: which of `n` items goes to which of the parts that workers get, in contiguous
//! chunks or round robin. Only indices are computed, so the items may lie anywhere. It needs no
//! standard library and allocates nothing.
//!
//! ```
//! use partition::Strategy;
//! let items = [3, 1, 4, 1, 5, 9];
//! let sums = |strategy: Strategy| -> Vec<i32> {
//!     strategy.deal(items.len(), 2).map(|part| part.map(|i| items[i]).sum()).collect()
//! };
//! assert_eq!(sums(Strategy::Chunk), [3 + 1 + 4, 1 + 5 + 9]);
//! assert_eq!(sums(Strategy::RoundRobin), [3 + 4 + 5, 1 + 1 + 9]);
//! ```
//!
//! Invariant: every item goes to exactly one part.
//!
//! Source: both rules are those of the chapter on parallel programs that the demos follow.

#![no_std]

use core::iter::StepBy;
use core::ops::Range;

/// The largest number of parts. Each part costs memory, and round robin makes as many parts as
/// requested, however few the items.
pub const MAX_PARTS: u32 = 1_000_000;

/// The range of items in part `part` when `n` items are divided into contiguous parts of ⌈n /
/// parts⌉; empty if no items are left for it.
///
/// # Panics
/// If `parts` is 0.
///
/// ```
/// assert_eq!([0, 1, 2, 3].map(|part| partition::part(7, 4, part)), [0..2, 2..4, 4..6, 6..7]);
/// ```
#[must_use]
pub fn part(n: usize, parts: usize, part: usize) -> Range<usize> {
    let length = n.div_ceil(parts);
    let first = part.saturating_mul(length).min(n);
    first..first.saturating_add(length).min(n)
}

/// A rule that divides `n` items into parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    /// Contiguous chunks of ⌈n / parts⌉ items, so there may be fewer chunks than parts: 9 items, 4
    /// parts → 3, 3, 3.
    Chunk,
    /// Item `i` to part `i mod parts`: always `parts` parts, some of which may be empty.
    RoundRobin,
}

impl Strategy {
    /// The strategy with that name, `chunk` or `roundRobin`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "chunk" => Some(Self::Chunk),
            "roundRobin" => Some(Self::RoundRobin),
            _ => None,
        }
    }

    /// The indices of each part, in the order in which the part holds them.
    ///
    /// For no items, there are no chunks, and `parts` empty parts in round robin.
    ///
    /// # Panics
    /// If `parts` is 0, which the public door refuses.
    ///
    /// ```
    /// use partition::Strategy;
    /// let items = |strategy: Strategy| strategy.deal(5, 2).map(|part| part.collect::<Vec<_>>());
    /// assert!(items(Strategy::Chunk).eq([vec![0, 1, 2], vec![3, 4]]));
    /// assert!(items(Strategy::RoundRobin).eq([vec![0, 2, 4], vec![1, 3]]));
    /// ```
    pub fn deal(self, n: usize, parts: usize) -> impl Iterator<Item = StepBy<Range<usize>>> {
        assert!(parts > 0, "there must be at least one part");
        let count = match self {
            Self::Chunk if n == 0 => 0,
            Self::Chunk => n.div_ceil(n.div_ceil(parts)),
            Self::RoundRobin => parts,
        };
        (0..count).map(move |part| match self {
            Self::Chunk => self::part(n, parts, part).step_by(1),
            Self::RoundRobin => (part.min(n)..n).step_by(parts),
        })
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;
    use std::vec::Vec;

    fn lengths(strategy: Strategy, n: usize, parts: usize) -> Vec<usize> {
        strategy.deal(n, parts).map(Iterator::count).collect()
    }

    #[test]
    fn chunks_hold_n_over_parts_rounded_up_and_may_be_fewer_than_parts() {
        assert_eq!(lengths(Strategy::Chunk, 9, 4), [3, 3, 3]);
        assert_eq!(lengths(Strategy::Chunk, 10, 4), [3, 3, 3, 1]);
        assert_eq!(lengths(Strategy::Chunk, 3, 8), [1, 1, 1]);
        assert_eq!(lengths(Strategy::Chunk, 0, 4), [0; 0]);
        assert_eq!(lengths(Strategy::Chunk, 5, 1), [5]);
    }

    #[test]
    fn round_robin_always_makes_all_parts() {
        assert_eq!(lengths(Strategy::RoundRobin, 9, 4), [3, 2, 2, 2]);
        assert_eq!(lengths(Strategy::RoundRobin, 2, 4), [1, 1, 0, 0]);
        assert_eq!(lengths(Strategy::RoundRobin, 0, 3), [0, 0, 0]);
    }

    #[test]
    fn every_item_goes_to_exactly_one_part_and_parts_keep_the_order() {
        for n in 0..40 {
            for parts in 1..12 {
                for strategy in [Strategy::Chunk, Strategy::RoundRobin] {
                    let parts: Vec<Vec<usize>> =
                        strategy.deal(n, parts).map(Iterator::collect).collect();
                    assert!(parts.iter().all(|part| part.is_sorted()));
                    let mut all: Vec<usize> = parts.concat();
                    all.sort_unstable();
                    assert!(all.into_iter().eq(0..n), "{strategy:?} {n}");
                }
            }
        }
    }

    #[test]
    fn chunks_in_order_give_the_items_in_order() {
        assert!(Strategy::Chunk.deal(17, 5).flatten().eq(0..17));
    }
}
