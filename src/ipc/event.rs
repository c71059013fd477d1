//! An event count: wait for a change without missing it, at the price of one load for those who change something.
//!
//! Invariant: whoever changes what others wait for calls [`Event::announce`] after the change; whoever waits calls
//! [`Event::register`] and then looks once more. Registering sets the lowest bit before that look; announcing reads the bit after
//! the change. So either the look sees the change, or the announcement sees the bit, moves the count on and wakes everybody.
//!
//! A count comes round after 2³¹ announcements to sleepers. A sleeper would be missed only if exactly that many fell between its
//! look and its wait, and then only until the next one.
//!
//! Source: Reed and Kanodia, "Synchronization with Eventcounts and Sequencers", 1979; the bit as in Drepper's mutexes.

use super::words::{EVERYBODY, WaitTarget, Words};

/// Set in the word while somebody may be asleep on it.
const SLEEPERS: u32 = 1;

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
    pub fn register<W: Words>(self, words: &W) -> WaitTarget {
        loop {
            // Pairs with the exchange in `announce`.
            let count = words.load(self.index);
            let expected = count | SLEEPERS;
            // Pairs with the load in `announce`: it comes later and sees the bit, or the look that follows sees the change.
            if count == expected || words.compare_exchange(self.index, count, expected) == count {
                return WaitTarget { index: self.index, expected };
            }
        }
    }

    /// Wakes everybody who waits for the change that was just made.
    pub fn announce<W: Words>(self, words: &W) {
        loop {
            // Pairs with the exchange in `register`.
            let count = words.load(self.index);
            if count & SLEEPERS == 0 {
                return;
            }
            // Pairs with the comparison in `wait`: a sleeper finds the count moved if it is not asleep yet, and is woken if it is.
            // If this fails, somebody else has announced since: those who had registered are awake, and look after this change.
            if words.compare_exchange(self.index, count, count.wrapping_add(SLEEPERS)) == count {
                words.notify(self.index, EVERYBODY);
                return;
            }
        }
    }

    /// Wakes everybody, whether or not anything has changed: an agent may have died between moving the count on and waking.
    pub fn wake<W: Words>(self, words: &W) {
        self.announce(words);
        words.notify(self.index, EVERYBODY);
    }
}
