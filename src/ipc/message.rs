//! Where a message comes from and where it goes: bytes of Rust's, or whatever else can be copied
//! piece by piece.
//!
//! Invariant: a queue asks only for pieces inside the length that the message has told, each byte
//! once in every attempt.

use super::words::Words;
use alloc::vec::Vec;

/// The bytes of a message that is put.
pub trait Source<W: Words> {
    /// How many there are.
    fn len_bytes(&self) -> usize;
    /// Copies `n` of them, from number `first`, into the shared memory at offset `to`.
    fn copy_in(&self, first: usize, n: usize, words: &W, to: u32);
}

/// A place for a message that is got.
pub trait Sink<W: Words> {
    /// A message of that length follows, in place of what was here.
    fn begin(&mut self, len_bytes: usize);
    /// The length that was told.
    fn len_bytes(&self) -> usize;
    /// Copies `n` bytes out of the shared memory at offset `from`; they are the message's from
    /// number `first`.
    fn copy_out(&mut self, first: usize, n: usize, words: &W, from: u32);
}

impl<W: Words> Source<W> for [u8] {
    fn len_bytes(&self) -> usize {
        self.len()
    }

    fn copy_in(&self, first: usize, n: usize, words: &W, to: u32) {
        words.copy_in(to, &self[first..][..n]);
    }
}

impl<W: Words> Sink<W> for [u8] {
    fn begin(&mut self, _len_bytes: usize) {}

    fn len_bytes(&self) -> usize {
        self.len()
    }

    fn copy_out(&mut self, first: usize, n: usize, words: &W, from: u32) {
        words.copy_out(from, &mut self[first..][..n]);
    }
}

impl<W: Words> Sink<W> for Vec<u8> {
    fn begin(&mut self, len_bytes: usize) {
        self.resize(len_bytes, 0);
    }

    fn len_bytes(&self) -> usize {
        self.len()
    }

    fn copy_out(&mut self, first: usize, n: usize, words: &W, from: u32) {
        words.copy_out(from, &mut self[first..][..n]);
    }
}
