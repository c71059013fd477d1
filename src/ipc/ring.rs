//! A ring of bytes from one writer to one reader.
//!
//! Invariant: `head ≤ tail ≤ head + capacity`, as distances. `tail` counts the bytes ever written
//! and `head` those ever read, both modulo 2³²; since the capacity is a power of two, `cursor mod
//! capacity` is the place of a byte, also where a cursor comes round. Only the writer moves `tail`,
//! after the bytes are in place; only the reader moves `head`, after they are copied.
//!
//! Source: Leslie Lamport, "Specifying Concurrent Program Modules", 1983 (the one-reader one-writer
//! buffer).

use super::error::Error;
use super::event_count::EventCount;
use super::message::{Sink, Source};
use super::words::Words;

/// The place of a ring in shared words; the words it names are 0 at first.
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
    /// Where the bytes are: an offset in bytes.
    pub(crate) bytes: u32,
    /// How many bytes fit: a power of two from 8 to 2³⁰.
    pub(crate) capacity: u32,
}

impl Ring {
    /// Writer: writes what fits of a message from byte `first` on, closed or not, and returns how
    /// much that was.
    pub(crate) fn push<W: Words, S: Source<W> + ?Sized>(
        self,
        words: &W,
        message: &S,
        first: usize,
        flow: Flow,
    ) -> usize {
        let tail = flow.start(words.load(self.tail), first);
        // Pairs with the store to `head` in `pull`: the bytes behind it have been copied, their
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

    /// Reader: reads what is there of a message from byte `first` on, and returns how much that
    /// was.
    pub(crate) fn pull<W: Words, S: Sink<W> + ?Sized>(
        self,
        words: &W,
        message: &mut S,
        first: usize,
        flow: Flow,
    ) -> usize {
        let head = flow.start(words.load(self.head), first);
        // Pairs with the store to `tail` in `push`: the bytes before it are in place. None may be
        // there yet, not even those before an aligned start.
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

    /// Copies a piece of a message to where `cursor` points, in two goes if it reaches over the
    /// edge.
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

    /// Copies a piece of a message from where `cursor` points, in two goes if it reaches over the
    /// edge.
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

    /// Writes a message's length to where `cursor` points.
    pub(crate) fn write_len<W: Words>(self, words: &W, cursor: u32, len: u32) {
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
    pub(crate) fn read_len<W: Words>(self, words: &W, cursor: u32) -> u32 {
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
pub(crate) struct Flow {
    /// A message's first byte goes to a multiple of so many bytes, a power of two.
    pub(crate) align: u32,
    /// The longest piece is the ring's capacity, halved so many times.
    pub(crate) part: u32,
}

impl Flow {
    /// A long message: aligned, because copies are slow otherwise, and in pieces that let both
    /// sides copy at the same time.
    pub(crate) const MESSAGE: Self = Self { align: 8, part: 2 };

    fn start(self, cursor: u32, first: usize) -> u32 {
        if first == 0 { cursor.wrapping_add(self.align - 1) & !(self.align - 1) } else { cursor }
    }

    fn most(self, capacity: u32) -> usize {
        (capacity >> self.part).max(8) as usize
    }
}

/// Checks a capacity, and that so many bytes fit between word `first` and the end.
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
