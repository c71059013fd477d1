//! A ring of bytes from one writer to one reader.
//!
//! Invariant: `head ≤ tail ≤ head + capacity`, as distances. `tail` counts the bytes ever written and `head` those ever read,
//! both modulo 2³²; since the capacity is a power of two, `cursor mod capacity` is the place of a byte, also where a cursor
//! comes round. Only the writer moves `tail`, after the bytes are in place; only the reader moves `head`, after they are copied.
//!
//! Source: Leslie Lamport, "Specifying Concurrent Program Modules", 1983 (the one-reader one-writer buffer).

use super::error::Error;
use super::event::Event;
use super::words::{Deadline, Wait, Words};

/// The place of a ring in shared words; the words it names are 0 at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ring {
    /// The word that counts the bytes written.
    pub tail: u32,
    /// The word that counts the bytes read.
    pub head: u32,
    /// Announces bytes to read.
    pub data: Event,
    /// Announces room to write.
    pub space: Event,
    /// The word that is not 0 when the ring is closed.
    pub closed: u32,
    /// Where the bytes are: an offset in bytes.
    pub bytes: u32,
    /// How many bytes fit: a power of two from 8 to 2³⁰.
    pub capacity: u32,
}

impl Ring {
    /// The number of words that a ring made by [`at`](Self::at) needs before its bytes.
    pub const HEADER_WORDS: u32 = 5;

    /// A ring of `capacity_bytes` whose header and bytes begin at word `first`.
    ///
    /// # Errors
    /// [`Error::BadCapacity`], [`Error::TooSmall`] if the words end before the ring does.
    pub fn at<W: Words>(words: &W, first: u32, capacity_bytes: u32) -> Result<Self, Error> {
        check_room(words, first + Self::HEADER_WORDS, capacity_bytes)?;
        Ok(Self {
            tail: first,
            head: first + 1,
            data: Event::at(first + 2),
            space: Event::at(first + 3),
            closed: first + 4,
            bytes: (first + Self::HEADER_WORDS) * 4,
            capacity: capacity_bytes,
        })
    }

    /// Writes what fits and returns how much that was; 0 if the ring is full.
    ///
    /// # Errors
    /// [`Error::Closed`].
    pub fn try_write<W: Words>(self, words: &W, bytes: &[u8]) -> Result<usize, Error> {
        // Pairs with the store in `close`.
        if words.load(self.closed) == 0 { Ok(self.push(words, bytes)) } else { Err(Error::Closed) }
    }

    /// Reads what is there, up to the length of `bytes`, and returns how much that was; 0 if the ring is empty.
    ///
    /// # Errors
    /// [`Error::Closed`] if the ring is closed and everything has been read.
    pub fn try_read<W: Words>(self, words: &W, bytes: &mut [u8]) -> Result<usize, Error> {
        // Pairs with the store in `close`. Looked at first: what was written before the ring was closed is read before its end.
        let closed = words.load(self.closed) != 0;
        match self.pull(words, bytes) {
            0 if closed && !bytes.is_empty() => Err(Error::Closed),
            n => Ok(n),
        }
    }

    /// Writes at least one byte of `bytes` (unless it is empty), waiting for room until `deadline`; returns how many.
    ///
    /// # Errors
    /// [`Error::Closed`], [`Error::TimedOut`]; nothing has been written then.
    pub fn write<W: Words>(self, words: &W, bytes: &[u8], deadline: Deadline) -> Result<usize, Error> {
        loop {
            let full = self.space.target(words);
            match self.try_write(words, bytes)? {
                0 if !bytes.is_empty() => {
                    if deadline.wait(words, full) == Wait::TimedOut {
                        return Err(Error::TimedOut);
                    }
                }
                n => return Ok(n),
            }
        }
    }

