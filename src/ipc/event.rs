//! An event as Python has it: a flag that agents set, clear and wait for.
//!
//! Invariant: a waiter goes on when the flag is set, or has been set since it began to wait.
//!
//! Source: CPython's `multiprocessing.EventCount`.

use super::error::Error;
use super::event_count::EventCount;
use super::operation::{Operation, Pending, WaitReason};
use super::words::Words;

/// The place of an event: [`N_WORDS`](Self::N_WORDS) words, all 0 at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    first: u32,
}

impl Event {
    /// Words of an event: how often it was set or cleared, so that it is set while the word is odd;
    /// and the event count.
    pub const N_WORDS: u32 = 2;

    /// The event at word `first`.
    #[must_use]
    pub const fn at(first: u32) -> Self {
        Self { first }
    }

    /// Sets it: all waiters go on, even if it is cleared at once.
    pub fn set<W: Words>(self, words: &W) {
        loop {
            let state = words.load(self.first);
            // Odd is set. Pairs with the load in `Waiting::advance`.
            if state & 1 == 1
                || words.compare_exchange(self.first, state, state.wrapping_add(1)) == state
            {
                return EventCount::at(self.first + 1).announce(words);
            }
        }
    }

    /// Clears it.
    pub fn clear<W: Words>(self, words: &W) {
        loop {
            let state = words.load(self.first);
            if state & 1 == 0
                || words.compare_exchange(self.first, state, state.wrapping_add(1)) == state
            {
                return;
            }
        }
    }

    /// Whether it is set.
    pub fn is_set<W: Words>(self, words: &W) -> bool {
        words.load(self.first) & 1 == 1
    }

    /// After an agent has died: wakes all waiters, since it may have died between its change and
    /// the announcement.
    pub fn supervise_death<W: Words>(self, words: &W) {
        EventCount::at(self.first + 1).wake(words);
    }

    /// Begins to wait until it is set.
    pub fn waiting<W: Words>(self, words: &W) -> Waiting<'_, W> {
        Waiting { words, event: self, seen: words.load(self.first) }
    }

    /// Resumes a wait that began when the word was `seen`.
    pub const fn resume<W: Words>(self, words: &W, seen: u32) -> Waiting<'_, W> {
        Waiting { words, event: self, seen }
    }
}

/// Waiting for an event.
#[derive(Debug)]
pub struct Waiting<'w, W: Words> {
    words: &'w W,
    event: Event,
    seen: u32,
}

impl<W: Words> Waiting<'_, W> {
    /// The word when the wait began.
    #[must_use]
    pub const fn seen(&self) -> u32 {
        self.seen
    }
}

impl<W: Words> Operation<W> for Waiting<'_, W> {
    const TOO_LATE: Error = Error::TimedOut;

    fn advance(&mut self) -> Result<Option<Pending>, Error> {
        let state = self.words.load(self.event.first);
        // It is set, or was set and cleared meanwhile.
        let was_set = state & 1 == 1 || state != self.seen;
        Ok((!was_set)
            .then(|| Pending::event(EventCount::at(self.event.first + 1), WaitReason::Condition)))
    }
}
