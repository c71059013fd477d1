//! Getting a message: a resumable operation that never parks by itself.
//!
//! Invariant: until [`Step::Done`] the message has not been taken; if the operation ends earlier,
//! the message is still first in the queue, whole.

use super::Queue;
use super::grant::Found;
use super::layout::{
    CLOSED, FINISHED, PUTS_SEEN, STATE, STREAM_LEN, STREAM_TAG, STREAMED, STREAMED_BEFORE,
};
use super::side::{GET, PUT};
use super::stream::{Phase, Stream};
use crate::error::Error;
use crate::message::Sink;
use crate::operation::{self, Inside, Operation, Pending, Step, WaitReason};
use crate::ring::{Flow, Ring};
use crate::words::Words;
use core::mem;

/// The operation of getting a message. Dropping it leaves the message to other getters.
#[derive(Debug)]
pub struct Getting<'q, W: Words, S: Sink<W>> {
    queue: &'q Queue<W>,
    message: S,
    in_place: InPlace,
    stage: Stage,
    number: u32,
}

/// Which messages are not copied, but left where they are: then this agent looks at the message,
/// until [`Queue::release`] or [`Queue::put_back`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InPlace {
    /// None: all are copied.
    Never,
    /// Those longer than that many bytes, unless they come as a stream.
    Above(u32),
    /// All. A message that comes as a stream is [`Error::InPieces`], and stays first.
    Always,
}

/// The progress of a [suspended](Getting::suspend) get.
#[derive(Debug, Clone, Copy)]
pub struct GetStage {
    stage: Stage,
    number: u32,
}

impl GetStage {
    /// Nothing done yet.
    pub const FIRST: Self = Self { stage: Stage::Waiting, number: 0 };
}

#[derive(Debug, Clone, Copy)]
enum Stage {
    /// Nothing done yet; no lock held.
    Waiting,
    /// The same, and the lock was held or the queue empty.
    Blocked,
    /// A stream is claimed and the get-lock held.
    Streaming { claim: Stream, n_read: usize },
    /// `message` holds the message.
    Got,
    /// This agent looks at the message.
    Peeked(Found),
}

/// Where the first message is.
enum Offer {
    Nothing,
    InRing,
    BeyondRing,
    Stream(Stream),
}

impl<'q, W: Words, S: Sink<W>> Getting<'q, W, S> {
    pub(super) fn new(queue: &'q Queue<W>, buffer: S) -> Self {
        Self::resume(queue, buffer, GetStage::FIRST)
    }

    /// Resumes a suspended get, by the same agent from the same queue, with the part of the message
    /// that was got so far.
    pub fn resume(queue: &'q Queue<W>, message: S, stage: GetStage) -> Self {
        let GetStage { stage, number } = stage;
        Self { queue, message, in_place: InPlace::Never, stage, number }
    }

    /// Says which messages are not copied. Such an operation is not suspended.
    #[must_use]
    pub fn in_place(mut self, in_place: InPlace) -> Self {
        self.in_place = in_place;
        self
    }

    /// After [`Step::Done`]: where the message lies at which this agent now looks; `None` if it was
    /// copied.
    #[must_use]
    pub fn found(&self) -> Option<Found> {
        if let Stage::Peeked(found) = self.stage { Some(found) } else { None }
    }

    /// After [`Step::Done`]: the number of messages taken before this one, the same as when it was
    /// [put](super::Putting::number).
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Proceeds as far as possible without parking.
    ///
    /// # Errors
    /// [`Error::Closed`]; [`Error::NotOwner`] if a supervisor has declared this agent dead.
    pub fn step(&mut self) -> Result<Step, Error> {
        operation::step(&self.queue.words, self)
    }

    /// The message, after [`Step::Done`]; otherwise gives up and returns the buffer, empty.
    #[must_use]
    pub fn into_message(mut self) -> S
    where
        S: Default,
    {
        if !matches!(self.stage, Stage::Got) {
            self.message.begin(0, 0);
        }
        mem::take(&mut self.message)
    }

    /// Suspends the operation where it is. It must be resumed, if only to be given up, since it may
    /// hold the get-lock.
    #[must_use]
    pub fn suspend(mut self) -> (S, GetStage)
    where
        S: Default,
    {
        let stage = GetStage { stage: self.stage, number: self.number };
        let suspended = (mem::take(&mut self.message), stage);
        mem::forget(self);
        suspended
    }

