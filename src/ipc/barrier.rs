//! A reusable barrier: agents wait until a given number of them have arrived.
//!
//! Invariant: one word holds the number of waiters in this generation, the generation's number, how
//! the last four generations ended, and whether the barrier is broken. So every arrival, timeout
//! and abort is decided for all agents by one exchange.
//!
//! Source: CPython's `threading.Barrier`; the generations as in Hensgen, Finkel and Manber, "Two
//! Algorithms for Barrier Synchronization", 1988.

use super::error::Error;
use super::event_count::EventCount;
use super::operation::{Operation, Pending, WaitReason};
use super::words::Words;

/// The largest number of parties.
pub const MAX_PARTIES: u32 = 0x7ff;

/// The location of a barrier: [`N_WORDS`](Self::N_WORDS) words.
///
/// ```
/// use ipc::testing::HostWords;
/// use ipc::{Barrier, Deadline, operation};
/// use std::thread;
/// let words = HostWords::new(Barrier::N_WORDS);
/// let barrier = Barrier::at(0);
/// barrier.create(&words, 2);
/// let wait = || operation::run(&words, &mut barrier.waiting(&words), Deadline::NEVER);
/// thread::scope(|scope| {
///     let other = scope.spawn(wait);
///     assert_eq!(wait(), Ok(()));
///     assert_eq!(other.join().unwrap(), Ok(()));
/// });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Barrier {
    first: u32,
}

/// The fields of the state word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    /// 11 bits.
    n_waiting: u32,
    /// 16 bits.
    generation: u32,
    /// 4 bits, the last generation's the lowest: whether that generation failed.
    failures: u32,
    broken: bool,
}

impl State {
    const fn of(word: u32) -> Self {
        Self {
            n_waiting: word & MAX_PARTIES,
            generation: word >> 11 & 0xffff,
            failures: word >> 27 & 0xf,
            broken: word >> 31 == 1,
        }
    }

    const fn word(self) -> u32 {
        self.n_waiting | self.generation << 11 | self.failures << 27 | (self.broken as u32) << 31
    }

    /// The next generation, without waiters, and whether the last one failed.
    const fn next(self, failed: bool) -> Self {
        Self {
            n_waiting: 0,
            generation: (self.generation + 1) & 0xffff,
            failures: (self.failures << 1 | failed as u32) & 0xf,
            broken: self.broken,
        }
    }

    /// The generation fails if it has waiters. Without waiters no generation ends: a waiter of an
    /// earlier generation that is slow to poll does not lose its result when the barrier is broken
    /// and reset in the meantime.
    const fn failed(self) -> Self {
        if self.n_waiting == 0 { self } else { self.next(true) }
    }

    /// Whether an earlier generation failed. Of one that ended more than four generations ago
    /// nothing is known: it is assumed to have passed.
    const fn has_failed(self, generation: u32) -> bool {
        let ago = self.generation.wrapping_sub(generation) & 0xffff;
        ago <= 4 && self.failures >> (ago - 1) & 1 == 1
    }
}

impl Barrier {
    /// The number of words of a barrier: the state, an event count, and the number of parties.
    pub const N_WORDS: u32 = 3;

    /// The barrier at word `first`.
    #[must_use]
    pub const fn at(first: u32) -> Self {
        Self { first }
    }

    /// Creates the barrier for `n_parties`, which must be from 1 to [`MAX_PARTIES`]; this is not
    /// checked. No other agent may use it yet.
    pub fn create<W: Words>(self, words: &W, n_parties: u32) {
        words.store(self.first + 1, 0);
        words.store(self.first + 2, n_parties);
        words.store(self.first, 0);
    }

