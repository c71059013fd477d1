//! A queue of messages of any size, from many putters to many getters, first in first out.
//!
//! Invariant: a put that returned `Ok` is got by exactly one getter, whole, in the order in which
//! the puts took effect; a put that failed has left nothing behind. Agents may die anywhere between
//! two of their writes to the shared words: after [`Queue::supervise_death`] that holds for all
//! others, and a message is lost only with a getter that had already taken it.
//!
//! A lock per side, around one SPSC ring. The protocol, and why it is correct: the room's
//! `README.md`.
//!
//! Source: CPython's `multiprocessing.Queue` (what it does), Michael and Scott's two-lock queue,
//! 1996 (a lock per side).

mod beyond;
mod get;
mod layout;
mod put;
mod side;
mod stream;
mod tasks;

pub use get::{GetStage, Getting, Polling};
pub use put::{PutStage, Putting};
pub use tasks::Joining;

use super::agent::AgentId;
use super::error::Error;
use super::event_count::EventCount;
use super::message::{Sink, Source};
use super::operation;
use super::ring::{Ring, check_room};
use super::words::{Deadline, Words};
use alloc::vec::Vec;
use core::mem;
use layout::{
    CAPACITY, CLOSED, DATA, FINISHED, HEAD, HEAD_SEEN, IDLE, MAGIC, MAGIC_WORD, MAXSIZE, OPEN,
    OVERFLOWS, PAYLOAD, PREFIX, SPACE, STATE, TAIL, TAKEN_BEYOND_SEEN, TAKEN_SEEN,
};
use side::{GET, PUT};
use stream::Phase;

/// One agent's handle of a queue in shared words.
#[derive(Debug)]
pub struct Queue<W: Words> {
    words: W,
    me: AgentId,
    ring: Ring,
    maxsize: u32,
    overflows: bool,
}

/// What a put does where the ring has no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overflow {
    /// It waits for room, as in a pipe; a message larger than the ring is streamed.
    Waits,
    /// The message goes to memory of its own: only `maxsize` bounds the queue, and the memory.
    Allocates,
}

impl<W: Words> Queue<W> {
    /// The number of words that a queue with a ring of `capacity_bytes` needs.
    #[must_use]
    pub const fn needed_words(capacity_bytes: u32) -> u32 {
        PAYLOAD + capacity_bytes / 4
    }

    /// Makes an empty queue, over whatever the words held before, and attaches to it; nobody else
    /// may use the words yet.
    ///
    /// `maxsize` bounds the number of messages; 0 is no bound. In the ring each message takes its
    /// length and 4 bytes; `overflow` says what happens when that is full.
    ///
    /// # Errors
    /// [`Error::BadCapacity`], [`Error::TooSmall`].
    pub fn create(
        words: W,
        me: AgentId,
        capacity_bytes: u32,
        maxsize: u32,
        overflow: Overflow,
    ) -> Result<Self, Error> {
        check_room(&words, PAYLOAD, capacity_bytes)?;
        for index in 0..PAYLOAD {
            words.store(index, 0);
        }
        words.store(CAPACITY, capacity_bytes);
        words.store(MAXSIZE, maxsize);
        words.store(OVERFLOWS, u32::from(overflow == Overflow::Allocates));
        // Pairs with the load in `attach`: whoever sees it sees the rest, but for the list beyond
        // the ring.
        words.store(MAGIC_WORD, MAGIC);
        let queue = Self::attach(words, me)?;
        queue.create_beyond();
        Ok(queue)
    }

    /// Lets all cursors and counts of an empty queue go on from `count`, for tests of where they
    /// come round.
    #[doc(hidden)]
    pub fn start_at(&self, count: u32) {
        for index in layout::CURSORS_AND_COUNTS {
            self.words.store(index, count);
        }
    }

    /// Attaches agent `me` to a queue that exists. An agent uses one id, and nobody else does.
    ///
    /// # Errors
    /// [`Error::NotAQueue`], [`Error::BadCapacity`], [`Error::TooSmall`].
    pub fn attach(words: W, me: AgentId) -> Result<Self, Error> {
        check_room(&words, PAYLOAD, 8)?;
        // Pairs with the last store in `create`.
        let found = words.load(MAGIC_WORD);
        if found != MAGIC {
            return Err(Error::NotAQueue { found });
        }
        let capacity = words.load(CAPACITY);
        check_room(&words, PAYLOAD, capacity)?;
        let maxsize = words.load(MAXSIZE);
        let overflows = words.load(OVERFLOWS) == 1;
        let ring = Ring {
            tail: TAIL,
            head: HEAD,
            data: EventCount::at(DATA),
            space: EventCount::at(SPACE),
            bytes: PAYLOAD * 4,
            capacity,
        };
        Ok(Self { words, me, ring, maxsize, overflows })
    }