    /// Takes the first message from the ring, which is not empty. This agent holds the get-lock.
    fn take(&mut self) {
        let queue = self.queue;
        let (Found { len, tag, .. }, next) = queue.first_in_ring();
        if self.stays(len) {
            self.stage = Stage::Peeked(queue.peek_here());
            return;
        }
        self.message.begin(len as usize, tag);
        let first = next.wrapping_sub(Ring::record(len));
        queue.ring.copy_out(&queue.words, first, &mut self.message, 0, len as usize);
        GET.commit(&queue.words, next);
        self.stage = Stage::Got;
    }

    /// Takes the first message beyond the ring; as [`take`](Self::take).
    fn take_beyond(&mut self) {
        let found = self.queue.first_beyond();
        self.stage = if self.stays(found.len) {
            Stage::Peeked(self.queue.peek_beyond())
        } else {
            self.queue.take_beyond(&mut self.message);
            Stage::Got
        };
    }

    /// Whether a message of that length is not copied.
    fn stays(&self, len: u32) -> bool {
        match self.in_place {
            InPlace::Never => false,
            InPlace::Above(most) => len > most,
            InPlace::Always => true,
        }
    }

    /// Claims a stream. This agent holds the get-lock, and the ring is empty.
    fn claim(&mut self, offer: Stream) {
        let queue = self.queue;
        let claim = offer.to(Phase::Claimed);
        // Before the claim: if this agent dies right after it, `let_go` finds the count to restore.
        queue.words.store(STREAMED_BEFORE, queue.words.load(STREAMED));
        // Fails if the offer has been withdrawn in the meantime.
        if queue.exchange_stream(offer, claim) {
            let [len, tag] = [STREAM_LEN, STREAM_TAG].map(|word| queue.words.load(word));
            self.message.begin(len as usize, tag);
            self.stage = Stage::Streaming { claim, n_read: 0 };
            queue.ring.space.announce(&queue.words);
        }
    }

    /// Reads what the putter has written; returns whether to wait for more.
    fn flow(&mut self, claim: Stream, n_read: usize) -> Result<bool, Error> {
        let queue = self.queue;
        if queue.stream() != claim {
            // The putter gave up.
            self.retreat()?;
            return Ok(false);
        }
        let len = self.message.len_bytes();
        let n = queue.ring.pull(&queue.words, &mut self.message, n_read, Flow::MESSAGE);
        let n_read = n_read + n;
        self.stage = Stage::Streaming { claim, n_read };
        if n_read == len {
            // Counted before it is accepted: the putter, which then returns, must find it counted.
            // If the exchange fails, `let_go` restores the count.
            queue.words.store(STREAMED, queue.words.load(STREAMED_BEFORE).wrapping_add(1));
            if queue.exchange_stream(claim, claim.to(Phase::Idle)) {
                self.stage = Stage::Got;
                queue.ring.space.announce(&queue.words);
                queue.leave_get()?;
                return Ok(false);
            }
        }
        Ok(n == 0)
    }
}

impl<W: Words> Queue<W> {
    /// Whether a get would not wait: there is something to get, or there never will be.
    pub(crate) fn is_ready(&self) -> bool {
        !matches!(self.look(false), Ok(Offer::Nothing))
    }

    /// Where the first message is; an error if there will never be one. `inside`: this agent holds
    /// the get-lock.
    fn look(&self, inside: bool) -> Result<Offer, Error> {
        let words = &self.words;
        let state = words.load(STATE);
        if state == CLOSED {
            return Err(Error::Closed);
        }
        // The putters' cache line is read only if everything last seen has been taken, since their
        // count only grows.
        let taken = GET.count(words);
        if words.load(PUTS_SEEN).wrapping_sub(taken).cast_signed() > 0 {
            return Ok(Offer::InRing);
        }
        // The list is read before the ring: a message counted here was put after everything that
        // was in the ring then, so if the ring is empty now, it is the first in the queue.
        let is_beyond = self.overflows && self.n_put_beyond() != self.n_taken_beyond();
        // The stream is read before the ring: if it is still offered when it is claimed, nothing
        // has been put since, so a ring that was empty in between is still empty, and the stream is
        // the first in the queue.
        let stream = self.stream();
        let taken = GET.count(words);
        let puts = PUT.count(words);
        if puts != taken {
            if inside {
                // Atomic, since it is also read without the lock.
                words.store(PUTS_SEEN, puts);
            }
            return Ok(Offer::InRing);
        }
        if is_beyond {
            return Ok(Offer::BeyondRing);
        }
        if stream.phase() == Phase::Offered {
            return Ok(Offer::Stream(stream));
        }
        // Finished: no put starts after that store. If none is in progress either, the messages
        // counted now are all there will ever be.
        if state == FINISHED && PUT.lock.owner(words).is_none() {
            let put = PUT.count(words).wrapping_add(self.n_put_beyond());
            let nothing = put == taken.wrapping_add(self.n_taken_beyond());
            return if nothing { Err(Error::Closed) } else { self.look(inside) };
        }
        Ok(Offer::Nothing)
    }
}

