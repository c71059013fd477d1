//! Sources and sinks of messages: Rust's bytes, or anything else that can be copied piece by piece.
//!
//! Invariant: a queue asks only for pieces within the message's stated length, and for each byte
//! once per attempt.

use super::words::Words;
use alloc::vec::Vec;

/// The bytes of a message to be put.
pub trait Source<W: Words> {
    /// The number of bytes.
    fn len_bytes(&self) -> usize;
    /// A number that goes with the message, such as the type of what its bytes mean.
    fn tag(&self) -> u32 {
        0
    }
    /// Copies the `n` bytes from index `first` on into the shared memory at byte offset `to`.
    fn copy_in(&self, first: usize, n: usize, words: &W, to: u32);
}

/// The destination of a message that is got.
pub trait Sink<W: Words> {
    /// Starts a message of that length and [tag](Source::tag); it replaces any earlier content.
    fn begin(&mut self, len_bytes: usize, tag: u32);
    /// The length given to [`begin`](Self::begin).
    fn len_bytes(&self) -> usize;
    /// Copies `n` bytes from byte offset `from` of the shared memory; in the message they start at
    /// index `first`.
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
    fn begin(&mut self, _len_bytes: usize, _tag: u32) {}

    fn len_bytes(&self) -> usize {
        self.len()
    }

    fn copy_out(&mut self, first: usize, n: usize, words: &W, from: u32) {
        words.copy_out(from, &mut self[first..][..n]);
    }
}

impl<W: Words> Sink<W> for Vec<u8> {
    fn begin(&mut self, len_bytes: usize, _tag: u32) {
        self.resize(len_bytes, 0);
    }

    fn len_bytes(&self) -> usize {
        self.len()
    }

    fn copy_out(&mut self, first: usize, n: usize, words: &W, from: u32) {
        words.copy_out(from, &mut self[first..][..n]);
    }
}
