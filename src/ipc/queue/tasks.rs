//! Which messages have been dealt with: each message that was put is a task until somebody declares
//! it done.
//!
//! Invariant: a message is counted as put before its put returns, and declared done at most once;
//! so whoever waits for all that it has put does not return early.
//!
//! Source: CPython's `multiprocessing.JoinableQueue`.

use super::layout::{CLOSED, IDLE, STATE, STREAMED, TASKS_DONE};
use super::side::PUT;
use super::stream::Phase;
use super::{Polling, Queue};
use crate::error::Error;
use crate::event_count::EventCount;
use crate::operation::{Operation, Pending, WaitReason};
use crate::words::Words;

impl<W: Words> Queue<W> {
    /// Declares one message that was put as dealt with.
    ///
    /// # Errors
    /// [`Error::NoTask`] if as many have been declared as were put.
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

    /// How many messages have been put that nobody has declared done.
    pub fn n_unfinished(&self) -> u32 {
        // The done first: the difference can be too large meanwhile, never negative.
        let done = self.words.load(TASKS_DONE);
        let streaming = !matches!(self.stream().phase(), Phase::Idle | Phase::Aborted);
        self.n_put().wrapping_sub(done) + u32::from(streaming)
    }

    /// Begins to wait until every message that was put has been declared done.
    pub fn joining(&self) -> Joining<'_, W> {
        Joining(self)
    }

    /// Begins to wait until there is something to get.
    pub fn polling(&self) -> Polling<'_, W> {
        Polling(self)
    }

    fn n_put(&self) -> u32 {
        let streamed = self.words.load(STREAMED);
        PUT.count(&self.words).wrapping_add(self.n_put_beyond()).wrapping_add(streamed)
    }
}

/// Waiting until every message that was put has been declared done.
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
