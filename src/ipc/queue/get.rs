//! Getting a message: a resumable operation that never sleeps by itself.
//!
//! Invariant: until [`Step::Done`] the message has not been taken: if the operation ends before that, the message is still the
//! first in the queue, whole.

use super::layout::{CLOSED, FINISHED, PREFIX, STATE, STREAM_LEN};
use super::side::{GET, PUT};
use super::stream::{Phase, Stream};
use super::{Queue, Step, Why};
use crate::ipc::error::Error;
use crate::ipc::words::Words;
use std::mem;

/// A message on its way out of a queue; dropping it leaves the message to others.
#[derive(Debug)]
pub struct Getting<'q, W: Words> {
    queue: &'q Queue<W>,
    message: Vec<u8>,
    stage: Stage,
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
    Stream(Stream),
}

impl<'q, W: Words> Getting<'q, W> {
    pub(super) fn new(queue: &'q Queue<W>, buffer: Vec<u8>) -> Self {
        Self { queue, message: buffer, stage: Stage::Waiting }
    }

    /// Goes as far as it can without sleeping.
    ///
    /// # Errors
    /// [`Error::Closed`]; [`Error::NotOwner`] if a supervisor took this agent for dead.
    pub fn step(&mut self) -> Result<Step, Error> {
        let queue = self.queue;
        loop {
            // Taken before anything is looked at: see `Event`.
            let data = queue.ring.data.target(&queue.words);
            match self.stage {
                Stage::Got => return Ok(Step::Done),
                Stage::Waiting => {
                    // Looked at outside as well as inside: an empty queue costs no lock.
                    if let Offer::Nothing = self.look()? {
                        return Ok(Step::Wait(data, Why::Queue));
                    }
                    if let Err(held) = GET.lock.contend(&queue.words, queue.me) {
                        return Ok(Step::Wait(held, Why::Lock));
                    }
                    let look = self.look();
                    match look {
                        Ok(Offer::InRing) => self.take(),
                        Ok(Offer::Stream(offer)) => self.claim(offer),
                        Ok(Offer::Nothing) | Err(_) => {}
                    }
                    if !matches!(self.stage, Stage::Streaming { .. }) {
                        queue.leave_get()?;
                    }
                    look?;
                }
                Stage::Streaming { claim, n_read } => {
                    if queue.words.load(STATE) == CLOSED {
                        self.retreat()?;
                        return Err(Error::Closed);
                    }
                    if self.flow(claim, n_read)? {
                        return Ok(Step::Wait(data, Why::Stream));
                    }
                }
            }
        }
    }

    /// The message after [`Step::Done`]; otherwise leaves it to others and returns the buffer, empty.
    #[must_use]
    pub fn into_message(mut self) -> Vec<u8> {
        if !matches!(self.stage, Stage::Got) {
            self.message.clear();
        }
        mem::take(&mut self.message)
    }

    /// What there is to get; an error if there will never be anything.
    fn look(&self) -> Result<Offer, Error> {
        let queue = self.queue;
        let state = queue.words.load(STATE);
        if state == CLOSED {
            return Err(Error::Closed);
        }
        // The stream before the ring: if it is offered still when it is claimed, nothing has been put since, so a ring that was
        // empty in between is empty still, and the stream is the first in the queue.
        let stream = queue.stream();
        let taken = GET.count(&queue.words);
        if PUT.count(&queue.words) != taken {
            return Ok(Offer::InRing);
        }
        if stream.phase() == Phase::Offered {
            return Ok(Offer::Stream(stream));
        }
        // Finished: no put begins after that store. If none is under way either, what is counted now is all there will ever be.
        if state == FINISHED && PUT.lock.owner(&queue.words).is_none() {
            return if PUT.count(&queue.words) == taken { Err(Error::Closed) } else { Ok(Offer::InRing) };
        }
        Ok(Offer::Nothing)
    }

    /// Has the get-lock, and there is a message in the ring.
    fn take(&mut self) {
        let queue = self.queue;
        let head = queue.words.load(GET.cursor);
        let mut prefix = [0; PREFIX as usize];
        queue.ring.copy_out(&queue.words, head, &mut prefix);
        let len = u32::from_le_bytes(prefix);
        self.message.resize(len as usize, 0);
        queue.ring.copy_out(&queue.words, head.wrapping_add(PREFIX), &mut self.message);
        GET.commit(&queue.words, head.wrapping_add(PREFIX + len));
        queue.ring.space.announce(&queue.words);
        self.stage = Stage::Got;
    }

    /// Has the get-lock, and the ring is empty.
    fn claim(&mut self, offer: Stream) {
        let queue = self.queue;
        let claim = offer.to(Phase::Claimed);
        // Fails if the offer has been withdrawn meanwhile.
        if queue.exchange_stream(offer, claim) {
            self.message.resize(queue.words.load(STREAM_LEN) as usize, 0);
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
        let n = queue.ring.pull(&queue.words, &mut self.message[n_read..]);
        let n_read = n_read + n;
        self.stage = Stage::Streaming { claim, n_read };
        if n_read == self.message.len() && queue.exchange_stream(claim, claim.to(Phase::Idle)) {
            self.stage = Stage::Got;
            queue.ring.space.announce(&queue.words);
            queue.leave_get()?;
            return Ok(false);
        }
        Ok(n == 0)
    }

    /// Gives a claimed message back to its putter.
    fn retreat(&mut self) -> Result<(), Error> {
        if let Stage::Streaming { .. } = self.stage {
            self.stage = Stage::Waiting;
            self.queue.let_go();
            self.queue.leave_get()?;
        }
        Ok(())
    }
}

impl<W: Words> Drop for Getting<'_, W> {
    fn drop(&mut self) {
        // An error says that the lock is another's already: nothing is left to release.
        let _ = self.retreat();
    }
}
