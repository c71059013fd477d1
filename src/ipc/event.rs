//! An event as in Python: a flag that agents set, clear and wait for.
//!
//! Invariant: a waiter returns if the flag is set, or has been set since the wait began.
//!
//! Source: CPython's `multiprocessing.Event`.

use super::error::Error;
use super::event_count::EventCount;
use super::operation::{Operation, Pending, WaitReason};
use super::words::Words;

/// The location of an event: [`N_WORDS`](Self::N_WORDS) words, all 0 initially.
///
/// ```
/// use ipc::testing::HostWords;
/// use ipc::{Deadline, Error, Event, operation};
/// let words = HostWords::new(Event::N_WORDS);
/// let event = Event::at(0);
/// let mut waiting = event.waiting(&words);
/// assert_eq!(operation::run(&words, &mut waiting, Deadline::NOW), Err(Error::TimedOut));
/// // A waiter does not miss an event that is set and cleared while it waits.
/// event.set(&words);
/// event.clear(&words);
/// assert_eq!(operation::run(&words, &mut waiting, Deadline::NOW), Ok(()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    first: u32,
}

impl Event {
    /// The number of words of an event: the state, which counts the changes and is odd while the
    /// event is set, and an event count.
    pub const N_WORDS: u32 = 2;

    /// The event at word `first`.
    #[must_use]
    pub const fn at(first: u32) -> Self {
        Self { first }
    }

    /// Where its changes are announced.
    pub(crate) const fn event(self) -> EventCount {
        EventCount::at(self.first + 1)
    }

    /// Sets the event and wakes all waiters. They return even if it is cleared at once.
    pub fn set<W: Words>(self, words: &W) {
        loop {
            let state = words.load(self.first);
            // An odd state means set. Pairs with the load in `Waiting::advance`.
            if state & 1 == 1
                || words.compare_exchange(self.first, state, state.wrapping_add(1)) == state
            {
                return self.event().announce(words);
            }
        }
    }

    /// Clears the event.
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

    /// Whether the event is set.
    pub fn is_set<W: Words>(self, words: &W) -> bool {
        words.load(self.first) & 1 == 1
    }

    /// Call after the death of an agent. Wakes all waiters, since the agent may have died after its
    /// change and before the announcement.
    pub fn supervise_death<W: Words>(self, words: &W) {
        self.event().wake(words);
    }

    /// Starts to wait until the event is set.
    pub fn waiting<W: Words>(self, words: &W) -> Waiting<'_, W> {
        Waiting { words, event: self, seen: words.load(self.first) }
    }

    /// Resumes a wait that started when the state was `seen`, see [`Waiting::seen`].
    pub const fn resume<W: Words>(self, words: &W, seen: u32) -> Waiting<'_, W> {
        Waiting { words, event: self, seen }
    }
}

/// A wait for an event.
#[derive(Debug)]
pub struct Waiting<'w, W: Words> {
    words: &'w W,
    event: Event,
    seen: u32,
}

impl<W: Words> Waiting<'_, W> {
    /// The event's state when the wait started.
    #[must_use]
    pub const fn seen(&self) -> u32 {
        self.seen
    }
}

impl<W: Words> Operation<W> for Waiting<'_, W> {
    const TOO_LATE: Error = Error::TimedOut;

    fn advance(&mut self) -> Result<Option<Pending>, Error> {
        let state = self.words.load(self.event.first);
        // It is set, or was set and cleared in the meantime.
        let was_set = state & 1 == 1 || state != self.seen;
        Ok((!was_set).then(|| Pending::event(self.event.event(), WaitReason::Condition)))
    }
}
