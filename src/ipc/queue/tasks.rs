//! Tasks: each message that was put is an unfinished task until an agent declares it done.
//!
//! Invariant: a message is counted as put before its put returns, and is declared done at most
//! once; so an agent that waits for everything it has put does not return early.
//!
//! Source: CPython's `multiprocessing.JoinableQueue`.

use super::layout::{CLOSED, IDLE, STATE, STREAMED, TASKS_DONE};
use super::side::{GET, PUT};
use super::stream::Phase;
use super::{Polling, Queue};
use crate::error::Error;
use crate::event_count::EventCount;
use crate::operation::{Operation, Pending, WaitReason};
use crate::words::Words;

impl<W: Words> Queue<W> {
    /// Declares one message done.
    ///
    /// # Errors
    /// [`Error::NoTask`] if every message that was put has already been declared done.
    pub fn task_done(&self) -> Result<(), Error> {
        loop {
            let done = self.words.load(TASKS_DONE);
            let n_unfinished = self.n_put().wrapping_sub(done);
            if n_unfinished == 0 {
                return Err(Error::NoTask);
            }
            // Pairs with the load in `n_unfinished`.
            if self.words.compare_exchange(TASKS_DONE, done, done.wrapping_add(1)) == done {
                if n_unfinished == 1 {
                    EventCount::at(IDLE).announce(&self.words);
                }
                return Ok(());
            }
        }
    }

    /// The number of messages that have been put and not yet declared done.
    pub fn n_unfinished(&self) -> u32 {
        // The tasks done first: then the difference may be too large but never negative.
        let done = self.words.load(TASKS_DONE);
        let streaming = !matches!(self.stream().phase(), Phase::Idle | Phase::Aborted);
        self.n_put().wrapping_sub(done) + u32::from(streaming)
    }

    /// Starts to wait until every message that was put has been declared done.
    pub fn joining(&self) -> Joining<'_, W> {
        Joining(self)
    }

    /// Starts to wait until there is something to get.
    pub fn polling(&self) -> Polling<'_, W> {
        Polling(self)
    }

    /// The number of messages ever put, modulo 2³². Exact for the owner of the put-lock.
    pub(super) fn n_put(&self) -> u32 {
        let streamed = self.words.load(STREAMED);
        PUT.count(&self.words).wrapping_add(self.n_put_beyond()).wrapping_add(streamed)
    }

    /// The number of messages ever taken, modulo 2³². Exact for the owner of the get-lock.
    pub(super) fn n_taken(&self) -> u32 {
        let streamed = self.words.load(STREAMED);
        GET.count(&self.words).wrapping_add(self.n_taken_beyond()).wrapping_add(streamed)
    }
}

/// A wait until every message that was put has been declared done.
#[derive(Debug)]
pub struct Joining<'q, W: Words>(&'q Queue<W>);

impl<W: Words> Operation<W> for Joining<'_, W> {
    const TOO_LATE: Error = Error::TimedOut;

    fn advance(&mut self) -> Result<Option<Pending>, Error> {
        if self.0.words.load(STATE) == CLOSED {
            return Err(Error::Closed);
        }
        Ok((self.0.n_unfinished() > 0)
            .then(|| Pending::event(EventCount::at(IDLE), WaitReason::Condition)))
    }
}
