//! Grants: room in the queue that the caller fills by itself, and a message that it reads where it
//! lies. Nothing is copied.
//!
//! Invariant: from reserving to committing or abandoning this agent holds the put-lock, and no
//! getter sees anything of the message; from peeking to releasing or putting back it holds the
//! get-lock, and the message stays the first of the queue. So if the agent dies in between, its
//! supervisor has only a lock to release, and memory beyond the ring to free.
//!
//! [`RESERVED`](super::layout::RESERVED) and [`PEEKED`](super::layout::PEEKED) say what is granted,
//! and [`NEXT_TAIL`], [`NEXT_HEAD`] already have the cursor behind it: until the count changes they
//! mean nothing, also to a supervisor.
//!
//! Source: the two-phase interface of Simon Cooke's bip buffer, 2003 (reserve, commit), here with
//! one lock per side.

use super::Queue;
use super::get::InPlace;
use super::layout::{CLOSED, NEXT_HEAD, NEXT_TAIL, STATE};
use super::put::{Manner, Putting};
use super::side::{GET, PUT, Side};
use crate::error::Error;
use crate::message::{Sink, Source};
use crate::operation;
use crate::ring::{HEAD, Ring, SKIP};
use crate::words::{Deadline, Words};

/// Nothing is granted.
pub const NOTHING: u32 = 0;
/// What is granted is in the ring.
const IN_RING: u32 = 1;
/// What is granted is in memory beyond the ring.
const BEYOND: u32 = 2;
/// The agent holds the grant while it does other things: see [`Queue::hold_reserved`].
const HELD: u32 = 4;

/// A message where it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The byte offset of its first byte.
    pub offset: u32,
    /// Its length in bytes.
    pub len: u32,
    /// Its [tag](crate::Source::tag).
    pub tag: u32,
    /// Whether it is in one piece. Otherwise it continues at the beginning of the ring.
    pub is_whole: bool,
}

/// A message whose bytes the caller will write in place.
#[derive(Debug, Clone, Copy)]
pub struct Blank {
    /// Its length in bytes.
    pub len: u32,
    /// Its [tag](Source::tag).
    pub tag: u32,
}

impl<W: Words> Source<W> for Blank {
    fn len_bytes(&self) -> usize {
        self.len as usize
    }

    fn tag(&self) -> u32 {
        self.tag
    }

    fn copy_in(&self, _first: usize, _n: usize, _words: &W, _to: u32) {}
}

/// The destination of a message that is only looked at.
#[derive(Debug, Clone, Copy, Default)]
struct Nowhere;

impl<W: Words> Sink<W> for Nowhere {
    fn begin(&mut self, _len_bytes: usize, _tag: u32) {}

    fn len_bytes(&self) -> usize {
        0
    }

    fn copy_out(&mut self, _first: usize, _n: usize, _words: &W, _from: u32) {}
}

impl<W: Words> Queue<W> {
    /// Reserves room for a message of `len` bytes, `whole` in one piece, waiting for it until
    /// `deadline`. Returns the byte offset at which the caller writes the message; then it calls
    /// [`commit`](Self::commit) or [`abandon`](Self::abandon). Until then this agent holds the
    /// put-lock, and other putters wait.
    ///
    /// # Errors
    /// As [`put`](Self::put); [`Error::TooLarge`] if there is never room for it;
    /// [`Error::Held`] if this agent already [holds](Self::hold_reserved) room.
    pub fn reserve(
        &self,
        len: u32,
        tag: u32,
        whole: bool,
        deadline: Deadline,
    ) -> Result<u32, Error> {
        let blank = Blank { len, tag };
        let mut reserving = self.reserving(&blank, whole)?;
        operation::run(&self.words, &mut reserving, deadline)?;
        reserving.reserved().ok_or(Error::Full)
    }

