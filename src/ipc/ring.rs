//! A ring of bytes from one writer to one reader.
//!
//! Invariant: `head ≤ tail ≤ head + capacity`, as distances. `tail` counts the bytes ever written and `head` those ever read,
//! both modulo 2³²; since the capacity is a power of two, `cursor mod capacity` is the place of a byte, also where a cursor
//! comes round. Only the writer moves `tail`, after the bytes are in place; only the reader moves `head`, after they are copied.
//!
//! Source: Leslie Lamport, "Specifying Concurrent Program Modules", 1983 (the one-reader one-writer buffer).

use super::error::Error;
use super::event_count::EventCount;
use super::message::{Sink, Source};
use super::operation::{self, Operation, Pending, WaitReason};
use super::words::{Deadline, Words};

/// The place of a ring in shared words; the words it names are 0 at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ring {
    /// The word that counts the bytes written.
    pub tail: u32,
    /// The word that counts the bytes read.
    pub head: u32,
    /// Announces bytes to read.
    pub data: EventCount,
    /// Announces room to write.
    pub space: EventCount,
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
            data: EventCount::at(first + 2),
            space: EventCount::at(first + 3),
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
        if words.load(self.closed) == 0 {
            Ok(self.push(words, bytes, 0, Flow::BYTES))
        } else {
            Err(Error::Closed)
        }
    }

    /// Reads what is there, up to the length of `bytes`, and returns how much that was; 0 if the ring is empty.
    ///
    /// # Errors
    /// [`Error::Closed`] if the ring is closed and everything has been read.
    pub fn try_read<W: Words>(self, words: &W, bytes: &mut [u8]) -> Result<usize, Error> {
        // Pairs with the store in `close`. Looked at first: what was written before the ring was closed is read before its end.
        let closed = words.load(self.closed) != 0;
        match self.pull(words, bytes, 0, Flow::BYTES) {
            0 if closed && !bytes.is_empty() => Err(Error::Closed),
            n => Ok(n),
        }
    }

    /// Writes at least one byte of `bytes` (unless it is empty), waiting for room until `deadline`; returns how many.
    ///
    /// # Errors
    /// [`Error::Closed`], [`Error::TimedOut`]; nothing has been written then.
    pub fn write<W: Words>(self, words: &W, bytes: &[u8], deadline: Deadline) -> Result<usize, Error> {
        let mut moving =
            Moving { n: 0, attempt: || self.try_write(words, bytes), wanted: bytes.len(), news: self.space };
        operation::run(words, &mut moving, deadline)?;
        Ok(moving.n)
    }

    /// Reads at least one byte into `bytes` (unless it is empty), waiting for data until `deadline`; returns how many.
    ///
    /// # Errors
    /// [`Error::Closed`] at the end, [`Error::TimedOut`]; nothing has been read then.
    pub fn read<W: Words>(self, words: &W, bytes: &mut [u8], deadline: Deadline) -> Result<usize, Error> {
        let wanted = bytes.len();
        let mut moving = Moving { n: 0, attempt: || self.try_read(words, bytes), wanted, news: self.data };
        operation::run(words, &mut moving, deadline)?;
        Ok(moving.n)
    }

    /// Closes the ring and wakes both ends: writing fails, reading fails when everything has been read.
    pub fn close<W: Words>(self, words: &W) {
        // Pairs with the loads in `try_write` and `try_read`.
        words.store(self.closed, 1);
        self.data.announce(words);
        self.space.announce(words);
    }

    /// Writer: writes what fits of a message from byte `first` on, closed or not, and returns how much that was.
    pub(super) fn push<W: Words, S: Source<W> + ?Sized>(
        self,
        words: &W,
        message: &S,
        first: usize,
        flow: Flow,
    ) -> usize {
        let tail = flow.start(words.load(self.tail), first);
        // Pairs with the store to `head` in `pull`: the bytes behind it have been copied, their room is free.
        let used = tail.wrapping_sub(words.load(self.head));
        let room = self.capacity.saturating_sub(used) as usize;
        let n = (message.len_bytes() - first).min(room).min(flow.most(self.capacity));
        if n > 0 {
            self.copy_in(words, tail, message, first, n);
            // Publishes the bytes: pairs with the load of `tail` in `pull`.
            words.store(self.tail, tail.wrapping_add(n as u32));
            self.data.announce(words);
        }
        n
    }

    /// Reader: reads what is there of a message from byte `first` on, and returns how much that was.
    pub(super) fn pull<W: Words, S: Sink<W> + ?Sized>(
        self,
        words: &W,
        message: &mut S,
        first: usize,
        flow: Flow,
    ) -> usize {
        let head = flow.start(words.load(self.head), first);
        // Pairs with the store to `tail` in `push`: the bytes before it are in place. None may be there yet, not even those before
        // an aligned start.
        let used = words.load(self.tail).wrapping_sub(head).cast_signed().max(0) as usize;
        let n = (message.len_bytes() - first).min(used).min(flow.most(self.capacity));
        if n > 0 {
            self.copy_out(words, head, message, first, n);
            // Frees the room: pairs with the load of `head` in `push`.
            words.store(self.head, head.wrapping_add(n as u32));
            self.space.announce(words);
        }
        n
    }

    /// Copies a piece of a message to where `cursor` points, in two goes if it reaches over the edge.
    pub(super) fn copy_in<W: Words, S: Source<W> + ?Sized>(
        self,
        words: &W,
        cursor: u32,
        message: &S,
        first: usize,
        n: usize,
    ) {
        let (place, n_before_edge) = self.split(cursor, n);
        message.copy_in(first, n_before_edge, words, self.bytes + place);
        if n_before_edge < n {
            message.copy_in(first + n_before_edge, n - n_before_edge, words, self.bytes);
        }
    }

    /// Copies a piece of a message from where `cursor` points, in two goes if it reaches over the edge.
    pub(super) fn copy_out<W: Words, S: Sink<W> + ?Sized>(
        self,
        words: &W,
        cursor: u32,
        message: &mut S,
        first: usize,
        n: usize,
    ) {
        let (place, n_before_edge) = self.split(cursor, n);
        message.copy_out(first, n_before_edge, words, self.bytes + place);
        if n_before_edge < n {
            message.copy_out(first + n_before_edge, n - n_before_edge, words, self.bytes);
        }
    }

    /// Writes a message's length to where `cursor` points.
    pub(super) fn write_len<W: Words>(self, words: &W, cursor: u32, len: u32) {
        let place = cursor & (self.capacity - 1);
        let bytes = len.to_le_bytes();
        // Nearly always in one piece, of a length that the compiler knows.
        if place + 4 <= self.capacity {
            words.copy_in(self.bytes + place, &bytes);
        } else {
            self.copy_in(words, cursor, bytes.as_slice(), 0, 4);
        }
    }

    /// Reads a message's length from where `cursor` points.
    pub(super) fn read_len<W: Words>(self, words: &W, cursor: u32) -> u32 {
        let place = cursor & (self.capacity - 1);
        let mut bytes = [0; 4];
        if place + 4 <= self.capacity {
            words.copy_out(self.bytes + place, &mut bytes);
        } else {
            self.copy_out(words, cursor, bytes.as_mut_slice(), 0, 4);
        }
        u32::from_le_bytes(bytes)
    }

    fn split(self, cursor: u32, len: usize) -> (u32, usize) {
        debug_assert!(len <= self.capacity as usize, "{len} bytes in a ring of {}", self.capacity);
        let place = cursor & (self.capacity - 1);
        (place, len.min((self.capacity - place) as usize))
    }
}