impl<W: Words, S: Sink<W>> Operation<W> for Getting<'_, W, S> {
    const TOO_LATE: Error = Error::Empty;

    fn advance(&mut self) -> Result<Option<Pending>, Error> {
        let queue = self.queue;
        let data = queue.ring.data;
        loop {
            match self.stage {
                Stage::Got | Stage::Peeked(_) => return Ok(None),
                Stage::Waiting | Stage::Blocked => {
                    let is_first = matches!(self.stage, Stage::Waiting);
                    self.stage = Stage::Blocked;
                    // Polled without the lock once it was found empty: so waiting costs no lock
                    // operations. The first attempt succeeds too often for that.
                    if !is_first && let Offer::Nothing = queue.look(false)? {
                        return Ok(Some(Pending::event(data, WaitReason::Condition)));
                    }
                    if !GET.lock.try_lock_soon(&queue.words, queue.me) {
                        if is_first {
                            queue.expect_other(GET)?;
                        }
                        return Ok(Some(Pending::lock(GET.lock, WaitReason::Lock)));
                    }
                    let mut look = queue.look(true);
                    self.number = queue.n_taken();
                    match look {
                        Ok(Offer::InRing) => self.take(),
                        Ok(Offer::BeyondRing) => self.take_beyond(),
                        Ok(Offer::Stream(_)) if self.in_place == InPlace::Always => {
                            look = Err(Error::InPieces);
                        }
                        Ok(Offer::Stream(offer)) => self.claim(offer),
                        Ok(Offer::Nothing) | Err(_) => {}
                    }
                    if !matches!(self.stage, Stage::Streaming { .. } | Stage::Peeked(_)) {
                        queue.leave_get()?;
                    }
                    if matches!(self.stage, Stage::Got) {
                        // After the unlock, so that a woken waiter finds the lock free.
                        queue.ring.space.announce(&queue.words);
                    }
                    if let Offer::Nothing = look? {
                        return Ok(Some(Pending::event(data, WaitReason::Condition)));
                    }
                }
                Stage::Streaming { claim, n_read } => {
                    if queue.words.load(STATE) == CLOSED {
                        self.retreat()?;
                        return Err(Error::Closed);
                    }
                    if self.flow(claim, n_read)? {
                        return Ok(Some(Pending::event(data, WaitReason::Stream)));
                    }
                }
            }
        }
    }

    /// Gives a claimed message back to its putter.
    fn retreat(&mut self) -> Result<bool, Error> {
        if let Stage::Streaming { .. } = self.stage {
            self.stage = Stage::Blocked;
            self.queue.let_go();
            self.queue.leave_get()?;
        }
        Ok(matches!(self.stage, Stage::Got | Stage::Peeked(_)))
    }
}

impl<W: Words, S: Sink<W>> Drop for Getting<'_, W, S> {
    fn drop(&mut self) {
        // On an error the lock already has another owner, or this agent was declared dead: there is
        // nothing left to release.
        if let Stage::Streaming { .. } = self.stage
            && let Ok(_inside) = Inside::enter(&self.queue.words)
        {
            let _ = self.retreat();
        }
    }
}

/// A wait until there is something to get, or never will be.
#[derive(Debug)]
pub struct Polling<'q, W: Words>(pub(super) &'q Queue<W>);

impl<W: Words> Operation<W> for Polling<'_, W> {
    const TOO_LATE: Error = Error::Empty;

    fn advance(&mut self) -> Result<Option<Pending>, Error> {
        Ok(match self.0.look(false)? {
            Offer::Nothing => Some(Pending::event(self.0.ring.data, WaitReason::Condition)),
            Offer::InRing | Offer::BeyondRing | Offer::Stream(_) => None,
        })
    }
}