    /// The operation of [`reserve`](Self::reserve).
    ///
    /// # Errors
    /// [`Error::TooLarge`] if there is never room for it.
    pub fn reserving<'q>(
        &'q self,
        blank: &'q Blank,
        whole: bool,
    ) -> Result<Putting<'q, W, Blank>, Error> {
        let manner = if whole { Manner::ReservedWhole } else { Manner::Reserved };
        self.putting(blank)?.in_manner(manner)
    }

    /// Looks at the first message where it lies, waiting for one until `deadline`; then the caller
    /// calls [`release`](Self::release) or [`put_back`](Self::put_back). Until then this agent
    /// holds the get-lock, and other getters wait.
    ///
    /// # Errors
    /// As [`get`](Self::get); [`Error::InPieces`] if the message comes as a stream;
    /// [`Error::Held`] if this agent already [holds](Self::hold_peeked) one.
    pub fn peek(&self, deadline: Deadline) -> Result<Found, Error> {
        let mut peeking = self.getting(Nowhere).in_place(InPlace::Always);
        operation::run(&self.words, &mut peeking, deadline)?;
        peeking.found().ok_or(Error::Empty)
    }

    /// Puts the message for which room was reserved, and which has been written there.
    ///
    /// # Errors
    /// [`Error::Closed`]: then the message is gone, as if never put. [`Error::NotOwner`] if this
    /// agent was declared dead, or has reserved nothing.
    pub fn commit(&self) -> Result<(), Error> {
        let granted = self.granted(PUT)?;
        if self.words.load(STATE) == CLOSED {
            self.abandon()?;
            return Err(Error::Closed);
        }
        if granted == BEYOND {
            self.link_beyond();
        } else {
            PUT.commit(&self.words, self.words.load(NEXT_TAIL));
        }
        self.words.write(PUT.grant, NOTHING);
        self.leave_put()?;
        self.ring.data.announce(&self.words);
        Ok(())
    }

    /// Gives up the room that was reserved.
    ///
    /// # Errors
    /// [`Error::NotOwner`] as [`commit`](Self::commit).
    pub fn abandon(&self) -> Result<(), Error> {
        self.granted(PUT)?;
        self.repair_put_beyond();
        self.words.write(PUT.grant, NOTHING);
        self.leave_put()
    }

    /// Takes the message that was looked at, and gives up its room.
    ///
    /// # Errors
    /// [`Error::NotOwner`] if this agent was declared dead, or looks at nothing: the message is
    /// not taken.
    pub fn release(&self) -> Result<(), Error> {
        if self.granted(GET)? == BEYOND {
            self.unlink_beyond();
        } else {
            GET.commit(&self.words, self.words.load(NEXT_HEAD));
        }
        self.words.write(GET.grant, NOTHING);
        self.leave_get()?;
        self.ring.space.announce(&self.words);
        Ok(())
    }

    /// Leaves the message that was looked at to the next getter.
    ///
    /// # Errors
    /// [`Error::NotOwner`] as [`release`](Self::release).
    pub fn put_back(&self) -> Result<(), Error> {
        self.granted(GET)?;
        self.words.write(GET.grant, NOTHING);
        self.leave_get()
    }

    /// Says that this agent keeps what it has reserved while it does other things: until then its
    /// own puts and reservations fail with [`Error::Held`] instead of waiting for the agent itself.
    pub fn hold_reserved(&self) {
        self.hold(PUT);
    }

    /// The same for the message that it looks at: its own gets fail.
    pub fn hold_peeked(&self) {
        self.hold(GET);
    }

    fn hold(&self, side: Side) {
        self.words.store(side.grant, self.words.load(side.grant) | HELD);
    }

    /// Reserves room for `len` bytes, of which there is enough; returns the offset. This agent
    /// holds the put-lock.
    pub(super) fn reserve_here(&self, len: u32, tag: u32, whole: bool) -> Result<u32, Error> {
        let words = &self.words;
        if self.has_some_beyond() || !self.fits_in_ring(len, whole, true) {
            let offset = self.reserve_beyond(len, tag)?;
            words.write(PUT.grant, BEYOND);
            return Ok(offset);
        }
        let start = self.begin_record(len, tag, whole);
        words.write(NEXT_TAIL, Ring::end(start, len));
        words.write(PUT.grant, IN_RING);
        Ok(self.ring.offset(start.wrapping_add(HEAD)))
    }

    /// Writes the head of a message of `len` bytes, for which the ring has room; returns where its
    /// record begins. This agent holds the put-lock.
    pub(super) fn begin_record(&self, len: u32, tag: u32, whole: bool) -> u32 {
        let (words, ring) = (&self.words, self.ring);
        let tail = Ring::record(words.load(PUT.cursor));
        let start = ring.start(tail, len, whole);
        if start != tail {
            ring.write_head(words, tail, SKIP, 0);
        }
        ring.write_head(words, start, len, tag);
        start
    }

    /// The first message of the ring, which is not empty, and the cursor behind it. This agent
    /// holds the get-lock.
    pub(super) fn first_in_ring(&self) -> (Found, u32) {
        let (words, ring) = (&self.words, self.ring);
        let mut start = Ring::record(words.load(GET.cursor));
        let (mut len, mut tag) = ring.read_head(words, start);
        if len == SKIP {
            start = ring.edge(start);
            (len, tag) = ring.read_head(words, start);
        }
        let first = start.wrapping_add(HEAD);
        let (offset, is_whole) = (ring.offset(first), ring.is_whole(first, len));
        (Found { offset, len, tag, is_whole }, Ring::end(start, len))
    }

    /// Looks at the first message of the ring; as [`first_in_ring`](Self::first_in_ring).
    pub(super) fn peek_here(&self) -> Found {
        let (found, next) = self.first_in_ring();
        self.words.write(NEXT_HEAD, next);
        self.words.write(GET.grant, IN_RING);
        found
    }

    /// Looks at the first message beyond the ring. This agent holds the get-lock.
    pub(super) fn peek_beyond(&self) -> Found {
        self.words.write(GET.grant, BEYOND);
        self.first_beyond()
    }

    /// For an agent that found a side's lock held: an error if it holds the lock itself, by a
    /// grant.
    pub(super) fn expect_other(&self, side: Side) -> Result<(), Error> {
        let is_mine = side.lock.owner(&self.words) == Some(self.me);
        if is_mine && self.words.load(side.grant) & HELD != 0 {
            return Err(Error::Held);
        }
        Ok(())
    }

    /// What this agent has been granted on that side.
    fn granted(&self, side: Side) -> Result<u32, Error> {
        let owner = side.lock.owner(&self.words);
        let granted = self.words.load(side.grant) & !HELD;
        if owner == Some(self.me) && granted != NOTHING {
            Ok(granted)
        } else {
            Err(Error::NotOwner { owner })
        }
    }
}
