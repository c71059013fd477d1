//! An event count: wait for a change without missing it.
//!
//! Invariant: whoever changes what others wait for calls [`Event::announce`] after the change; whoever waits takes the
//! [`Event::target`] before looking. Then either the look sees the change, or the count has moved on and the wait returns.
//!
//! A count comes round after 2³² announcements. A sleeper would be missed only if exactly that many fell between its look and
//! its wait, and then only until the next one.
//!
//! Source: Reed and Kanodia, "Synchronization with Eventcounts and Sequencers", 1979.

use super::words::{EVERYBODY, WaitTarget, Words};

/// The place of an event count: one word, 0 at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    index: u32,
}

impl Event {
    /// The event count at word `index`.
    #[must_use]
    pub const fn at(index: u32) -> Self {
        Self { index }
    }

    /// What to sleep on if the look that follows finds nothing.
    pub fn target<W: Words>(self, words: &W) -> WaitTarget {
        // Pairs with the addition in `announce`.
        WaitTarget { index: self.index, expected: words.load(self.index) }
    }

    /// Wakes everybody who waits for the change that was just made.
    pub fn announce<W: Words>(self, words: &W) {
        // Pairs with the load in `target` and the comparison in `wait`: a sleeper that looked before the change finds the
        // count moved if it is not asleep yet, and is woken if it is.
        words.fetch_add(self.index, 1);
        words.notify(self.index, EVERYBODY);
    }
}
