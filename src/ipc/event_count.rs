//! An event count: waiters never miss a change, and without waiters a change costs the agent that
//! makes it only one load.
//!
//! Invariant: an agent that changes what others wait for calls [`EventCount::announce`] after the
//! change; a waiter calls [`EventCount::register`] and then polls once more. Registering sets the
//! lowest bit before that poll; announcing reads the bit after the change. So either the poll sees
//! the change, or the announcement sees the bit, advances the count and wakes all waiters.
//!
//! The count wraps around after 2³¹ announcements to waiters. A waiter would be missed only if
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
        loop {
            // Pairs with the exchange in `announce`.
            let count = words.load(self.index);
            let expected = count | SLEEPERS;
            // Pairs with the load in `announce`: either that load comes later and sees the bit, or
            // the poll that follows sees the change.
            if count == expected || words.compare_exchange(self.index, count, expected) == count {
                return WaitTarget { index: self.index, expected };
            }
        }
    }

    /// Wakes all agents that wait for the change just made.
    pub fn announce<W: Words>(self, words: &W) {
        loop {
            // Pairs with the exchange in `register`.
            let count = words.load(self.index);
            if count & SLEEPERS == 0 {
                return;
            }
            // Pairs with the comparison in `wait`: a waiter that is not parked yet finds the count
            // changed, and a parked one is woken. If the exchange fails, another agent has
            // announced since: the registered waiters are awake and will poll after this change.
            if words.compare_exchange(self.index, count, count.wrapping_add(SLEEPERS)) == count {
                words.notify(self.index, EVERYBODY);
                return;
            }
        }
    }

    /// Wakes all waiters unconditionally. For use after the death of an agent, which may have died
    /// between advancing the count and waking.
    pub fn wake<W: Words>(self, words: &W) {
        self.announce(words);
        words.notify(self.index, EVERYBODY);
    }
}