    /// Starts to wait at the barrier.
    pub const fn waiting<W: Words>(self, words: &W) -> Passing<'_, W> {
        Passing { words, barrier: self, place: Place::Before }
    }

    /// Breaks the barrier: current waiters fail, and so do later ones until it is reset.
    pub fn abort<W: Words>(self, words: &W) {
        self.change(words, |state| State { broken: true, ..state.failed() });
    }

    /// Resets the barrier, so that it is no longer broken; current waiters fail.
    pub fn reset<W: Words>(self, words: &W) {
        self.change(words, |state| State { broken: false, ..state.failed() });
    }

    /// Whether the barrier is broken.
    pub fn is_broken<W: Words>(self, words: &W) -> bool {
        State::of(words.load(self.first)).broken
    }

    /// Call after the death of an agent. Wakes all waiters, since the agent may have died after its
    /// change and before the announcement.
    pub fn supervise_death<W: Words>(self, words: &W) {
        EventCount::at(self.first + 1).wake(words);
    }

    fn change<W: Words>(self, words: &W, to: impl Fn(State) -> State) {
        loop {
            let word = words.load(self.first);
            if words.compare_exchange(self.first, word, to(State::of(word)).word()) == word {
                return EventCount::at(self.first + 1).announce(words);
            }
        }
    }
}

/// A wait at a barrier. Giving it up breaks the barrier for all.
#[derive(Debug)]
pub struct Passing<'w, W: Words> {
    words: &'w W,
    barrier: Barrier,
    place: Place,
}

/// How far a waiter has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// It has not arrived yet.
    Before,
    /// It waits in this generation.
    At {
        /// The generation's number.
        generation: u32,
        /// The number of parties that had arrived before.
        index: u32,
    },
    /// All parties have arrived.
    Behind {
        /// The number of parties that had arrived before.
        index: u32,
    },
}

impl Place {
    /// The number of parties that had arrived before.
    #[must_use]
    pub const fn index(self) -> u32 {
        match self {
            Self::Before => 0,
            Self::At { index, .. } | Self::Behind { index } => index,
        }
    }
}

impl<'w, W: Words> Passing<'w, W> {
    /// Resumes a wait at the given place.
    pub const fn resume(words: &'w W, barrier: Barrier, place: Place) -> Self {
        Self { words, barrier, place }
    }

    /// How far the waiter has come.
    #[must_use]
    pub const fn place(&self) -> Place {
        self.place
    }
}

impl<W: Words> Operation<W> for Passing<'_, W> {
    const TOO_LATE: Error = Error::TimedOut;

    fn advance(&mut self) -> Result<Option<Pending>, Error> {
        let Barrier { first } = self.barrier;
        let event = EventCount::at(first + 1);
        loop {
            let word = self.words.load(first);
            let state = State::of(word);
            match self.place {
                Place::Behind { .. } => return Ok(None),
                Place::Before => {
                    if state.broken {
                        return Err(Error::Broken);
                    }
                    let index = state.n_waiting;
                    let last = index + 1 == self.words.load(first + 2);
                    let next = if last {
                        state.next(false)
                    } else {
                        State { n_waiting: index + 1, ..state }
                    };
                    if self.words.compare_exchange(first, word, next.word()) == word {
                        if last {
                            event.announce(self.words);
                            self.place = Place::Behind { index };
                        } else {
                            self.place = Place::At { generation: state.generation, index };
                        }
                    }
                }
                Place::At { generation, index } => {
                    if state.generation == generation {
                        return Ok(Some(Pending::event(event, WaitReason::Condition)));
                    }
                    if state.has_failed(generation) {
                        return Err(Error::Broken);
                    }
                    self.place = Place::Behind { index };
                }
            }
        }
    }

    /// A waiter that gives up breaks the barrier for all.
    fn retreat(&mut self) -> Result<bool, Error> {
        let Barrier { first } = self.barrier;
        loop {
            let word = self.words.load(first);
            let state = State::of(word);
            match self.place {
                Place::At { generation, .. } if state.generation == generation => {
                    let broken = State { broken: true, ..state.failed() };
                    if self.words.compare_exchange(first, word, broken.word()) == word {
                        EventCount::at(first + 1).announce(self.words);
                        return Ok(false);
                    }
                }
                Place::At { generation, .. } => return Ok(!state.has_failed(generation)),
                Place::Before => return Ok(false),
                Place::Behind { .. } => return Ok(true),
            }
        }
    }
}
