//! Putting a message: a resumable operation that never sleeps by itself.
//!
//! Invariant: until [`Step::Done`] the message has not been put, and whichever way the operation
//! ends before that, nothing of it is left in the queue. A message that fits is copied into the
//! ring and published by one store; a larger one is streamed.

use super::Queue;
use super::layout::{CLOSED, PREFIX, STATE, STREAM, STREAM_LEN};
use super::side::PUT;
use super::stream::{Phase, Stream};
use crate::error::Error;
use crate::message::Source;
use crate::operation::{self, Inside, Operation, Pending, Step, WaitReason};
use crate::ring::Flow;
use crate::words::Words;
use core::mem;

/// A message on its way into a queue; dropping it withdraws the message.
#[derive(Debug)]
pub struct Putting<'q, W: Words, S: Source<W> + ?Sized> {
    queue: &'q Queue<W>,
    message: &'q S,
    stage: Stage,
}

/// How far a message has come that was [suspended](Putting::suspend).
#[derive(Debug, Clone, Copy)]
pub struct PutStage(Stage);

impl PutStage {
    /// Nothing done yet.
    pub const FIRST: Self = Self(Stage::Waiting);
}

#[derive(Debug, Clone, Copy)]
enum Stage {
    /// Nothing done yet; no lock held.
    Waiting,
    /// Offered as a stream; the put-lock is held.
    Streaming { offer: Stream, n_written: usize },
    /// In the queue, or in a getter's hands.
    Put,
}

impl<'q, W: Words, S: Source<W> + ?Sized> Putting<'q, W, S> {
    pub(super) fn new(queue: &'q Queue<W>, message: &'q S) -> Self {
        Self::resume(queue, message, PutStage::FIRST)
    }

    /// Takes up what was suspended: the same agent, queue and message.
    pub fn resume(queue: &'q Queue<W>, message: &'q S, stage: PutStage) -> Self {
        Self { queue, message, stage: stage.0 }
    }

    /// Leaves it as it is, to be resumed: it must be, if only to be given up.
    #[must_use]
    pub fn suspend(self) -> PutStage {
        let stage = self.stage;
        mem::forget(self);
        PutStage(stage)
    }

    /// Goes as far as it can without sleeping.
    ///
    /// # Errors
    /// [`Error::Closed`]; [`Error::NotOwner`] if a supervisor took this agent for dead.
    pub fn step(&mut self) -> Result<Step, Error> {
        operation::step(&self.queue.words, self)
    }

    /// Withdraws the message, if that is still possible.
    ///
    /// # Errors
    /// [`Error::Full`] if it has been withdrawn; `Ok` means that it has been put after all.
    pub fn give_up(mut self) -> Result<(), Error> {
        operation::give_up(&mut self)
    }

    /// Has the put-lock and room: puts a message, or offers one that does not fit.
    fn begin(&mut self) -> Result<(), Error> {
        let queue = self.queue;
        let len = self.message.len_bytes() as u32;
        if !queue.has_some_beyond() && queue.fits_in_ring(len as usize, true) {
            let tail = queue.words.load(PUT.cursor);
            queue.ring.write_len(&queue.words, tail, len);
            queue.ring.copy_in(
                &queue.words,
                tail.wrapping_add(PREFIX),
                self.message,
                0,
                len as usize,
            );
            PUT.commit(&queue.words, tail.wrapping_add(PREFIX + len));
            self.stage = Stage::Put;
        } else if queue.overflows {
            queue.put_beyond(self.message)?;
            self.stage = Stage::Put;
        } else {
            queue.words.store(STREAM_LEN, len);
            self.offer(queue.stream().next());
        }
        Ok(())
    }

    fn offer(&mut self, offer: Stream) {
        // Pairs with the exchange that claims the offer: it sees `STREAM_LEN` and `TAIL`.
        self.queue.words.store(STREAM, offer.0);
        self.queue.ring.data.announce(&self.queue.words);
        self.stage = Stage::Streaming { offer, n_written: 0 };
    }

    /// Writes what the getter has made room for; returns what to wait for, if anything.
    fn flow(&mut self, offer: Stream, n_written: usize) -> Result<Option<WaitReason>, Error> {
        let queue = self.queue;
        let stream = queue.stream();
        match stream.phase() {
            Phase::Offered => Ok(Some(WaitReason::Condition)),
            Phase::Claimed => {
                let n = queue.ring.push(&queue.words, self.message, n_written, Flow::MESSAGE);
                self.stage = Stage::Streaming { offer, n_written: n_written + n };
                Ok(if n == 0 { Some(WaitReason::Stream) } else { None })
            }
            Phase::Lost => {
                queue.forget_stream_put();
                self.offer(stream.next());
                Ok(None)
            }
            // Accepted. (Aborted: only a supervisor that took this agent for dead can have done it;
            // leaving will say so.)
            Phase::Idle | Phase::Aborted => {
                self.stage = Stage::Put;
                queue.leave_put()?;
                Ok(None)
            }
        }
    }
}

impl<W: Words, S: Source<W> + ?Sized> Operation<W> for Putting<'_, W, S> {
    const TOO_LATE: Error = Error::Full;

    fn advance(&mut self) -> Result<Option<Pending>, Error> {
        let queue = self.queue;
        let space = queue.ring.space;
        loop {
            match self.stage {
                Stage::Put => return Ok(None),
                Stage::Waiting => {
                    // Looked at outside as well as inside: a full queue costs no lock.
                    let len = self.message.len_bytes();
                    if !queue.has_room(len, false)? {
                        return Ok(Some(Pending::event(space, WaitReason::Condition)));
                    }
                    if !PUT.lock.try_lock_soon(&queue.words, queue.me) {
                        return Ok(Some(Pending::lock(PUT.lock, WaitReason::Lock)));
                    }
                    let begun = match queue.has_room(len, true) {
                        Ok(true) => self.begin(),
                        Ok(false) => Ok(()),
                        Err(error) => Err(error),
                    };
                    if !matches!(self.stage, Stage::Streaming { .. }) {
                        queue.leave_put()?;
                    }
                    if matches!(self.stage, Stage::Put) {
                        // Outside, so that whoever wakes up finds the lock free.
                        queue.ring.data.announce(&queue.words);
                    }
                    begun?;
                }
                Stage::Streaming { offer, n_written } => {
                    if queue.words.load(STATE) == CLOSED {
                        return if self.retreat()? { Ok(None) } else { Err(Error::Closed) };
                    }
                    if let Some(why) = self.flow(offer, n_written)? {
                        return Ok(Some(Pending::event(space, why)));
                    }
                }
            }
        }
    }

    fn retreat(&mut self) -> Result<bool, Error> {
        if let Stage::Streaming { .. } = self.stage {
            self.stage = if self.queue.withdraw() { Stage::Waiting } else { Stage::Put };
            self.queue.leave_put()?;
        }
        Ok(matches!(self.stage, Stage::Put))
    }
}

impl<W: Words, S: Source<W> + ?Sized> Drop for Putting<'_, W, S> {
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
