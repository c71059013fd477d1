//! The queue's ring alone, as a stream of bytes, for tests of the ring.

use crate::error::Error;
use crate::event_count::EventCount;
use crate::operation::{self, Operation, Pending, WaitReason};
use crate::ring::{Flow, Ring, check_room};
use crate::words::{Deadline, Words};

/// Unaligned, in pieces as large as possible.
const AS_THEY_COME: Flow = Flow { align: 1, part: 0 };

/// A ring with its own header.
#[derive(Debug, Clone, Copy)]
pub struct ByteRing {
    ring: Ring,
    /// The word that is not 0 once the ring is closed.
    closed: u32,
}

impl ByteRing {
    /// The number of words that a ring needs before its bytes.
    pub const HEADER_WORDS: u32 = 5;

    /// A ring of `capacity_bytes` whose header and bytes begin at word `first`.
    ///
    /// # Errors
    /// [`Error::BadCapacity`], [`Error::TooSmall`] if the words end before the ring does.
    pub fn at<W: Words>(words: &W, first: u32, capacity_bytes: u32) -> Result<Self, Error> {
        check_room(words, first + Self::HEADER_WORDS, capacity_bytes)?;
        let ring = Ring {
            tail: first,
            head: first + 1,
            data: EventCount::at(first + 2),
            space: EventCount::at(first + 3),
            bytes: (first + Self::HEADER_WORDS) * 4,
            capacity: capacity_bytes,
        };
        Ok(Self { ring, closed: first + 4 })
    }

    /// Makes both cursors of an empty ring continue from `cursor`, to test their wrap-around.
    pub fn start_at<W: Words>(self, words: &W, cursor: u32) {
        words.store(self.ring.tail, cursor);
        words.store(self.ring.head, cursor);
    }

    /// Writes as much as fits and returns the number of bytes; 0 if the ring is full.
    ///
    /// # Errors
    /// [`Error::Closed`] if the ring is closed.
    pub fn try_write<W: Words>(self, words: &W, bytes: &[u8]) -> Result<usize, Error> {
        // Pairs with the store in `close`.
        if words.load(self.closed) == 0 {
            Ok(self.ring.push(words, bytes, 0, AS_THEY_COME))
        } else {
            Err(Error::Closed)
        }
    }

    /// Reads as much as is available, up to the length of `bytes`, and returns the number of bytes;
    /// 0 if the ring is empty.
    ///
    /// # Errors
    /// [`Error::Closed`] if the ring is closed and everything has been read.
    pub fn try_read<W: Words>(self, words: &W, bytes: &mut [u8]) -> Result<usize, Error> {
        // Pairs with the store in `close`. Loaded first, so that everything written before the ring
        // was closed is read before its end is reported.
        let closed = words.load(self.closed) != 0;
        match self.ring.pull(words, bytes, 0, AS_THEY_COME) {
            0 if closed && !bytes.is_empty() => Err(Error::Closed),
            n => Ok(n),
        }
    }

    /// Writes at least one byte of `bytes` (unless it is empty), waiting for room until `deadline`;
    /// returns the number of bytes.
    ///
    /// # Errors
    /// [`Error::Closed`], [`Error::TimedOut`]; then nothing has been written.
    pub fn write<W: Words>(
        self,
        words: &W,
        bytes: &[u8],
        deadline: Deadline,
    ) -> Result<usize, Error> {
        let mut moving = Moving {
            n: 0,
            attempt: || self.try_write(words, bytes),
            wanted: bytes.len(),
            news: self.ring.space,
        };
        operation::run(words, &mut moving, deadline)?;
        Ok(moving.n)
    }

    /// Reads at least one byte into `bytes` (unless it is empty), waiting for data until
    /// `deadline`; returns the number of bytes.
    ///
    /// # Errors
    /// [`Error::Closed`] at the end, [`Error::TimedOut`]; then nothing has been read.
    pub fn read<W: Words>(
        self,
        words: &W,
        bytes: &mut [u8],
        deadline: Deadline,
    ) -> Result<usize, Error> {
        let wanted = bytes.len();
        let mut moving =
            Moving { n: 0, attempt: || self.try_read(words, bytes), wanted, news: self.ring.data };
        operation::run(words, &mut moving, deadline)?;
        Ok(moving.n)
    }

    /// Closes the ring and wakes both ends: writes fail, and reads fail once everything has been
    /// read.
    pub fn close<W: Words>(self, words: &W) {
        // Pairs with the loads in `try_write` and `try_read`.
        words.store(self.closed, 1);
        self.ring.data.announce(words);
        self.ring.space.announce(words);
    }
}

/// The operation of writing or reading at least one byte.
struct Moving<F> {
    n: usize,
    attempt: F,
    wanted: usize,
    news: EventCount,
}

impl<W: Words, F: FnMut() -> Result<usize, Error>> Operation<W> for Moving<F> {
    const TOO_LATE: Error = Error::TimedOut;

    fn advance(&mut self) -> Result<Option<Pending>, Error> {
        self.n = (self.attempt)()?;
        let done = self.n > 0 || self.wanted == 0;
        Ok(if done { None } else { Some(Pending::event(self.news, WaitReason::Condition)) })
    }
}
