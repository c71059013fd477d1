//! A queue of messages of any size, from many putters to many getters, first in first out.
//!
//! Invariant: a message whose put returned `Ok` is got by exactly one getter, whole, in the order
//! in which the puts took effect; a failed put leaves nothing behind. An agent may die between any
//! two of its writes to the shared words: after [`Queue::supervise_death`] this still holds for all
//! others, and a message is lost only with a getter that had already taken it.
//!
//! Structure: one SPSC ring, and a lock per side. This crate's `README.md` has the protocol and the
//! correctness argument.
//!
//! Source: CPython's `multiprocessing.Queue` (the interface); Michael and Scott, "Simple, Fast, and
//! Practical Non-Blocking and Blocking Concurrent Queue Algorithms", 1996 (a lock per side).

mod beyond;
mod get;
mod grant;
mod layout;
mod put;
mod room;
mod side;
mod stream;
mod tasks;

pub use get::{GetStage, Getting, InPlace, Polling};
pub use grant::{Blank, Found};
pub use put::{Manner, PutStage, Putting};
pub use tasks::Joining;

use super::agent::AgentId;
use super::error::Error;
use super::event_count::EventCount;
use super::message::{Sink, Source};
use super::operation;
use super::ring::{HEAD as HEAD_BYTES, Ring, check_room};
use super::words::{Deadline, Words};
use alloc::vec::Vec;
use core::mem;
use layout::{
    CAPACITY, CLOSED, DATA, FINISHED, HEAD, IDLE, MAGIC, MAGIC_WORD, MAXSIZE, OPEN, OVERFLOWS,
    PAYLOAD, SPACE, STATE, TAIL,
};
use side::{GET, PUT};
use stream::Phase;

/// One agent's handle to a queue in shared words.
///
/// ```
/// use ipc::testing::HostWords;
/// use ipc::{AgentId, Deadline, Error, Overflow, Queue};
/// use std::thread;
/// let words = HostWords::new(Queue::<HostWords>::needed_words(64));
/// let [putter, getter] = [1, 2].map(|id| AgentId::new(id).unwrap());
/// let queue = Queue::create(&words, putter, 64, 0, Overflow::Waits)?;
/// thread::scope(|scope| {
///     scope.spawn(|| {
///         let queue = Queue::attach(&words, getter).unwrap();
///         let mut message = Vec::new();
///         queue.get(&mut message, Deadline::NEVER).unwrap();
///         assert_eq!(message, b"hello");
///         assert_eq!(queue.get(&mut message, Deadline::NEVER), Err(Error::Closed));
///     });
///     queue.put(b"hello", Deadline::NEVER).unwrap();
///     queue.finish();
///     assert_eq!(queue.try_put(b"too late"), Err(Error::Closed));
/// });
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug)]
pub struct Queue<W: Words> {
    words: W,
    me: AgentId,
    ring: Ring,
    maxsize: u32,
    overflows: bool,
}

/// What a put does when the ring has no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overflow {
    /// It waits for room, as in a pipe (back-pressure); a message larger than the ring is streamed.
    Waits,
    /// The message goes to separately allocated memory: the queue is bounded only by `maxsize` and
    /// by the memory.
    Allocates,
}

impl<W: Words> Queue<W> {
    /// The number of words that a queue with a ring of `capacity_bytes` needs.
    #[must_use]
    pub const fn needed_words(capacity_bytes: u32) -> u32 {
        PAYLOAD + capacity_bytes / 4
    }

    /// Announces something to get, and that there will be nothing more.
    pub(crate) const READABLE: EventCount = EventCount::at(DATA);