    /// Puts a message if there is room for it now; waits only for agents that are inside, at most
    /// [`LOCK_GRACE_MS`](operation::LOCK_GRACE_MS).
    ///
    /// # Errors
    /// [`Error::Full`], [`Error::Closed`]; [`Error::TooLarge`] if it is larger than the ring: only
    /// [`put`](Self::put) streams.
    pub fn try_put(&self, message: &[u8]) -> Result<(), Error> {
        let (len_bytes, max_bytes) = (message.len(), self.max_whole_bytes());
        if len_bytes > max_bytes as usize && !self.overflows {
            return Err(Error::TooLarge { len_bytes, max_bytes });
        }
        self.put(message, Deadline::NOW)
    }

    /// Puts a message, waiting for room until `deadline`.
    ///
    /// Where it does not [overflow](Overflow), a message larger than the ring waits until a getter
    /// has come for it, and returns when the getter has it all; `deadline` bounds the time
    /// until the getter has come, from then on every piece has
    /// [`STREAM_GRACE_MS`](operation::STREAM_GRACE_MS).
    ///
    /// # Errors
    /// [`Error::Full`], [`Error::Closed`]; [`Error::NoMemory`] where it overflows;
    /// [`Error::TooLarge`] from 4 GiB on. Nothing of the message is in the queue then.
    pub fn put(&self, message: &[u8], deadline: Deadline) -> Result<(), Error> {
        operation::run(&self.words, &mut self.putting(message)?, deadline)
    }