/// How bytes flow through the ring.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flow {
    /// A message's first byte goes to a multiple of so many bytes, a power of two.
    align: u32,
    /// A piece is at most so many parts of the ring, as a power of two.
    part: u32,
}

impl Flow {
    /// As they come, as many at once as there are.
    pub(super) const BYTES: Self = Self { align: 1, part: 0 };
    /// A long message: aligned, because copies are slow otherwise, and in pieces that let both sides copy at the same time.
    pub(super) const MESSAGE: Self = Self { align: 8, part: 2 };

    fn start(self, cursor: u32, first: usize) -> u32 {
        if first == 0 { cursor.wrapping_add(self.align - 1) & !(self.align - 1) } else { cursor }
    }

    fn most(self, capacity: u32) -> usize {
        (capacity >> self.part).max(8) as usize
    }
}

/// Moving at least one byte, one way or the other.
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

/// Checks a capacity, and that so many bytes fit between word `first` and the end.
pub(super) fn check_room<W: Words>(words: &W, first: u32, capacity_bytes: u32) -> Result<(), Error> {
    if !capacity_bytes.is_power_of_two() || !(8..=1 << 30).contains(&capacity_bytes) {
        return Err(Error::BadCapacity { capacity_bytes });
    }
    let needed_words = first + capacity_bytes / 4;
    let n_words = words.n_words();
    if n_words < needed_words { Err(Error::TooSmall { needed_words, n_words }) } else { Ok(()) }
}
