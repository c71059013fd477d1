//! A memory in which many objects lie, each found by its byte address.
//!
//! Invariant: words are numbered modulo 2³⁰, so that an object's words may refer to a block that
//! lies before the object.

use super::spin_budget::SpinBudget;
use super::words::{Wait, Words};
use core::cell::Cell;

/// Words among which objects lie.
pub trait Space: Words + Copy {
    /// The words of one object.
    type Object: Words;

    /// The words from byte `address` on, a multiple of 4.
    fn object(self, address: u32) -> Self::Object;
}

impl<'w, W: Words> Space for &'w W {
    type Object = View<&'w W>;

    fn object(self, address: u32) -> View<&'w W> {
        View { words: self, first: address / 4 }
    }
}

/// The words from the word `first` on.
#[derive(Debug, Clone, Copy)]
pub struct View<W> {
    words: W,
    first: u32,
}

/// The numbers of words have 30 bits.
const INDICES: u32 = (1 << 30) - 1;

impl<W> View<W> {
    const fn index(&self, index: u32) -> u32 {
        index.wrapping_add(self.first) & INDICES
    }

    const fn offset(&self, offset: u32) -> u32 {
        offset.wrapping_add(4 * self.first)
    }
}

impl<W: Words> Words for View<W> {
    const SPINS: u32 = W::SPINS;

    fn n_words(&self) -> u32 {
        self.words.n_words().saturating_sub(self.first)
    }

    fn load(&self, index: u32) -> u32 {
        self.words.load(self.index(index))
    }

    fn store(&self, index: u32, value: u32) {
        self.words.store(self.index(index), value);
    }

    fn write(&self, index: u32, value: u32) {
        self.words.write(self.index(index), value);
    }

    fn swap(&self, index: u32, value: u32) -> u32 {
        self.words.swap(self.index(index), value)
    }

    fn compare_exchange(&self, index: u32, expected: u32, new: u32) -> u32 {
        self.words.compare_exchange(self.index(index), expected, new)
    }

    fn fetch_add(&self, index: u32, n: u32) -> u32 {
        self.words.fetch_add(self.index(index), n)
    }

    fn wait(&self, index: u32, expected: u32, timeout_ms: Option<f64>) -> Wait {
        self.words.wait(self.index(index), expected, timeout_ms)
    }

    fn notify(&self, index: u32, count: u32) {
        self.words.notify(self.index(index), count);
    }

    fn spin_budget(&self) -> Option<&Cell<SpinBudget>> {
        self.words.spin_budget()
    }

    fn copy_in(&self, offset: u32, bytes: &[u8]) {
        self.words.copy_in(self.offset(offset), bytes);
    }

    fn copy_out(&self, offset: u32, bytes: &mut [u8]) {
        self.words.copy_out(self.offset(offset), bytes);
    }

    fn allocate(&self, bytes: u32) -> Option<u32> {
        Some(self.words.allocate(bytes)?.wrapping_sub(4 * self.first))
    }

    fn free(&self, block: u32, bytes: u32) {
        self.words.free(self.offset(block), bytes);
    }

    fn clear(&self, block: u32, bytes: u32) {
        self.words.clear(self.offset(block), bytes);
    }

    fn any_event(&self) -> Option<u32> {
        Some(self.words.any_event()?.wrapping_sub(self.first) & INDICES)
    }

    fn enter(&self) -> bool {
        self.words.enter()
    }

    fn leave(&self) {
        self.words.leave();
    }

    fn now_ms(&self) -> f64 {
        self.words.now_ms()
    }
}
