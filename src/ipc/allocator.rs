//! The lock-free allocator of the shared heap: any agent may allocate and free memory for objects
//! and messages at any time.
//!
//! Invariant: a block is either in exactly one free list or belongs to the agent that allocated it.
//! Every change is one compare-exchange, so an agent that dies at any point leaves the lists
//! intact, and no agent ever waits; even an event loop may allocate. Memory that an agent had
//! allocated and not yet linked anywhere is lost when it dies, unless a redo log records it.
//!
//! Sizes are rounded up to classes, eight per doubling, so at most an eighth is wasted. Each class
//! has a free list, a stack whose head carries a version against ABA. New blocks come from the end
//! of the memory. Only when that is exhausted are all free blocks sorted by address, merged with
//! their neighbours and divided anew ([`Allocator::collect`]).
//!
//! Source: R. Kent Treiber, "Systems Programming: Coping with Parallelism", 1986 (the stack); the
//! classes are jemalloc's.

use super::words::Words;

/// What the allocator requires of a memory in addition to its words.
pub trait Arena: Words {
    /// The head of a free list: a version in the upper half, a block's byte offset in the lower (0
    /// for none).
    fn head(&self, class: u32) -> u64;
    /// Writes `new` if the head is `expected`; returns the old head.
    fn exchange_head(&self, class: u32, expected: u64, new: u64) -> u64;
    /// Grows the memory to at least `end` bytes; returns whether it is that long.
    fn grow(&self, end: u32) -> bool;
}

/// The unit of all sizes and the alignment of all blocks: a cache line.
pub const LINE: u32 = 64;
/// The number of size classes: 1 to 8 lines, then eight per doubling up to 2³⁰ bytes.
pub const N_CLASSES: u32 = 8 + 8 * 21;

// Words of the arena's header.
/// The byte offset at which the memory that was never used begins.
const END: u32 = 0;
/// The maximum size of the memory in bytes.
const MAXIMUM: u32 = 1;
/// Bytes in all allocated blocks.
const USED: u32 = 2;

// Words of a free block.
/// The next free block in the list.
const NEXT: u32 = 0;
/// The block's length in lines, while blocks are merged.
const LINES: u32 = 1;

/// Whether an allocation may use the reserve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// The allocation leaves [`RESERVE`] bytes.
    Ordinary,
    /// The allocation may use the reserve: a playground cannot run without it.
    Privileged,
}

/// Bytes that ordinary allocations leave free, so that processes can still be started when the
/// memory is full.
pub const RESERVE: u32 = 8 << 20;

/// The allocator whose header begins at word `header` of the arena.
#[derive(Debug, Clone, Copy)]
pub struct Allocator<'a, A> {
    arena: &'a A,
    header: u32,
}

impl<'a, A: Arena> Allocator<'a, A> {
    /// The number of words of the header. The heads of the lists are stored elsewhere, see
    /// [`Arena::head`].
    pub const HEADER_WORDS: u32 = 3;

    /// The allocator whose header begins at word `header`.
    pub const fn at(arena: &'a A, header: u32) -> Self {
        Self { arena, header }
    }

    /// Initialises the header. Blocks lie between byte `first`, a multiple of [`LINE`] above 0, and
    /// byte `maximum`.
    pub fn create(&self, first: u32, maximum: u32) {
        debug_assert!(first > 0 && first.is_multiple_of(LINE), "0 means none");
        self.arena.store(self.header + END, first);
        self.arena.store(self.header + MAXIMUM, maximum);
        self.arena.store(self.header + USED, 0);
    }

    /// Bytes in all allocated blocks, including what rounding up added.
    #[must_use]
    pub fn used_bytes(&self) -> u32 {
        self.arena.load(self.header + USED)
    }

    /// Allocates a block of `bytes`, whose content is undefined. Returns its byte offset, a
    /// multiple of [`LINE`]; `None` if there is no room.
    #[must_use]
    pub fn allocate(&self, bytes: u32, claim: Claim) -> Option<u32> {
        let class = class_of(bytes)?;
        let block = self
            .pop(class)
            .or_else(|| self.extend(class, claim))
            .or_else(|| self.split_larger(class))
            .or_else(|| {
                self.collect();
                self.pop(class)
                    .or_else(|| self.extend(class, claim))
                    .or_else(|| self.split_larger(class))
            })?;
        self.arena.fetch_add(self.header + USED, lines_of(class) * LINE);
        Some(block)
    }

    /// Frees a block that was allocated with the same number of bytes.
    pub fn free(&self, block: u32, bytes: u32) {
        let Some(class) = class_of(bytes) else { return };
        self.arena.fetch_add(self.header + USED, (lines_of(class) * LINE).wrapping_neg());
        self.push(class, block);
    }

    /// Merges neighbouring free blocks, and returns those at the end to the memory that was never
    /// used.
    pub fn collect(&self) {
        let sorted = self.take_all_sorted();
        let mut rest = sorted;
        while rest != 0 {
            let block = rest;
            let mut lines = self.word(block, LINES);
            rest = self.word(block, NEXT);
            while rest != 0 && rest == block + lines * LINE {
                lines += self.word(rest, LINES);
                rest = self.word(rest, NEXT);
            }
            let end = block + lines * LINE;
            // Pairs with the exchange in `extend`: the next agent that extends the memory begins
            // here.
            if self.arena.compare_exchange(self.header + END, end, block) != end {
                self.give_back(block, lines);
            }
        }
    }

    fn word(&self, block: u32, word: u32) -> u32 {
        self.arena.load(block / 4 + word)
    }

    fn push(&self, class: u32, block: u32) {
        loop {
            let head = self.arena.head(class);
            self.arena.store(block / 4 + NEXT, head as u32);
            // Pairs with the exchange in `pop`, which sees the link.
            if self.arena.exchange_head(class, head, next_version(head) | u64::from(block)) == head
            {
                return;
            }
        }
    }

