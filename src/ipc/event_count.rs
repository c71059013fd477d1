//! An event count: waiters never miss a change, and without waiters a change costs the agent that
//! makes it only one load.
//!
//! Invariant: an agent that changes what others wait for calls [`EventCount::announce`] after the
//! change; a waiter calls [`EventCount::register`] and then polls once more. Registering sets the
//! lowest bit before that poll; announcing reads the bit after the change. So either the poll sees
//! the change, or the announcement sees the bit, advances the count and wakes all waiters.
//!
//! An agent that waits for any of several changes can park on only one word. It registers with the
//! one event count that all such agents share, [`Words::any_event`], and then sets the second bit
//! of each count that it watches, see [`EventCount::watch`]. An announcement that sees the second
//! bit is passed on to the shared event count.
//!
//! The count wraps around after 2³⁰ announcements to waiters. A waiter would be missed only if
//! exactly that many happened between its poll and its sleep, and then only until the next one.
//!
//! ```
//! use ipc::event_count::EventCount;
//! use ipc::testing::HostWords;
//! let words = HostWords::new(1);
//! let event = EventCount::at(0);
//! let target = event.register(&words);
//! event.announce(&words);
//! // A waiter that sleeps on `target` now returns at once.
//! assert_ne!(ipc::Words::load(&words, target.index), target.expected);
//! ```
//!
//! Source: Reed and Kanodia, "Synchronization with Eventcounts and Sequencers", 1979; the bit as in
//! Drepper's mutexes.

use super::words::{EVERYBODY, WaitTarget, Words};

/// Set in the word while an agent may be parked on it.
const SLEEPERS: u32 = 1;
/// Set in the word while an agent that is parked on [`Words::any_event`] may watch it.
const WATCHERS: u32 = 2;
/// The count's unit.
const ONE: u32 = 4;

/// The location of an event count: one word, 0 initially.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventCount {
    index: u32,
}

impl EventCount {
    /// The event count at word `index`.
    #[must_use]
    pub const fn at(index: u32) -> Self {
        Self { index }
    }

    /// Registers a waiter. Returns the target to park on if the next poll fails.
    pub fn register<W: Words>(self, words: &W) -> WaitTarget {
        WaitTarget { index: self.index, expected: self.mark(words, SLEEPERS) }
    }

    /// Has the next announcement passed on to [`Words::any_event`], with which the caller has
    /// registered before. After this it polls once more, then parks there.
    pub fn watch<W: Words>(self, words: &W) {
        self.mark(words, WATCHERS);
    }

    /// Sets the bit; returns the word.
    fn mark<W: Words>(self, words: &W, bit: u32) -> u32 {
        loop {
            // Pairs with the exchange in `advance`.
            let count = words.load(self.index);
            let marked = count | bit;
            // Pairs with the load in `announce`: either that load comes later and sees the bit, or
            // the poll that follows sees the change.
            if count == marked || words.compare_exchange(self.index, count, marked) == count {
                return marked;
            }
        }
    }

    /// Wakes all agents that wait for the change just made.
    pub fn announce<W: Words>(self, words: &W) {
        // Pairs with the exchange in `mark`.
        let count = words.load(self.index);
        if count & (SLEEPERS | WATCHERS) != 0 {
            self.advance(words, count);
        }
    }

    /// Advances the count, clears the bits and wakes whom they stood for.
    #[cold]
    fn advance<W: Words>(self, words: &W, mut count: u32) {
        loop {
            let bits = count & (SLEEPERS | WATCHERS);
            if bits == 0 {
                return;
            }
            // Pairs with the comparison in `wait`: a waiter that is not parked yet finds the count
            // changed, and a parked one is woken. If the exchange fails and the bits are clear,
            // another agent has announced since: the registered waiters are awake and will poll
            // after this change.
            let advanced = (count - bits).wrapping_add(ONE);
            let found = words.compare_exchange(self.index, count, advanced);
            if found == count {
                if bits & SLEEPERS != 0 {
                    words.notify(self.index, EVERYBODY);
                }
                // After the bit was cleared: a watcher that found it still set, and so left it,
                // had registered before and is woken now.
                if bits & WATCHERS != 0
                    && let Some(any) = words.any_event()
                {
                    Self::at(any).announce(words);
                }
                return;
            }
            count = found;
        }
    }

    /// Wakes all waiters unconditionally. For use after the death of an agent, which may have died
    /// between advancing a count and waking, or before it passed an announcement on.
    pub fn wake<W: Words>(self, words: &W) {
        self.announce(words);
        words.notify(self.index, EVERYBODY);
        if let Some(any) = words.any_event() {
            Self::at(any).announce(words);
            words.notify(any, EVERYBODY);
        }
    }
}
