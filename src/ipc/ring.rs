//! A ring of bytes from one writer to one reader.
//!
//! Invariant: `head ≤ tail ≤ head + capacity`, as distances. `tail` counts the bytes ever written
//! and `head` those ever read, both modulo 2³²; since the capacity is a power of two, `cursor mod
//! capacity` is the position of a byte, also when a cursor wraps around. Only the writer moves
//! `tail`, after the bytes are in place; only the reader moves `head`, after they are copied.
//!
//! Source: Leslie Lamport, "Specifying Concurrent Program Modules", 1983 (the one-reader one-writer
//! buffer).

use super::error::Error;
use super::event_count::EventCount;
use super::message::{Sink, Source};
use super::words::Words;

/// The location of a ring in shared words; the words it names are 0 initially.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ring {
    /// The word that counts the bytes written.
    pub(crate) tail: u32,
    /// The word that counts the bytes read.
    pub(crate) head: u32,
    /// Announces bytes to read.
    pub(crate) data: EventCount,
    /// Announces room to write.
    pub(crate) space: EventCount,
    /// The byte offset of the ring's bytes.
    pub(crate) bytes: u32,
    /// The capacity in bytes: a power of two from 8 to 2³⁰.
    pub(crate) capacity: u32,
}

impl Ring {
    /// For the writer: writes as much of the message from byte `first` on as fits, whether or not
    /// the queue is closed, and returns the number of bytes written.
    pub(crate) fn push<W: Words, S: Source<W> + ?Sized>(
        self,
        words: &W,
        message: &S,
        first: usize,
        flow: Flow,
    ) -> usize {
        let tail = flow.start(words.load(self.tail), first);
        // Pairs with the store to `head` in `pull`: the bytes before it have been copied, so their
        // room is free.
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

    /// For the reader: reads as much of the message from byte `first` on as is available, and
    /// returns the number of bytes read.
    pub(crate) fn pull<W: Words, S: Sink<W> + ?Sized>(
        self,
        words: &W,
        message: &mut S,
        first: usize,
        flow: Flow,
    ) -> usize {
        let head = flow.start(words.load(self.head), first);
        // Pairs with the store to `tail` in `push`: the bytes before it are in place. There may be
        // none yet, not even the padding before an aligned start, so the difference may be
        // negative.
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

    /// Copies a piece of a message to the position of `cursor`, in two parts if it crosses the
    /// ring's edge.
    pub(crate) fn copy_in<W: Words, S: Source<W> + ?Sized>(
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

    /// Copies a piece of a message from the position of `cursor`, in two parts if it crosses the
    /// ring's edge.
    pub(crate) fn copy_out<W: Words, S: Sink<W> + ?Sized>(
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

    /// Where the record of the next message begins: at the first multiple of [`HEAD`] from `cursor`
    /// on. (A streamed message may have ended anywhere.)
    pub(crate) const fn record(cursor: u32) -> u32 {
        cursor.wrapping_add(HEAD - 1) & !(HEAD - 1)
    }

    /// Where the record of a message of `len` bytes begins, the first free one being at `cursor`.
    /// One that must be `whole`, and would cross the ring's edge, begins behind the edge.
    pub(crate) const fn start(self, cursor: u32, len: u32, whole: bool) -> u32 {
        let start = Self::record(cursor);
        if whole && !self.is_whole(start, HEAD.saturating_add(len)) {
            self.edge(start)
        } else {
            start
        }
    }

    /// The first cursor behind the ring's edge.
    pub(crate) const fn edge(self, cursor: u32) -> u32 {
        cursor.wrapping_add(self.capacity - (cursor & (self.capacity - 1)))
    }

    /// Where the record of a message of `len` bytes ends that begins at `start`; it fits in the
    /// ring.
    pub(crate) const fn end(start: u32, len: u32) -> u32 {
        Self::record(start.wrapping_add(HEAD).wrapping_add(len))
    }

    /// The byte offset of what is at the position of `cursor`.
    pub(crate) const fn offset(self, cursor: u32) -> u32 {
        self.bytes + (cursor & (self.capacity - 1))
    }

    /// Whether `len` bytes from `cursor` on do not cross the ring's edge.
    pub(crate) const fn is_whole(self, cursor: u32, len: u32) -> bool {
        (cursor & (self.capacity - 1)) as u64 + len as u64 <= self.capacity as u64
    }

    /// Writes the head of the message whose record begins at `start`.
    pub(crate) fn write_head<W: Words>(self, words: &W, start: u32, len: u32, tag: u32) {
        let head = u64::from(tag) << 32 | u64::from(len);
        words.copy_in(self.offset(start), &head.to_le_bytes());
    }

    /// Reads the head of the message whose record begins at `start`: its length and its tag.
    pub(crate) fn read_head<W: Words>(self, words: &W, start: u32) -> (u32, u32) {
        let mut bytes = [0; HEAD as usize];
        words.copy_out(self.offset(start), &mut bytes);
        let head = u64::from_le_bytes(bytes);
        (head as u32, (head >> 32) as u32)
    }

    fn split(self, cursor: u32, len: usize) -> (u32, usize) {
        debug_assert!(len <= self.capacity as usize, "{len} bytes in a ring of {}", self.capacity);
        let place = cursor & (self.capacity - 1);
        (place, len.min((self.capacity - place) as usize))
    }
}

/// The bytes of a record's head, and its alignment: a head never crosses the ring's edge, and what
/// follows it is aligned for every type of element.
pub(crate) const HEAD: u32 = 8;

/// In place of a length: the record continues behind the ring's edge.
pub(crate) const SKIP: u32 = u32::MAX;

/// How the bytes of a message are aligned and divided.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Flow {
    /// The alignment of a message's first byte, a power of two.
    pub(crate) align: u32,
    /// The longest piece is the ring's capacity, halved `part` times.
    pub(crate) part: u32,
}

impl Flow {
    /// For a long message: aligned, because copies are slow otherwise, and in pieces, so that both
    /// sides copy at the same time.
    pub(crate) const MESSAGE: Self = Self { align: 8, part: 2 };

    fn start(self, cursor: u32, first: usize) -> u32 {
        if first == 0 { cursor.wrapping_add(self.align - 1) & !(self.align - 1) } else { cursor }
    }

    fn most(self, capacity: u32) -> usize {
        (capacity >> self.part).max(8) as usize
    }
}

/// Checks the capacity, and that a ring of that capacity fits between word `first` and the end.
pub(crate) fn check_room<W: Words>(
    words: &W,
    first: u32,
    capacity_bytes: u32,
) -> Result<(), Error> {
    if !capacity_bytes.is_power_of_two() || !(8..=1 << 30).contains(&capacity_bytes) {
        return Err(Error::BadCapacity { capacity_bytes });
    }
    let needed_words = first + capacity_bytes / 4;
    let n_words = words.n_words();
    if n_words < needed_words { Err(Error::TooSmall { needed_words, n_words }) } else { Ok(()) }
}