    /// Creates an empty queue, overwriting the words, and attaches to it. No other agent may use
    /// the words yet.
    ///
    /// `maxsize` bounds the number of messages; 0 means no bound. In the ring a message takes its
    /// length plus 8 bytes, rounded up to a multiple of 8; `overflow` says what a put does when the
    /// ring is full.
    ///
    /// # Errors
    /// [`Error::BadCapacity`] unless the capacity is a power of two from 8 to 2³⁰;
    /// [`Error::TooSmall`] if there are fewer than [`needed_words`](Self::needed_words).
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
        // Pairs with the load in `attach`: an agent that sees the magic word sees everything above,
        // but not yet the list beyond the ring.
        words.store(MAGIC_WORD, MAGIC);
        let queue = Self::attach(words, me)?;
        queue.create_beyond();
        Ok(queue)
    }

    /// Makes all cursors and counts of an empty queue continue from `count`, for tests of
    /// wrap-around.
    #[doc(hidden)]
    pub fn start_at(&self, count: u32) {
        for index in layout::CURSORS_AND_COUNTS {
            self.words.store(index, count);
        }
    }

    /// Attaches agent `me` to an existing queue. Every agent uses one id of its own.
    ///
    /// # Errors
    /// [`Error::NotAQueue`] if the words hold no queue; [`Error::BadCapacity`] or
    /// [`Error::TooSmall`] if its header does not match the words.
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
            data: Self::READABLE,
            space: EventCount::at(SPACE),
            bytes: PAYLOAD * 4,
            capacity,
        };
        Ok(Self { words, me, ring, maxsize, overflows })
    }

    /// Puts a message if there is room for it now. Waits only for an agent that holds a lock of the
    /// queue, at most [`LOCK_GRACE_MS`](operation::LOCK_GRACE_MS).
    ///
    /// # Errors
    /// [`Error::Full`], [`Error::Closed`]; [`Error::TooLarge`] if the queue does not
    /// [overflow](Overflow) and the message does not fit in the ring: only [`put`](Self::put)
    /// streams. Otherwise as [`put`](Self::put).
    pub fn try_put(&self, message: &[u8]) -> Result<(), Error> {
        let (len_bytes, max_bytes) = (message.len(), self.max_whole_bytes());
        if len_bytes > max_bytes as usize && !self.overflows {
            return Err(Error::TooLarge { len_bytes, max_bytes });
        }
        self.put(message, Deadline::NOW)
    }

    /// Puts a message, waiting for room until `deadline`.
    ///
    /// In a queue that does not [overflow](Overflow), a message larger than the ring waits for a
    /// getter to claim it, and the put returns when the getter has all of it. `deadline` bounds the
    /// time until it is claimed; then each piece may take
    /// [`STREAM_GRACE_MS`](operation::STREAM_GRACE_MS).
    ///
    /// # Errors
    /// [`Error::Full`], [`Error::Closed`]; [`Error::NoMemory`] in a queue that overflows;
    /// [`Error::TooLarge`] from 4 GiB on. Then nothing of the message is in the queue.
    /// [`Error::Fenced`] or [`Error::NotOwner`] if this agent was declared dead.
    pub fn put(&self, message: &[u8], deadline: Deadline) -> Result<(), Error> {
        operation::run(&self.words, &mut self.putting(message)?, deadline)
    }

    /// Gets the first message if there is one now. Waits only for an agent that holds a lock of the
    /// queue, at most [`LOCK_GRACE_MS`](operation::LOCK_GRACE_MS), and for each piece of a streamed
    /// message, at most [`STREAM_GRACE_MS`](operation::STREAM_GRACE_MS).
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::Closed`]; then `message` is empty. [`Error::Fenced`] or
    /// [`Error::NotOwner`] if this agent was declared dead.
    pub fn try_get(&self, message: &mut Vec<u8>) -> Result<(), Error> {
        self.get(message, Deadline::NOW)
    }

    /// Gets the first message into `message`, whose allocation is reused, waiting for one until
    /// `deadline`.
    ///
    /// `deadline` bounds the time until there is a message; each piece of a streamed one may take
    /// [`STREAM_GRACE_MS`](operation::STREAM_GRACE_MS).
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::Closed`]; then `message` is empty. [`Error::Fenced`] or
    /// [`Error::NotOwner`] if this agent was declared dead.
    pub fn get(&self, message: &mut Vec<u8>, deadline: Deadline) -> Result<(), Error> {
        let mut getting = self.getting(mem::take(message));
        let result = operation::run(&self.words, &mut getting, deadline);
        *message = getting.into_message();
        result
    }

    /// Starts to put a message, in steps that never park: for an event loop.
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

    /// Starts to get a message into `buffer`, in steps that never park: for an event loop.
    pub fn getting<S: Sink<W>>(&self, buffer: S) -> Getting<'_, W, S> {
        Getting::new(self, buffer)
    }

    /// The number of messages in the queue, including one that is being streamed. Exact only while
    /// no other agent uses the queue.
    pub fn size(&self) -> u32 {
        let streamed = !matches!(self.stream().phase(), Phase::Idle | Phase::Aborted);
        // The getters' counts first: then the difference may be too large but never negative.
        let taken = GET.count(&self.words).wrapping_add(self.n_taken_beyond());
        let put = PUT.count(&self.words).wrapping_add(self.n_put_beyond());
        put.wrapping_sub(taken).wrapping_add(u32::from(streamed))
    }

    /// Whether the queue has no messages.
    pub fn is_empty(&self) -> bool {
        self.size() == 0
    }

    /// Whether the queue has `maxsize` messages; never if that is 0.
    pub fn is_full(&self) -> bool {
        self.maxsize != 0 && self.size() >= self.maxsize
    }

    /// Whether [`finish`](Self::finish) was called, and not [`close`](Self::close).
    pub fn is_finished(&self) -> bool {
        self.words.load(STATE) == FINISHED
    }

    /// The length in bytes of the longest message that fits in the ring; longer ones are streamed,
    /// or [overflow](Overflow).
    pub fn max_whole_bytes(&self) -> u32 {
        self.ring.capacity - HEAD_BYTES
    }

    /// The length in bytes of the longest message for which [`Manner::ReservedWhole`] room can be
    /// reserved in a queue that does not [overflow](Overflow).
    pub fn max_reserved_bytes(&self) -> u32 {
        (self.ring.capacity / 2).saturating_sub(HEAD_BYTES)
    }

    /// The shared words, for callers that wait on them in another way.
    pub fn words(&self) -> &W {
        &self.words
    }

    /// Closes the queue, even if it has messages: every put and get fails from now on, including
    /// those that are waiting.
    pub fn close(&self) {
        // Pairs with the loads of `STATE` in every operation.
        self.words.store(STATE, CLOSED);
        self.announce_all();
    }

    /// Ends the input: puts that have not started fail; gets succeed until the queue is empty and
    /// then fail.
    pub fn finish(&self) {
        // Pairs with the loads of `STATE` in every operation. An exchange, so that a closed queue
        // stays closed.
        self.words.compare_exchange(STATE, OPEN, FINISHED);
        self.announce_all();
    }

    /// Ends the queue: its words are no queue any more, and its messages beyond the ring are freed.
    /// No agent may use it any more.
    pub fn destroy(&self) {
        self.words.store(MAGIC_WORD, 0);
        self.free_beyond();
    }

    /// Repairs what the agent `dead` left unfinished and releases its locks. Call it once the agent
    /// no longer runs, or is fenced off.
    ///
    /// A message that it was putting is in the queue, whole, or gone. A message that it was getting
    /// is first in the queue again, or gone if the agent had already taken it.
    pub fn supervise_death(&self, dead: AgentId) {
        // The lock is taken over before the repair, so no other agent can enter in between. Should
        // this agent die as well, its own supervisor finds the same repair to do under this agent's
        // id.
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
        // It may have died between a change and its announcement.
        for event in [EventCount::at(IDLE), self.ring.data, self.ring.space] {
            event.wake(&self.words);
        }
    }

    fn leave_put(&self) -> Result<(), Error> {
        PUT.lock.unlock(&self.words, self.me)?;
        if self.words.load(STATE) == FINISHED {
            // Getters wait for the last putter to leave: see `Queue::look`.
            self.ring.data.announce(&self.words);
        }
        Ok(())
    }

    fn leave_get(&self) -> Result<(), Error> {
        GET.lock.unlock(&self.words, self.me)
    }

    /// Announces that a streamed message, which counted as put, has been given up: it may have been
    /// the last unfinished one.
    fn announce_unfinished(&self) {
        EventCount::at(IDLE).announce(&self.words);
    }

    fn announce_all(&self) {
        EventCount::at(IDLE).announce(&self.words);
        self.ring.data.announce(&self.words);
        self.ring.space.announce(&self.words);
    }
}
