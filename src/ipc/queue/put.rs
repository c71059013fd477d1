//! Putting a message: a resumable operation that never parks by itself.
//!
//! Invariant: until [`Step::Done`] the message has not been put; however the operation ends before
//! that, nothing of it is left in the queue. A message that fits is copied into the ring and
//! published by one store; a larger one is streamed, or goes beyond the ring.

use super::Queue;
use super::layout::{CLOSED, STATE, STREAM, STREAM_LEN, STREAM_TAG};
use super::side::PUT;
use super::stream::{Phase, Stream};
use crate::error::Error;
use crate::message::Source;
use crate::operation::{self, Inside, Operation, Pending, Step, WaitReason};
use crate::ring::{Flow, HEAD, Ring};
use crate::words::Words;
use core::mem;

/// The operation of putting a message. Dropping it withdraws the message.
#[derive(Debug)]
pub struct Putting<'q, W: Words, S: Source<W> + ?Sized> {
    queue: &'q Queue<W>,
    message: &'q S,
    manner: Manner,
    stage: Stage,
    number: u32,
}

/// How a message gets into the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// It is copied, or streamed.
    Copied,
    /// Room for it is reserved, for [`Queue::commit`] or [`Queue::abandon`]; its bytes are not
    /// asked for. In the ring it may be in two pieces.
    Reserved,
    /// The same, in one piece.
    ReservedWhole,
}

/// The progress of a [suspended](Putting::suspend) put.
#[derive(Debug, Clone, Copy)]
pub struct PutStage {
    stage: Stage,
    number: u32,
}

impl PutStage {
    /// Nothing done yet.
    pub const FIRST: Self = Self { stage: Stage::Waiting, number: 0 };
}

#[derive(Debug, Clone, Copy)]
enum Stage {
    /// Nothing done yet; no lock held.
    Waiting,
    /// The same, and the lock was held or the queue full.
    Blocked,
    /// The message is offered as a stream and the put-lock held.
    Streaming { offer: Stream, n_written: usize },
    /// The message is in the queue, or a getter has accepted it.
    Put,
    /// Room is reserved at that byte offset.
    Reserved(u32),
}

impl<'q, W: Words, S: Source<W> + ?Sized> Putting<'q, W, S> {
    pub(super) fn new(queue: &'q Queue<W>, message: &'q S) -> Self {
        Self::resume(queue, message, PutStage::FIRST)
    }

    /// Resumes a suspended put, by the same agent to the same queue with the same message.
    pub fn resume(queue: &'q Queue<W>, message: &'q S, stage: PutStage) -> Self {
        let PutStage { stage, number } = stage;
        Self { queue, message, manner: Manner::Copied, stage, number }
    }

    /// Says how the message gets into the queue. An operation that reserves is not suspended.
    ///
    /// # Errors
    /// [`Error::TooLarge`] if there is never room for it in that manner.
    pub fn in_manner(mut self, manner: Manner) -> Result<Self, Error> {
        self.manner = manner;
        let (queue, len_bytes) = (self.queue, self.message.len_bytes());
        let max_bytes = match manner {
            Manner::Copied => return Ok(self),
            _ if queue.overflows => return Ok(self),
            Manner::Reserved => queue.max_whole_bytes(),
            // Behind the edge and before it there is room for one as long.
            Manner::ReservedWhole => queue.max_reserved_bytes(),
        };
        if len_bytes > max_bytes as usize {
            return Err(Error::TooLarge { len_bytes, max_bytes });
        }
        Ok(self)
    }

    /// After [`Step::Done`]: the byte offset of the room that is reserved.
    #[must_use]
    pub fn reserved(&self) -> Option<u32> {
        if let Stage::Reserved(offset) = self.stage { Some(offset) } else { None }
    }

    /// After [`Step::Done`]: the number of messages put before this one, modulo 2³².
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Suspends the operation where it is. It must be resumed, if only to be given up, since it may
    /// hold the put-lock.
    #[must_use]
    pub fn suspend(self) -> PutStage {
        let suspended = PutStage { stage: self.stage, number: self.number };
        mem::forget(self);
        suspended
    }

