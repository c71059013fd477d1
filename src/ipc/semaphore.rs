//! A counting semaphore: acquired as often as it has units, each given back by anybody.
//!
//! Invariant: the word counts the units that are free; only an exchange that leaves it at 0 or more
//! takes one.
//!
//! Source: Dijkstra, "Cooperating Sequential Processes", 1965; CPython's
//! `multiprocessing.Semaphore`.

use super::error::Error;
use super::event_count::EventCount;
use super::operation::{Operation, Pending, WaitReason};
use super::words::Words;

/// The place of a semaphore: [`N_WORDS`](Self::N_WORDS) words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Semaphore {
    first: u32,
}

impl Semaphore {
    /// Words of a semaphore.
    pub const N_WORDS: u32 = 2;
    /// The most units that it counts, as CPython's `SEM_VALUE_MAX`.
    pub const MOST: u32 = i32::MAX as u32;

    /// The semaphore at word `first`.
    #[must_use]
    pub const fn at(first: u32) -> Self {
        Self { first }
    }

    /// Makes it, with so many units free.
    pub fn create<W: Words>(self, words: &W, n_units: u32) {
        words.store(self.first + 1, 0);
        words.store(self.first, n_units);
    }

    /// Begins to take a unit.
    pub const fn acquiring<W: Words>(self, words: &W) -> Acquiring<'_, W> {
        Acquiring { words, semaphore: self }
    }

    /// Gives a unit back.
    ///
    /// # Errors
    /// [`Error::TooMany`] where [`MOST`](Self::MOST) are free; nothing is changed.
    pub fn release<W: Words>(self, words: &W) -> Result<(), Error> {
        loop {
            let free = words.load(self.first);
            if free >= Self::MOST {
                return Err(Error::TooMany);
            }
            // Pairs with the exchange in `Acquiring::advance`.
            if words.compare_exchange(self.first, free, free + 1) == free {
                EventCount::at(self.first + 1).announce(words);
                return Ok(());
            }
        }
    }

    /// After an agent has died: wakes everybody, for it may have died between its change and the
    /// announcement.
    pub fn supervise_death<W: Words>(self, words: &W) {
        EventCount::at(self.first + 1).wake(words);
    }
}

/// Acquiring a unit of a semaphore.
#[derive(Debug)]
pub struct Acquiring<'w, W: Words> {
    words: &'w W,
    semaphore: Semaphore,
}

impl<W: Words> Operation<W> for Acquiring<'_, W> {
    const TOO_LATE: Error = Error::TimedOut;

    fn advance(&mut self) -> Result<Option<Pending>, Error> {
        let Semaphore { first } = self.semaphore;
        loop {
            // Pairs with the addition in `release`.
            let free = self.words.load(first);
            if free == 0 {
                return Ok(Some(Pending::event(EventCount::at(first + 1), WaitReason::Condition)));
            }
            if self.words.compare_exchange(first, free, free - 1) == free {
                return Ok(None);
            }
        }
    }
}
