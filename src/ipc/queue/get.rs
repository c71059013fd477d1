//! Getting a message: a resumable operation that never sleeps by itself.
//!
//! Invariant: until [`Step::Done`] the message has not been taken: if the operation ends before
//! that, the message is still the first in the queue, whole.

use super::Queue;
use super::layout::{
    CLOSED, FINISHED, PREFIX, PUTS_SEEN, STATE, STREAM_LEN, STREAMED, STREAMED_BEFORE,
};
use super::side::{GET, PUT};
use super::stream::{Phase, Stream};
use crate::error::Error;
use crate::message::Sink;
use crate::operation::{self, Inside, Operation, Pending, Step, WaitReason};
use crate::ring::Flow;
use crate::words::Words;
use core::mem;

/// A message on its way out of a queue; dropping it leaves the message to others.
#[derive(Debug)]
pub struct Getting<'q, W: Words, S: Sink<W>> {
    queue: &'q Queue<W>,
    message: S,
    stage: Stage,
}

/// How far a message has come that was [suspended](Getting::suspend).
#[derive(Debug, Clone, Copy)]
pub struct GetStage(Stage);

impl GetStage {
    /// Nothing done yet.
    pub const FIRST: Self = Self(Stage::Waiting);
}

#[derive(Debug, Clone, Copy)]
enum Stage {
    /// Nothing done yet; no lock held.
    Waiting,
    /// Claimed a stream; the get-lock is held.
    Streaming { claim: Stream, n_read: usize },
    /// `message` is the message.
    Got,
}

/// What there is to get.
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

    /// Takes up what was suspended: the same agent and queue, and what there is of the message.
    pub fn resume(queue: &'q Queue<W>, message: S, stage: GetStage) -> Self {
        Self { queue, message, stage: stage.0 }
    }

    /// Goes as far as it can without sleeping.
    ///
    /// # Errors
    /// [`Error::Closed`]; [`Error::NotOwner`] if a supervisor took this agent for dead.
    pub fn step(&mut self) -> Result<Step, Error> {
        operation::step(&self.queue.words, self)
    }

    /// The message after [`Step::Done`]; otherwise leaves it to others and returns the buffer,
    /// empty.
    #[must_use]
    pub fn into_message(mut self) -> S
    where
        S: Default,
    {
        if !matches!(self.stage, Stage::Got) {
            self.message.begin(0);
        }
        mem::take(&mut self.message)
    }

    /// Leaves it as it is, to be resumed: it must be, if only to be given up.
    #[must_use]
    pub fn suspend(mut self) -> (S, GetStage)
    where
        S: Default,
    {
        let suspended = (mem::take(&mut self.message), GetStage(self.stage));
        mem::forget(self);
        suspended
    }

    /// Has the get-lock, and there is a message in the ring.
    fn take(&mut self) {
        let queue = self.queue;
        let head = queue.words.load(GET.cursor);
        let len = queue.ring.read_len(&queue.words, head);
        self.message.begin(len as usize);
        queue.ring.copy_out(
            &queue.words,
            head.wrapping_add(PREFIX),
            &mut self.message,
            0,
            len as usize,
        );
        GET.commit(&queue.words, head.wrapping_add(PREFIX + len));
        self.stage = Stage::Got;
    }

    /// Has the get-lock, and the ring is empty.
    fn claim(&mut self, offer: Stream) {
        let queue = self.queue;
        let claim = offer.to(Phase::Claimed);
        // Before the claim: should this agent die just after it, letting go finds the count to go
        // back to.
        queue.words.store(STREAMED_BEFORE, queue.words.load(STREAMED));
        // Fails if the offer has been withdrawn meanwhile.
        if queue.exchange_stream(offer, claim) {
            self.message.begin(queue.words.load(STREAM_LEN) as usize);
            self.stage = Stage::Streaming { claim, n_read: 0 };
            queue.ring.space.announce(&queue.words);
        }
    }

    /// Reads what the putter has written; returns whether there is nothing to do but wait.
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
            // Counted before it is accepted: the putter, which returns then, must find it counted.
            // If the exchange fails the count is taken back by letting go.
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
    /// What there is to get; an error if there will never be anything. `inside`: this agent has the
    /// get-lock.
    fn look(&self, inside: bool) -> Result<Offer, Error> {
        let words = &self.words;
        let state = words.load(STATE);
        if state == CLOSED {
            return Err(Error::Closed);
        }
        // What putters have put is looked up in their line only if all that was last seen has been
        // taken: it only grows.
        let taken = GET.count(words);
        if words.load(PUTS_SEEN).wrapping_sub(taken).cast_signed() > 0 {
            return Ok(Offer::InRing);
        }
        // Beyond the ring before the ring: what is counted here was put after all that was in the
        // ring then, so if the ring is empty now, it is the first in the queue.
        let is_beyond = self.overflows && self.n_put_beyond() != self.n_taken_beyond();
        // The stream before the ring: if it is offered still when it is claimed, nothing has been
        // put since, so a ring that was empty in between is empty still, and the stream is
        // the first in the queue.
        let stream = self.stream();
        let taken = GET.count(words);
        let puts = PUT.count(words);
        if puts != taken {
            if inside {
                // Atomic, since it is read without the lock as well.
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
        // Finished: no put begins after that store. If none is under way either, what is counted
        // now is all there will ever be.
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
                Stage::Got => return Ok(None),
                Stage::Waiting => {
                    // Looked at outside as well as inside: an empty queue costs no lock.
                    if let Offer::Nothing = queue.look(false)? {
                        return Ok(Some(Pending::event(data, WaitReason::Condition)));
                    }
                    if !GET.lock.try_lock_soon(&queue.words, queue.me) {
                        return Ok(Some(Pending::lock(GET.lock, WaitReason::Lock)));
                    }
                    let look = queue.look(true);
                    match look {
                        Ok(Offer::InRing) => self.take(),
                        Ok(Offer::BeyondRing) => {
                            queue.take_beyond(&mut self.message);
                            self.stage = Stage::Got;
                        }
                        Ok(Offer::Stream(offer)) => self.claim(offer),
                        Ok(Offer::Nothing) | Err(_) => {}
                    }
                    if !matches!(self.stage, Stage::Streaming { .. }) {
                        queue.leave_get()?;
                    }
                    if matches!(self.stage, Stage::Got) {
                        // Outside, so that whoever wakes up finds the lock free.
                        queue.ring.space.announce(&queue.words);
                    }
                    look?;
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
            self.stage = Stage::Waiting;
            self.queue.let_go();
            self.queue.leave_get()?;
        }
        Ok(matches!(self.stage, Stage::Got))
    }
}

impl<W: Words, S: Sink<W>> Drop for Getting<'_, W, S> {
    fn drop(&mut self) {
        // An error says that the lock is another's already, or that this agent was declared dead:
        // nothing is left to release.
        if let Stage::Streaming { .. } = self.stage
            && let Ok(_inside) = Inside::enter(&self.queue.words)
        {
            let _ = self.retreat();
        }
    }
}

/// Waiting until there is something to get, or there will never be.
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