    /// Proceeds as far as possible without parking.
    ///
    /// # Errors
    /// [`Error::Closed`]; [`Error::NoMemory`] in a queue that overflows; [`Error::NotOwner`] if a
    /// supervisor has declared this agent dead.
    pub fn step(&mut self) -> Result<Step, Error> {
        operation::step(&self.queue.words, self)
    }

    /// Withdraws the message, if that is still possible.
    ///
    /// # Errors
    /// [`Error::Full`] if it has been withdrawn; `Ok` means that it was put after all.
    /// [`Error::NotOwner`] if a supervisor has declared this agent dead.
    pub fn give_up(mut self) -> Result<(), Error> {
        operation::give_up(&mut self)
    }

    /// Puts the message, or offers one that has to be streamed. This agent holds the put-lock, and
    /// there is room.
    fn begin(&mut self) -> Result<(), Error> {
        let queue = self.queue;
        let len = self.message.len_bytes() as u32;
        self.number = queue.n_put();
        if self.manner != Manner::Copied {
            let whole = self.manner == Manner::ReservedWhole;
            let offset = queue.reserve_here(len, self.message.tag(), whole)?;
            self.stage = Stage::Reserved(offset);
        } else if !queue.has_some_beyond() && queue.fits_in_ring(len, false, true) {
            let start = queue.begin_record(len, self.message.tag(), false);
            let first = start.wrapping_add(HEAD);
            queue.ring.copy_in(&queue.words, first, self.message, 0, len as usize);
            PUT.commit(&queue.words, Ring::end(start, len));
            self.stage = Stage::Put;
        } else if queue.overflows {
            queue.put_beyond(self.message)?;
            self.stage = Stage::Put;
        } else {
            queue.words.store(STREAM_LEN, len);
            queue.words.store(STREAM_TAG, self.message.tag());
            self.offer(queue.stream().next());
        }
        Ok(())
    }

    fn offer(&mut self, offer: Stream) {
        // Pairs with the exchange that claims the offer, which sees `STREAM_LEN`, `STREAM_TAG` and
        // `TAIL`.
        self.queue.words.store(STREAM, offer.0);
        self.queue.ring.data.announce(&self.queue.words);
        self.stage = Stage::Streaming { offer, n_written: 0 };
    }

    /// Writes as much as the getter has made room for; returns what to wait for, if anything.
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
            // Accepted. (Aborted: only a supervisor that declared this agent dead can have done
            // that; then `leave_put` fails.)
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
                Stage::Put | Stage::Reserved(_) => return Ok(None),
                Stage::Waiting | Stage::Blocked => {
                    let is_first = matches!(self.stage, Stage::Waiting);
                    self.stage = Stage::Blocked;
                    let len = self.message.len_bytes();
                    // Polled without the lock once it was found full: so waiting costs no lock
                    // operations. The first attempt succeeds too often for that.
                    if !is_first && !queue.has_room(len, self.manner, false)? {
                        return Ok(Some(Pending::event(space, WaitReason::Condition)));
                    }
                    if !PUT.lock.try_lock_soon(&queue.words, queue.me) {
                        if is_first {
                            queue.expect_other(PUT)?;
                        }
                        return Ok(Some(Pending::lock(PUT.lock, WaitReason::Lock)));
                    }
                    let room = queue.has_room(len, self.manner, true);
                    let begun = if let Ok(true) = room { self.begin() } else { Ok(()) };
                    if !matches!(self.stage, Stage::Streaming { .. } | Stage::Reserved(_)) {
                        queue.leave_put()?;
                    }
                    if matches!(self.stage, Stage::Put) {
                        // After the unlock, so that a woken waiter finds the lock free.
                        queue.ring.data.announce(&queue.words);
                    }
                    begun?;
                    if !room? {
                        return Ok(Some(Pending::event(space, WaitReason::Condition)));
                    }
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
            self.stage = if self.queue.withdraw() { Stage::Blocked } else { Stage::Put };
            self.queue.leave_put()?;
        }
        Ok(matches!(self.stage, Stage::Put | Stage::Reserved(_)))
    }
}

impl<W: Words, S: Source<W> + ?Sized> Drop for Putting<'_, W, S> {
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