    /// Gets the first message if there is one now; waits only for agents that are inside, at most
    /// [`LOCK_GRACE_MS`](operation::LOCK_GRACE_MS), and for each piece of a message larger than
    /// the ring, at most [`STREAM_GRACE_MS`](operation::STREAM_GRACE_MS).
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::Closed`]; `message` is empty then.
    pub fn try_get(&self, message: &mut Vec<u8>) -> Result<(), Error> {
        self.get(message, Deadline::NOW)
    }

    /// Gets the first message into `message`, whose memory is used again, waiting for one until
    /// `deadline`.
    ///
    /// `deadline` bounds the time until a message is there; every piece of a streamed one has
    /// [`STREAM_GRACE_MS`](operation::STREAM_GRACE_MS).
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::Closed`]; `message` is empty then.
    pub fn get(&self, message: &mut Vec<u8>, deadline: Deadline) -> Result<(), Error> {
        let mut getting = self.getting(mem::take(message));
        let result = operation::run(&self.words, &mut getting, deadline);
        *message = getting.into_message();
        result
    }

    /// Begins to put a message without ever sleeping: for an event loop.
    ///
    /// # Errors
    /// [`Error::TooLarge`] from 4 GiB on.
    pub fn putting<'q, S: Source<W> + ?Sized>(
        &'q self,
        message: &'q S,
    ) -> Result<Putting<'q, W, S>, Error> {
        match u32::try_from(message.len_bytes()) {
            Ok(_) => Ok(Putting::new(self, message)),
            Err(_) => Err(Error::TooLarge { len_bytes: message.len_bytes(), max_bytes: u32::MAX }),
        }
    }

    /// Begins to get a message into `buffer` without ever sleeping: for an event loop.
    pub fn getting<S: Sink<W>>(&self, buffer: S) -> Getting<'_, W, S> {
        Getting::new(self, buffer)
    }

    /// How many messages are in the queue, one that is being streamed included; exact while nobody
    /// else uses it.
    pub fn size(&self) -> u32 {
        let streamed = !matches!(self.stream().phase(), Phase::Idle | Phase::Aborted);
        // Getters first: the difference can be too large meanwhile, never negative.
        let taken = GET.count(&self.words).wrapping_add(self.n_taken_beyond());
        PUT.count(&self.words).wrapping_add(self.n_put_beyond()).wrapping_sub(taken)
            + u32::from(streamed)
    }

    /// Whether there is no message in the queue.
    pub fn is_empty(&self) -> bool {
        self.size() == 0
    }

    /// Whether there are as many messages in the queue as `maxsize` allows; never if that is 0.
    pub fn is_full(&self) -> bool {
        self.maxsize != 0 && self.size() >= self.maxsize
    }

    /// Whether the input has ended: [`finish`](Self::finish) was called, and not
    /// [`close`](Self::close).
    pub fn is_finished(&self) -> bool {
        self.words.load(STATE) == FINISHED
    }

    /// The longest message that fits in the ring; longer ones are streamed.
    pub fn max_whole_bytes(&self) -> u32 {
        self.ring.capacity - PREFIX
    }

    /// The shared words, to wait on them in another way.
    pub fn words(&self) -> &W {
        &self.words
    }

    /// Closes the queue, whatever is in it: every put and get fails from now on, and those that
    /// wait are woken and fail.
    pub fn close(&self) {
        // Pairs with the loads of `STATE` in every operation.
        self.words.store(STATE, CLOSED);
        self.announce_all();
    }

    /// Ends the input: every put that has not begun fails, gets go on until nothing is left and
    /// then fail.
    pub fn finish(&self) {
        // Pairs with the loads of `STATE` in every operation. Never opens a closed queue.
        self.words.compare_exchange(STATE, OPEN, FINISHED);
        self.announce_all();
    }

    /// Repairs whatever the agent `dead` has left undone, and releases its locks. Call it once the
    /// agent runs no more.
    ///
    /// What it was putting is in the queue, whole, or gone; what it was getting is the first in the
    /// queue again, or, if it had taken it already, gone with it.
    pub fn supervise_death(&self, dead: AgentId) {
        // The lock is taken over before the repair: nobody comes in between, and should this agent
        // die as well, its own supervisor finds the same work under its name.
        if PUT.lock.take_over(&self.words, dead, self.me) {
            PUT.repair(&self.words);
            self.repair_put_beyond();
            self.withdraw();
            PUT.lock.release_dead(&self.words, self.me);
        }
        if GET.lock.take_over(&self.words, dead, self.me) {
            GET.repair(&self.words);
            self.repair_take_beyond();
            self.let_go();
            GET.lock.release_dead(&self.words, self.me);
        }
        // What it changed, it may not have announced.
        for event in [EventCount::at(IDLE), self.ring.data, self.ring.space] {
            event.wake(&self.words);
        }
    }

    /// Whether a message of `len` bytes can be put, or offered; an error if it never can. `inside`:
    /// this agent has the put-lock.
    fn has_room(&self, len: usize, inside: bool) -> Result<bool, Error> {
        let words = &self.words;
        if words.load(STATE) != OPEN {
            return Err(Error::Closed);
        }
        if self.stream().phase() != Phase::Idle {
            return Ok(false);
        }
        if self.maxsize != 0 && !self.is_below_maxsize(inside) {
            return Ok(false);
        }
        Ok(self.overflows
            || len > self.max_whole_bytes() as usize
            || self.fits_in_ring(len, inside))
    }

    /// Whether one more message is within the bound. `inside`: this agent has the put-lock; without
    /// it the queue may look fuller than it is, but then getters have announced room since, and
    /// it may look emptier.
    fn is_below_maxsize(&self, inside: bool) -> bool {
        let words = &self.words;
        // How much getters have taken is looked up in their line only if what was last seen of it
        // does not suffice: it only grows.
        let put = PUT.count(words).wrapping_add(self.n_put_beyond());
        let seen = words.load(TAKEN_SEEN).wrapping_add(words.load(TAKEN_BEYOND_SEEN));
        if put.wrapping_sub(seen) < self.maxsize {
            return true;
        }
        if inside {
            // Atomic, since they are read without the lock as well.
            words.store(TAKEN_SEEN, GET.count(words));
            words.store(TAKEN_BEYOND_SEEN, self.n_taken_beyond());
        }
        self.size() < self.maxsize
    }

    /// Whether the ring has room for a message of `len` bytes. `inside`: this agent has the
    /// put-lock.
    fn fits_in_ring(&self, len: usize, inside: bool) -> bool {
        let words = &self.words;
        let capacity = self.ring.capacity;
        let needed = len as u64 + u64::from(PREFIX);
        let fits = |used: u32| u64::from(used) + needed <= u64::from(capacity);
        // How far getters have come is looked up in their line only if what was last seen of it
        // does not suffice: it only grows.
        if inside && fits(words.load(TAIL).wrapping_sub(words.load(HEAD_SEEN))) {
            return true;
        }
        // Pairs with the store to `HEAD` in `Side::commit`. A getter may be ahead of a `TAIL` that
        // is just about to be stored.
        let head = words.load(HEAD);
        if inside {
            words.write(HEAD_SEEN, head);
        }
        fits(words.load(TAIL).wrapping_sub(head).cast_signed().max(0).cast_unsigned())
    }

    fn leave_put(&self) -> Result<(), Error> {
        PUT.lock.unlock(&self.words, self.me)?;
        if self.words.load(STATE) == FINISHED {
            // Getters wait for the last putter to leave: see `Getting::look`.
            self.ring.data.announce(&self.words);
        }
        Ok(())
    }

    fn leave_get(&self) -> Result<(), Error> {
        GET.lock.unlock(&self.words, self.me)
    }

    /// A message that was counted as put, because it was streamed, has been given up: perhaps it
    /// was the last to be done.
    fn announce_unfinished(&self) {
        EventCount::at(IDLE).announce(&self.words);
    }

    fn announce_all(&self) {
        EventCount::at(IDLE).announce(&self.words);
        self.ring.data.announce(&self.words);
        self.ring.space.announce(&self.words);
    }
}
