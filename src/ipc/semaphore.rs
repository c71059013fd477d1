//! A counting semaphore: each acquisition takes a unit, and any agent may give one back.
//!
//! Invariant: the word counts the free units. A unit is taken only by an exchange that leaves the
//! count at 0 or more.
//!
//! Source: Dijkstra, "Cooperating Sequential Processes", 1965; CPython's
//! `multiprocessing.Semaphore`.

use super::error::Error;
use super::event_count::EventCount;
use super::operation::{Operation, Pending, WaitReason};
use super::words::Words;

/// The location of a semaphore: [`N_WORDS`](Self::N_WORDS) words.
///
/// ```
/// use ipc::testing::HostWords;
/// use ipc::{Deadline, Error, Semaphore, operation};
/// let words = HostWords::new(Semaphore::N_WORDS);
/// let semaphore = Semaphore::at(0);
/// semaphore.create(&words, 1);
/// let acquire = || operation::run(&words, &mut semaphore.acquiring(&words), Deadline::NOW);
/// assert_eq!(acquire(), Ok(()));
/// assert_eq!(acquire(), Err(Error::TimedOut));
/// semaphore.release(&words)?;
/// assert_eq!(acquire(), Ok(()));
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Semaphore {
    first: u32,
}

impl Semaphore {
    /// The number of words of a semaphore: the free units and an event count.
    pub const N_WORDS: u32 = 2;
    /// The largest number of free units, as CPython's `SEM_VALUE_MAX`.
    pub const MOST: u32 = i32::MAX as u32;

    /// The semaphore at word `first`.
    #[must_use]
    pub const fn at(first: u32) -> Self {
        Self { first }
    }

    /// Where its changes are announced.
    pub(crate) const fn event(self) -> EventCount {
        EventCount::at(self.first + 1)
    }

    /// Creates the semaphore with `n_units` free units, at most [`MOST`](Self::MOST). No other
    /// agent may use it yet.
    pub fn create<W: Words>(self, words: &W, n_units: u32) {
        words.store(self.first + 1, 0);
        words.store(self.first, n_units);
    }

    /// Starts to take a unit.
    pub const fn acquiring<W: Words>(self, words: &W) -> Acquiring<'_, W> {
        Acquiring { words, semaphore: self }
    }

    /// The number of free units.
    pub fn value<W: Words>(self, words: &W) -> u32 {
        words.load(self.first)
    }

    /// Gives a unit back.
    ///
    /// # Errors
    /// [`Error::TooMany`] if [`MOST`](Self::MOST) units are free; nothing is changed.
    pub fn release<W: Words>(self, words: &W) -> Result<(), Error> {
        self.release_at_most(words, Self::MOST)
    }

    /// Gives a unit back, as in a bounded semaphore of `most` units.
    ///
    /// # Errors
    /// [`Error::TooMany`] if `most` units are free already; nothing is changed.
    pub fn release_at_most<W: Words>(self, words: &W, most: u32) -> Result<(), Error> {
        loop {
            let free = words.load(self.first);
            if free >= most.min(Self::MOST) {
                return Err(Error::TooMany);
            }
            // Pairs with the exchange in `Acquiring::advance`.
            if words.compare_exchange(self.first, free, free + 1) == free {
                self.event().announce(words);
                return Ok(());
            }
        }
    }

    /// Call after the death of an agent. Wakes all waiters, since the agent may have died after its
    /// change and before the announcement.
    pub fn supervise_death<W: Words>(self, words: &W) {
        self.event().wake(words);
    }
}

/// The operation of acquiring a unit.
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
            // Pairs with the exchange in `release`.
            let free = self.words.load(first);
            if free == 0 {
                return Ok(Some(Pending::event(self.semaphore.event(), WaitReason::Condition)));
            }
            if self.words.compare_exchange(first, free, free - 1) == free {
                return Ok(None);
            }
        }
    }
}