    fn pop(&self, class: u32) -> Option<u32> {
        loop {
            let head = self.arena.head(class);
            let block = head as u32;
            if block == 0 {
                return None;
            }
            // Another agent may have taken the block in the meantime and written to it: then the
            // version has changed, and the value read here is discarded.
            let next = self.word(block, NEXT);
            if self.arena.exchange_head(class, head, next_version(head) | u64::from(next)) == head {
                return Some(block);
            }
        }
    }

    /// Takes a block from the memory that was never used.
    fn extend(&self, class: u32, claim: Claim) -> Option<u32> {
        let reserve = if claim == Claim::Privileged { 0 } else { RESERVE };
        let most = self.arena.load(self.header + MAXIMUM).saturating_sub(reserve);
        loop {
            let block = self.arena.load(self.header + END);
            let end = block.checked_add(lines_of(class) * LINE).filter(|&end| end <= most)?;
            if !self.arena.grow(end) {
                return None;
            }
            if self.arena.compare_exchange(self.header + END, block, end) == block {
                return Some(block);
            }
        }
    }

    /// Takes the beginning of a larger free block and frees the rest.
    fn split_larger(&self, class: u32) -> Option<u32> {
        (class + 1..N_CLASSES).find_map(|larger| {
            let block = self.pop(larger)?;
            let lines = lines_of(class);
            self.give_back(block + lines * LINE, lines_of(larger) - lines);
            Some(block)
        })
    }

    /// Frees a run of lines as blocks of the largest classes that fit.
    fn give_back(&self, mut block: u32, mut lines: u32) {
        while lines > 0 {
            let class = largest_class_in(lines);
            self.push(class, block);
            block += lines_of(class) * LINE;
            lines -= lines_of(class);
        }
    }

    /// Empties all lists. Returns the free blocks as one list, sorted by address, each with its
    /// length.
    fn take_all_sorted(&self) -> u32 {
        // Lists of 1, 2, 4, … blocks, each sorted, as in merge sort from the bottom up.
        let mut sorted = [0; 32];
        for class in 0..N_CLASSES {
            while let Some(block) = self.pop(class) {
                self.arena.store(block / 4 + NEXT, 0);
                self.arena.store(block / 4 + LINES, lines_of(class));
                let mut list = block;
                let mut size = 0;
                while size < sorted.len() - 1 && sorted[size] != 0 {
                    list = self.merged(sorted[size], list);
                    sorted[size] = 0;
                    size += 1;
                }
                sorted[size] = self.merged(sorted[size], list);
            }
        }
        sorted.into_iter().fold(0, |all, list| self.merged(all, list))
    }

    fn merged(&self, mut one: u32, mut other: u32) -> u32 {
        let mut first = 0;
        let mut last = 0;
        while one != 0 && other != 0 {
            let lower = if one < other { &mut one } else { &mut other };
            let block = *lower;
            *lower = self.word(block, NEXT);
            if last == 0 {
                first = block;
            } else {
                self.arena.store(last / 4 + NEXT, block);
            }
            last = block;
        }
        let rest = one.max(other);
        if last == 0 {
            return rest;
        }
        self.arena.store(last / 4 + NEXT, rest);
        first
    }
}

/// The size in bytes of the block that an allocation of `bytes` takes; 0 if `bytes` is above 2³⁰.
#[must_use]
pub const fn block_bytes(bytes: u32) -> u32 {
    match class_of(bytes) {
        Some(class) => lines_of(class) * LINE,
        None => 0,
    }
}

const fn next_version(head: u64) -> u64 {
    (head >> 32).wrapping_add(1) << 32
}

/// The smallest class whose blocks hold `bytes`; `None` above 2³⁰.
const fn class_of(bytes: u32) -> Option<u32> {
    if bytes > 1 << 30 {
        return None;
    }
    let lines = bytes.div_ceil(LINE);
    if lines <= 8 {
        return Some(lines.saturating_sub(1));
    }
    let doubling = (lines - 1).ilog2();
    Some(8 + 8 * (doubling - 3) + ((lines - 1) >> (doubling - 3)) % 8)
}

/// The number of lines in a block of the class.
const fn lines_of(class: u32) -> u32 {
    if class < 8 { class + 1 } else { (9 + class % 8) << (class / 8 - 1) }
}

/// The largest class whose blocks have at most `lines` lines, which is at least 1.
const fn largest_class_in(lines: u32) -> u32 {
    if lines <= 8 {
        return lines - 1;
    }
    let doubling = lines.ilog2();
    // Rounded down: one below the class that this number of lines begins.
    7 + 8 * (doubling - 3) + (lines >> (doubling - 3)) % 8
}

#[cfg(test)]
mod tests {
    use super::{LINE, N_CLASSES, class_of, largest_class_in, lines_of};

    #[test]
    fn classes_grow_by_at_most_an_eighth_and_hold_every_size_rounded_up_to_them() {
        for class in 1..N_CLASSES {
            let (before, lines) = (lines_of(class - 1), lines_of(class));
            assert!(before < lines && (lines - before) * 8 <= lines.max(8), "class {class}");
            assert_eq!(class_of(lines * LINE), Some(class));
            assert_eq!(class_of(before * LINE + 1), Some(class));
            assert_eq!(largest_class_in(lines), class);
            assert_eq!(largest_class_in(lines - 1), class - 1);
        }
        assert_eq!((class_of(0), class_of(1)), (Some(0), Some(0)));
        assert_eq!(lines_of(N_CLASSES - 1) * LINE, 1 << 30);
        assert_eq!(class_of((1 << 30) + 1), None);
    }
}