    /// Reads at least one byte into `bytes` (unless it is empty), waiting for data until `deadline`; returns how many.
    ///
    /// # Errors
    /// [`Error::Closed`] at the end, [`Error::TimedOut`]; nothing has been read then.
    pub fn read<W: Words>(self, words: &W, bytes: &mut [u8], deadline: Deadline) -> Result<usize, Error> {
        loop {
            let empty = self.data.target(words);
            match self.try_read(words, bytes)? {
                0 if !bytes.is_empty() => {
                    if deadline.wait(words, empty) == Wait::TimedOut {
                        return Err(Error::TimedOut);
                    }
                }
                n => return Ok(n),
            }
        }
    }

    /// Closes the ring and wakes both ends: writing fails, reading fails when everything has been read.
    pub fn close<W: Words>(self, words: &W) {
        // Pairs with the loads in `try_write` and `try_read`.
        words.store(self.closed, 1);
        self.data.announce(words);
        self.space.announce(words);
    }

    /// Writer: writes what fits, closed or not, and returns how much that was.
    pub(super) fn push<W: Words>(self, words: &W, bytes: &[u8]) -> usize {
        let tail = words.load(self.tail);
        // Pairs with the store to `head` in `pull`: the bytes behind it have been copied, their room is free.
        let used = tail.wrapping_sub(words.load(self.head));
        let n = bytes.len().min(self.capacity.saturating_sub(used) as usize);
        if n > 0 {
            self.copy_in(words, tail, &bytes[..n]);
            // Publishes the bytes: pairs with the load of `tail` in `pull`.
            words.store(self.tail, tail.wrapping_add(n as u32));
            self.data.announce(words);
        }
        n
    }

    /// Reader: reads what is there, and returns how much that was.
    pub(super) fn pull<W: Words>(self, words: &W, bytes: &mut [u8]) -> usize {
        let head = words.load(self.head);
        // Pairs with the store to `tail` in `push`: the bytes before it are in place.
        let used = words.load(self.tail).wrapping_sub(head);
        let n = bytes.len().min(used as usize);
        if n > 0 {
            self.copy_out(words, head, &mut bytes[..n]);
            // Frees the room: pairs with the load of `head` in `push`.
            words.store(self.head, head.wrapping_add(n as u32));
            self.space.announce(words);
        }
        n
    }

    /// Copies bytes to where `cursor` points, in two pieces if they go over the edge.
    pub(super) fn copy_in<W: Words>(self, words: &W, cursor: u32, bytes: &[u8]) {
        let (place, n_before_edge) = self.split(cursor, bytes.len());
        let (before, after) = bytes.split_at(n_before_edge);
        words.copy_in(self.bytes + place, before);
        if !after.is_empty() {
            words.copy_in(self.bytes, after);
        }
    }

    /// Copies bytes from where `cursor` points, in two pieces if they go over the edge.
    pub(super) fn copy_out<W: Words>(self, words: &W, cursor: u32, bytes: &mut [u8]) {
        let (place, n_before_edge) = self.split(cursor, bytes.len());
        let (before, after) = bytes.split_at_mut(n_before_edge);
        words.copy_out(self.bytes + place, before);
        if !after.is_empty() {
            words.copy_out(self.bytes, after);
        }
    }

    fn split(self, cursor: u32, len: usize) -> (u32, usize) {
        debug_assert!(len <= self.capacity as usize, "{len} bytes in a ring of {}", self.capacity);
        let place = cursor & (self.capacity - 1);
        (place, len.min((self.capacity - place) as usize))
    }
}

/// Checks a capacity, and that so many bytes fit between word `first` and the end.
pub(super) fn check_room<W: Words>(words: &W, first: u32, capacity_bytes: u32) -> Result<(), Error> {
    if !capacity_bytes.is_power_of_two() || !(8..=1 << 30).contains(&capacity_bytes) {
        return Err(Error::BadCapacity { capacity_bytes });
    }
    let needed_words = first + capacity_bytes / 4;
    let n_words = words.n_words();
    if n_words < needed_words { Err(Error::TooSmall { needed_words, n_words }) } else { Ok(()) }
}
