//! A queue of messages of any size, from many putters to many getters, first in first out.
//!
//! Invariant: a put that returned `Ok` is got by exactly one getter, whole, in the order in which the puts took effect; a put
//! that failed has left nothing behind. Agents may die anywhere between two of their writes to the shared words: after
//! [`Queue::supervise_death`] that holds for all others, and a message is lost only with a getter that had already taken it.
//!
//! A lock per side, around one SPSC [`Ring`]. The protocol, and why it is correct: the room's `README.md`.
//!
//! Source: CPython's `multiprocessing.Queue` (what it does), Michael and Scott's two-lock queue, 1996 (a lock per side).

mod get;
mod layout;
mod put;
mod side;
mod stream;

pub use get::Getting;
pub use put::Putting;

use super::error::Error;
use super::event::Event;
use super::lock::AgentId;
use super::ring::{Ring, check_room};
use super::words::{Deadline, Wait, WaitTarget, Words};
use layout::{
    CAPACITY, CLOSED, DATA, FINISHED, HEAD, MAGIC, MAGIC_WORD, MAXSIZE, OPEN, PAYLOAD, PREFIX, SPACE, STATE,
    STREAM, TAIL,
};
use side::{GET, PUT};
use std::mem;
use stream::{Phase, Stream};

/// How long an operation waits, even past its deadline, for an agent that holds a lock for a moment.
pub const LOCK_GRACE_MS: f64 = 50.0;

/// How long an operation waits, even past its deadline, for the next piece of a message that is being streamed.
pub const STREAM_GRACE_MS: f64 = 1000.0;

/// One agent's handle of a queue in shared words.
#[derive(Debug)]
pub struct Queue<W: Words> {
    words: W,
    me: AgentId,
    ring: Ring,
    maxsize: u32,
}

/// How far a [`Putting`] or [`Getting`] has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It is done.
    Done,
    /// It can go on when the target has changed.
    Wait(WaitTarget, Why),
}

/// What a [`Step::Wait`] waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Another agent is inside for a moment.
    Lock,
    /// The queue is full, or empty; or a message larger than the ring has no getter yet.
    Queue,
    /// The next piece of a message that is being streamed.
    Stream,
}

impl<W: Words> Queue<W> {
    /// The number of words that a queue with a ring of `capacity_bytes` needs.
    #[must_use]
    pub const fn needed_words(capacity_bytes: u32) -> u32 {
        PAYLOAD + capacity_bytes / 4
    }

    /// Makes an empty queue, over whatever the words held before, and attaches to it; nobody else may use the words yet.
    ///
    /// `maxsize` bounds the number of messages; 0 leaves it to the ring, where each message takes its length and 4 bytes.
    ///
    /// # Errors
    /// [`Error::BadCapacity`], [`Error::TooSmall`].
    pub fn create(words: W, me: AgentId, capacity_bytes: u32, maxsize: u32) -> Result<Self, Error> {
        check_room(&words, PAYLOAD, capacity_bytes)?;
        for index in 0..PAYLOAD {
            words.store(index, 0);
        }
        words.store(CAPACITY, capacity_bytes);
        words.store(MAXSIZE, maxsize);
        // Pairs with the load in `attach`: whoever sees it sees the rest.
        words.store(MAGIC_WORD, MAGIC);
        Self::attach(words, me)
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
        let ring = Ring {
            tail: TAIL,
            head: HEAD,
            data: Event::at(DATA),
            space: Event::at(SPACE),
            closed: STATE,
            bytes: PAYLOAD * 4,
            capacity,
        };
        Ok(Self { words, me, ring, maxsize })
    }

    /// Puts a message if there is room for it now; waits only for agents that are inside, at most [`LOCK_GRACE_MS`].
    ///
    /// # Errors
    /// [`Error::Full`], [`Error::Closed`]; [`Error::TooLarge`] if it is larger than the ring: only [`put`](Self::put) streams.
    pub fn try_put(&self, message: &[u8]) -> Result<(), Error> {
        let (len_bytes, max_bytes) = (message.len(), self.max_whole_bytes());
        if len_bytes > max_bytes as usize {
            return Err(Error::TooLarge { len_bytes, max_bytes });
        }
        self.put(message, Deadline::NOW)
    }

    /// Puts a message, waiting for room until `deadline`.
    ///
    /// A message larger than the ring waits until a getter has come for it, and returns when the getter has it all; `deadline`
    /// bounds the time until the getter has come, from then on every piece has [`STREAM_GRACE_MS`].
    ///
    /// # Errors
    /// [`Error::Full`], [`Error::Closed`]; [`Error::TooLarge`] from 4 GiB on. Nothing of the message is in the queue then.
    pub fn put(&self, message: &[u8], deadline: Deadline) -> Result<(), Error> {
        let mut putting = self.putting(message)?;
        let mut patience = Patience::new(deadline);
        while let Step::Wait(target, why) = putting.step()? {
            if patience.wait(&self.words, target, why) == Wait::TimedOut {
                return putting.give_up();
            }
        }
        Ok(())
    }

