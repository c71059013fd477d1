//! Waiting for a lock.

use super::Lock;
use crate::agent::AgentId;
use crate::error::Error;
use crate::operation::{self, Operation, Pending, WaitReason};
use crate::words::{Deadline, Words};

impl Lock {
    /// Takes the lock, waiting for it until `deadline`.
    ///
    /// # Errors
    /// [`Error::TimedOut`] if it was held until the deadline; [`Error::Fenced`] if this agent was
    /// declared dead.
    pub fn lock<W: Words>(self, words: &W, me: AgentId, deadline: Deadline) -> Result<(), Error> {
        operation::run(words, &mut self.acquiring(words, me), deadline)
    }

    /// Starts to take the lock, in steps.
    pub const fn acquiring<W: Words>(self, words: &W, me: AgentId) -> Acquiring<'_, W> {
        Acquiring { words, lock: self, me }
    }
}

/// The operation of taking a lock.
#[derive(Debug)]
pub struct Acquiring<'w, W: Words> {
    words: &'w W,
    lock: Lock,
    me: AgentId,
}

impl<W: Words> Operation<W> for Acquiring<'_, W> {
    const TOO_LATE: Error = Error::TimedOut;

    fn advance(&mut self) -> Result<Option<Pending>, Error> {
        // Load first: a failing exchange would take the cache line away from the owner.
        let is_free = self.words.load(self.lock.index) == 0;
        let taken = is_free && self.lock.try_lock(self.words, self.me);
        Ok(if taken { None } else { Some(Pending::lock(self.lock, WaitReason::Condition)) })
    }
}
