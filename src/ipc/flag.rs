//! A flag that agents can wait for: what Python calls an event.
//!
//! Invariant: whoever waits goes on when the word is 1, or has been 1 since it looked.
//!
//! Source: CPython's `multiprocessing.Event`.

use super::error::Error;
use super::event::Event;
use super::operation::{Blocked, Operation, Why};
use super::words::Words;

/// The place of a flag: [`N_WORDS`](Self::N_WORDS) words, all 0 at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flag {
    first: u32,
}

impl Flag {
    /// Words of a flag: how often it was raised, with the lowest bit saying whether it is up; and the event count.
    pub const N_WORDS: u32 = 2;

    /// The flag at word `first`.
    #[must_use]
    pub const fn at(first: u32) -> Self {
        Self { first }
    }

    /// Raises it: everybody who waits goes on, also if it is lowered at once.
    pub fn set<W: Words>(self, words: &W) {
        loop {
            let state = words.load(self.first);
            // Odd is up. Pairs with the load in `Waiting::advance`.
            if state & 1 == 1 || words.compare_exchange(self.first, state, state.wrapping_add(1)) == state {
                return Event::at(self.first + 1).announce(words);
            }
        }
    }

    /// Lowers it.
    pub fn clear<W: Words>(self, words: &W) {
        loop {
            let state = words.load(self.first);
            if state & 1 == 0 || words.compare_exchange(self.first, state, state.wrapping_add(1)) == state {
                return;
            }
        }
    }

    /// Whether it is up.
    pub fn is_set<W: Words>(self, words: &W) -> bool {
        words.load(self.first) & 1 == 1
    }

    /// After an agent has died: wakes everybody, for it may have died between its change and the announcement.
    pub fn supervise_death<W: Words>(self, words: &W) {
        Event::at(self.first + 1).wake(words);
    }

    /// Begins to wait until it is up.
    pub fn waiting<W: Words>(self, words: &W) -> Waiting<'_, W> {
        Waiting { words, flag: self, seen: words.load(self.first) }
    }

    /// Takes up waiting that began when the word was `seen`.
    pub const fn resume<W: Words>(self, words: &W, seen: u32) -> Waiting<'_, W> {
        Waiting { words, flag: self, seen }
    }
}

/// Waiting for a flag.
#[derive(Debug)]
pub struct Waiting<'w, W: Words> {
    words: &'w W,
    flag: Flag,
    seen: u32,
}

impl<W: Words> Waiting<'_, W> {
    /// The word as it was when waiting began.
    #[must_use]
    pub const fn seen(&self) -> u32 {
        self.seen
    }
}

impl<W: Words> Operation<W> for Waiting<'_, W> {
    const TOO_LATE: Error = Error::TimedOut;

    fn advance(&mut self) -> Result<Option<Blocked>, Error> {
        let state = self.words.load(self.flag.first);
        // It is up, or was raised and lowered meanwhile.
        let raised = state & 1 == 1 || state != self.seen;
        Ok((!raised).then(|| Blocked::until(Event::at(self.flag.first + 1), Why::Queue)))
    }
}