    /// Gets the first message if there is one now; waits only for agents that are inside, at most [`LOCK_GRACE_MS`], and for
    /// each piece of a message larger than the ring, at most [`STREAM_GRACE_MS`].
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::Closed`]; `message` is empty then.
    pub fn try_get(&self, message: &mut Vec<u8>) -> Result<(), Error> {
        self.get(message, Deadline::NOW)
    }

    /// Gets the first message into `message`, whose memory is used again, waiting for one until `deadline`.
    ///
    /// `deadline` bounds the time until a message is there; every piece of a streamed one has [`STREAM_GRACE_MS`].
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::Closed`]; `message` is empty then.
    pub fn get(&self, message: &mut Vec<u8>, deadline: Deadline) -> Result<(), Error> {
        let mut getting = self.getting(mem::take(message));
        let mut patience = Patience::new(deadline);
        let result = loop {
            match getting.step() {
                Ok(Step::Done) => break Ok(()),
                Ok(Step::Wait(target, why)) if patience.wait(&self.words, target, why) == Wait::Woken => {}
                Ok(Step::Wait(..)) => break Err(Error::Empty),
                Err(error) => break Err(error),
            }
        };
        *message = getting.into_message();
        result
    }

    /// Begins to put a message without ever sleeping: for an event loop.
    ///
    /// # Errors
    /// [`Error::TooLarge`] from 4 GiB on.
    pub fn putting<'q>(&'q self, message: &'q [u8]) -> Result<Putting<'q, W>, Error> {
        match u32::try_from(message.len()) {
            Ok(_) => Ok(Putting::new(self, message)),
            Err(_) => Err(Error::TooLarge { len_bytes: message.len(), max_bytes: u32::MAX }),
        }
    }

    /// Begins to get a message into `buffer` without ever sleeping: for an event loop.
    pub fn getting(&self, buffer: Vec<u8>) -> Getting<'_, W> {
        Getting::new(self, buffer)
    }

    /// How many messages are in the queue, one that is being streamed included; exact while nobody else uses it.
    pub fn size(&self) -> u32 {
        let streamed = !matches!(self.stream().phase(), Phase::Idle | Phase::Aborted);
        // Getters first: the difference can be too large meanwhile, never negative.
        let taken = GET.count(&self.words);
        PUT.count(&self.words).wrapping_sub(taken) + u32::from(streamed)
    }

    /// Whether there is no message in the queue.
    pub fn is_empty(&self) -> bool {
        self.size() == 0
    }

    /// Whether there are as many messages in the queue as `maxsize` allows; never if that is 0.
    pub fn is_full(&self) -> bool {
        self.maxsize != 0 && self.size() >= self.maxsize
    }

    /// The longest message that fits in the ring; longer ones are streamed.
    pub fn max_whole_bytes(&self) -> u32 {
        self.ring.capacity - PREFIX
    }

    /// The shared words, to wait on them in another way.
    pub fn words(&self) -> &W {
        &self.words
    }

    /// Closes the queue, whatever is in it: every put and get fails from now on, and those that wait are woken and fail.
    pub fn close(&self) {
        // Pairs with the loads of `STATE` in every operation.
        self.words.store(STATE, CLOSED);
        self.announce_all();
    }

    /// Ends the input: every put that has not begun fails, gets go on until nothing is left and then fail.
    pub fn finish(&self) {
        // Pairs with the loads of `STATE` in every operation. Never opens a closed queue.
        self.words.compare_exchange(STATE, OPEN, FINISHED);
        self.announce_all();
    }

    /// Repairs whatever the agent `dead` has left undone, and releases its locks. Call it once the agent runs no more.
    ///
    /// What it was putting is in the queue, whole, or gone; what it was getting is the first in the queue again, or, if it had
    /// taken it already, gone with it.
    pub fn supervise_death(&self, dead: AgentId) {
        // The lock is taken over before the repair: nobody comes in between, and should this agent die as well, its own
        // supervisor finds the same work under its name.
        if PUT.lock.take_over(&self.words, dead, self.me) {
            PUT.repair(&self.words);
            self.withdraw();
            PUT.lock.release_dead(&self.words, self.me);
        }
        if GET.lock.take_over(&self.words, dead, self.me) {
            GET.repair(&self.words);
            self.let_go();
            GET.lock.release_dead(&self.words, self.me);
        }
        // What it changed, it may not have announced.
        self.announce_all();
    }

    /// Whether a message of `len` bytes can be put, or offered; an error if it never can.
    fn has_room(&self, len: usize) -> Result<bool, Error> {
        if self.words.load(STATE) != OPEN {
            return Err(Error::Closed);
        }
        if self.stream().phase() != Phase::Idle {
            return Ok(false);
        }
        // Getters first, as in `size`: without the lock, the queue may look fuller than it is, but then they have announced room
        // since. It may also look emptier.
        if self.maxsize != 0 {
            let taken = GET.count(&self.words);
            if PUT.count(&self.words).wrapping_sub(taken) >= self.maxsize {
                return Ok(false);
            }
        }
        if len > self.max_whole_bytes() as usize {
            return Ok(true);
        }
        // Pairs with the store to `HEAD` in `Side::commit`. A getter may be ahead of a `TAIL` that is just about to be stored.
        let head = self.words.load(HEAD);
        let used = self.words.load(TAIL).wrapping_sub(head).cast_signed().max(0).cast_unsigned();
        Ok(len as u32 + PREFIX <= self.ring.capacity.saturating_sub(used))
    }

    fn stream(&self) -> Stream {
        // Pairs with the stores and exchanges that change the phase.
        Stream(self.words.load(STREAM))
    }

    fn exchange_stream(&self, from: Stream, to: Stream) -> bool {
        // The one exchange that decides who was first, see `stream`.
        self.words.compare_exchange(STREAM, from.0, to.0) == from.0
    }

    /// Putter, or its supervisor: gives up what it streams, and says whether it did; otherwise it had been accepted.
    fn withdraw(&self) -> bool {
        loop {
            let stream = self.stream();
            match stream.phase() {
                Phase::Idle => return false,
                Phase::Aborted => return true,
                Phase::Offered if self.exchange_stream(stream, stream.to(Phase::Idle)) => {
                    self.ring.space.announce(&self.words);
                    return true;
                }
                Phase::Claimed if self.exchange_stream(stream, stream.to(Phase::Aborted)) => {
                    self.ring.data.announce(&self.words);
                    return true;
                }
                Phase::Lost => {
                    self.forget_stream_put();
                    self.words.store(STREAM, stream.to(Phase::Idle).0);
                    self.ring.space.announce(&self.words);
                    return true;
                }
                Phase::Offered | Phase::Claimed => {}
            }
        }
    }

    /// Putter, after the getter has let go: takes back what was written of the stream.
    fn forget_stream_put(&self) {
        // The getter moves `HEAD` no more: pairs with its exchange from Claimed to Lost.
        self.words.store(TAIL, self.words.load(HEAD));
    }

    /// Getter, or its supervisor: stops reading a stream.
    fn let_go(&self) {
        loop {
            let stream = self.stream();
            match stream.phase() {
                Phase::Claimed => {
                    if self.exchange_stream(stream, stream.to(Phase::Lost)) {
                        break;
                    }
                }
                Phase::Aborted => {
                    // The putter moves `TAIL` no more: pairs with its exchange from Claimed to Aborted.
                    self.words.store(HEAD, self.words.load(TAIL));
                    self.words.store(STREAM, stream.to(Phase::Idle).0);
                    break;
                }
                Phase::Idle | Phase::Offered | Phase::Lost => return,
            }
        }
        self.ring.space.announce(&self.words);
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

    fn announce_all(&self) {
        self.ring.data.announce(&self.words);
        self.ring.space.announce(&self.words);
    }
}

/// How long one operation waits for what: the deadlines that go with each [`Why`].
#[derive(Debug)]
pub struct Patience {
    deadline: Deadline,
    lock: Option<Deadline>,
}

impl Patience {
    /// For an operation that is to wait for the queue until `deadline`.
    #[must_use]
    pub fn new(deadline: Deadline) -> Self {
        Self { deadline, lock: None }
    }

    /// Until when to wait, from now, for a reason.
    pub fn until<W: Words>(&mut self, words: &W, why: Why) -> Deadline {
        match why {
            Why::Queue => self.deadline,
            Why::Lock => {
                // Once for the whole operation, so that a busy queue cannot prolong it for ever.
                let grace = *self.lock.get_or_insert_with(|| Deadline::after_ms(words, LOCK_GRACE_MS));
                self.deadline.max(grace)
            }
            Why::Stream => self.deadline.max(Deadline::after_ms(words, STREAM_GRACE_MS)),
        }
    }

    fn wait<W: Words>(&mut self, words: &W, target: WaitTarget, why: Why) -> Wait {
        self.until(words, why).wait(words, target)
    }
}
