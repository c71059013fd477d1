//! A barrier: agents that wait until there are as many of them as it takes, again and again.
//!
//! Invariant: one word holds how many wait in this generation, the generation's number, how the
//! last four ended, and whether the barrier is broken. One exchange decides for all: who arrives
//! last, whose time was over, who aborted.
//!
//! Source: CPython's `threading.Barrier`; the generations as in Hensgen, Finkel and Manber, "Two
//! Algorithms for Barrier Synchronization", 1988.

use super::error::Error;
use super::event_count::EventCount;
use super::operation::{Operation, Pending, WaitReason};
use super::words::Words;

/// The most parties of a barrier.
pub const MAX_PARTIES: u32 = 0x7ff;

/// The place of a barrier: [`N_WORDS`](Self::N_WORDS) words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Barrier {
    first: u32,
}

/// The word, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    /// 11 bits.
    n_waiting: u32,
    /// 16 bits.
    generation: u32,
    /// 4 bits, the last generation's in the lowest: whether it ended without its barrier being
    /// passed.
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

    /// The next generation, with nobody waiting; the last one ended in this way.
    const fn next(self, failed: bool) -> Self {
        Self {
            n_waiting: 0,
            generation: (self.generation + 1) & 0xffff,
            failures: (self.failures << 1 | failed as u32) & 0xf,
            broken: self.broken,
        }
    }

    /// Whoever waits has failed. Where nobody does, no generation has ended: one who is slow to
    /// hear of an earlier one is not left behind by barriers that are broken and reset in the
    /// meantime.
    const fn failed(self) -> Self {
        if self.n_waiting == 0 { self } else { self.next(true) }
    }

    /// Whether an earlier generation failed. Of one that ended more than four ends ago nothing is
    /// known: it is taken to have been passed.
    const fn has_failed(self, generation: u32) -> bool {
        let ago = self.generation.wrapping_sub(generation) & 0xffff;
        ago <= 4 && self.failures >> (ago - 1) & 1 == 1
    }
}

impl Barrier {
    /// Words of a barrier: the state, the event count, the parties.
    pub const N_WORDS: u32 = 3;

    /// The barrier at word `first`.
    #[must_use]
    pub const fn at(first: u32) -> Self {
        Self { first }
    }

    /// Makes it, for 1 to [`MAX_PARTIES`] parties.
    pub fn create<W: Words>(self, words: &W, n_parties: u32) {
        words.store(self.first + 1, 0);
        words.store(self.first + 2, n_parties);
        words.store(self.first, 0);
    }

    /// Begins to wait at it.
    pub const fn waiting<W: Words>(self, words: &W) -> Passing<'_, W> {
        Passing { words, barrier: self, place: Place::Before }
    }

    /// Breaks it: everybody who waits fails, and so does everybody who comes, until it is reset.
    pub fn abort<W: Words>(self, words: &W) {
        self.change(words, |state| State { broken: true, ..state.failed() });
    }

    /// Makes it whole again; whoever waits fails.
    pub fn reset<W: Words>(self, words: &W) {
        self.change(words, |state| State { broken: false, ..state.failed() });
    }

    /// Whether it is broken.
    pub fn is_broken<W: Words>(self, words: &W) -> bool {
        State::of(words.load(self.first)).broken
    }

    /// After an agent has died: wakes everybody, for it may have died between its change and the
    /// announcement.
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

/// Waiting at a barrier.
#[derive(Debug)]
pub struct Passing<'w, W: Words> {
    words: &'w W,
    barrier: Barrier,
    place: Place,
}

/// How far one has come that waits at a barrier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Has not arrived yet.
    Before,
    /// Waits in this generation.
    At {
        /// Its number.
        generation: u32,
        /// How many were there before.
        index: u32,
    },
    /// All were there.
    Behind {
        /// How many were there before.
        index: u32,
    },
}

impl Place {
    /// How many were there before.
    #[must_use]
    pub const fn index(self) -> u32 {
        match self {
            Self::Before => 0,
            Self::At { index, .. } | Self::Behind { index } => index,
        }
    }
}

impl<'w, W: Words> Passing<'w, W> {
    /// Takes up waiting that had come so far.
    pub const fn resume(words: &'w W, barrier: Barrier, place: Place) -> Self {
        Self { words, barrier, place }
    }

    /// How far it has come.
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

    /// One whose time is over breaks the barrier for all.
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
