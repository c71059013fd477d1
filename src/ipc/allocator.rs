//! The allocator of the shared heap: memory for objects and messages, taken and given back by any
//! agent at any time.
//!
//! Invariant: a block is either in exactly one free list or belongs to whoever allocated it. Every
//! change is one compare-exchange, so an agent that dies anywhere leaves the lists whole, and
//! nobody ever waits: not even an event loop has to. What an agent had allocated and not yet linked
//! anywhere is lost with it, unless a redo log remembers it.
//!
//! Sizes are rounded up to classes, eight to each doubling, so at most an eighth is wasted. Each
//! class has a free list, a stack whose head carries a version against ABA. New blocks come from
//! the end of the memory. Only when that is used up are all free blocks sorted by address, merged
//! with their neighbours and cut anew ([`Allocator::collect`]).
//!
//! Source: R. Kent Treiber, "Systems Programming: Coping with Parallelism", 1986 (the stack); the
//! classes are jemalloc's.

use super::words::Words;

/// What the allocator asks of a memory beside its words.
pub trait Arena: Words {
    /// The head of a free list: a version in the upper half, an offset in bytes in the lower, 0 for
    /// none.
    fn head(&self, class: u32) -> u64;
    /// Writes `new` if the head is `expected`, and returns what it was.
    fn exchange_head(&self, class: u32, expected: u64, new: u64) -> u64;
    /// Makes the memory at least `end` bytes long, or says that it cannot be.
    fn grow(&self, end: u32) -> bool;
}

/// The unit of all sizes and the alignment of all blocks: a cache line.
pub const LINE: u32 = 64;
/// Classes of sizes: 1…8 lines, then eight for each doubling up to 2³⁰ bytes.
pub const N_CLASSES: u32 = 8 + 8 * 21;

// Words of the arena's header.
/// Where the part of the memory begins that was never used, in bytes.
const END: u32 = 0;
/// The most bytes that the memory may have.
const MAXIMUM: u32 = 1;
/// Bytes of all blocks that are allocated.
const USED: u32 = 2;

// Words of a free block.
/// The next free block of its class.
const NEXT: u32 = 0;
/// Its length in lines, while blocks are merged.
const LINES: u32 = 1;

/// Who may use the last bytes of the memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// Anybody: leaves [`RESERVE`] bytes.
    Ordinary,
    /// For what a playground cannot run without.
    Privileged,
}

/// What ordinary allocations leave of the memory, in bytes, so that processes can still be started
/// when it is full.
pub const RESERVE: u32 = 8 << 20;

/// The allocator whose header begins at word `header` of the arena.
#[derive(Debug, Clone, Copy)]
pub struct Allocator<'a, A> {
    arena: &'a A,
    header: u32,
}

impl<'a, A: Arena> Allocator<'a, A> {
    /// Words of the header; the heads of the lists lie elsewhere, see [`Arena::head`].
    pub const HEADER_WORDS: u32 = 3;

    /// The allocator with that header.
    pub const fn at(arena: &'a A, header: u32) -> Self {
        Self { arena, header }
    }

    /// Begins with nothing allocated: blocks lie from byte `first`, a multiple of [`LINE`], to byte
    /// `maximum`.
    pub fn create(&self, first: u32, maximum: u32) {
        debug_assert!(first > 0 && first.is_multiple_of(LINE), "0 means none");
        self.arena.store(self.header + END, first);
        self.arena.store(self.header + MAXIMUM, maximum);
        self.arena.store(self.header + USED, 0);
    }

    /// Bytes of all blocks that are allocated, rounded up as they are.
    #[must_use]
    pub fn used_bytes(&self) -> u32 {
        self.arena.load(self.header + USED)
    }

    /// A block of `bytes` with anything in it: its offset, a multiple of [`LINE`]. Nothing where
    /// there is no room.
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

    /// Gives back a block that was allocated with as many bytes.
    pub fn free(&self, block: u32, bytes: u32) {
        let Some(class) = class_of(bytes) else { return };
        self.arena.fetch_add(self.header + USED, (lines_of(class) * LINE).wrapping_neg());
        self.push(class, block);
    }

    /// Merges free blocks that are neighbours, and gives those at the end back to the part that was
    /// never used.
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
            // Pairs with the exchange in `extend`: whoever extends the memory next begins here.
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
            // Another agent may have taken the block meanwhile and written to it: then the version
            // has moved on, and what was read here is dropped.
            let next = self.word(block, NEXT);
            if self.arena.exchange_head(class, head, next_version(head) | u64::from(next)) == head {
                return Some(block);
            }
        }
    }

    /// A block that was never used.
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

    /// The beginning of a larger block; the rest of it is free.
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

    /// Empties all lists: the free blocks by address, linked, each with its length.
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

/// Bytes of a block that is allocated with so many; 0 where no block has as many.
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

/// The least class that holds so many bytes; nothing from 2³⁰ + 1 on.
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

/// The lines of a block of the class.
const fn lines_of(class: u32) -> u32 {
    if class < 8 { class + 1 } else { (9 + class % 8) << (class / 8 - 1) }
}

/// The largest class with at most so many lines.
const fn largest_class_in(lines: u32) -> u32 {
    if lines <= 8 {
        return lines - 1;
    }
    let doubling = lines.ilog2();
    // Of so many lines or a little less: the class whose blocks have them is one below the class
    // that they begin.
    7 + 8 * (doubling - 3) + (lines >> (doubling - 3)) % 8
}

#[cfg(test)]
mod tests {
    use super::{LINE, N_CLASSES, class_of, largest_class_in, lines_of};

    #[test]
    fn classes_grow_by_an_eighth_and_hold_what_they_are_for() {
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
