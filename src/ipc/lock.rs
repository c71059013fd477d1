//! A mutex over one word, which holds its owner's id: a supervisor can tell that the owner has
//! died, and release it.
//!
//! Invariant: the word is 0 (free), or the owner's id, with the highest bit set if somebody may be
//! asleep on it. Only the owner, or a supervisor in a dead owner's name, makes it change owners.
//!
//! Releasing wakes all sleepers and clears the bit; those that find the lock taken again set it
//! again. A wake-up can therefore not be lost with an agent that dies or gives up after it was
//! woken; the price is a small thundering herd.
//!
//! Source: Ulrich Drepper, "Futexes Are Tricky", 2011 (mutex 2), with "wake all" in place of "wake
//! one".

mod acquiring;

pub use acquiring::Acquiring;

use super::agent::{AgentId, SLEEPERS};
use super::error::Error;
use super::words::{EVERYBODY, WaitTarget, Words};
use core::hint;

/// The place of a lock: one word, 0 at first. Not recursive: an owner that locks again waits for
/// itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lock {
    index: u32,
}

impl Lock {
    /// The lock at word `index`.
    #[must_use]
    pub const fn at(index: u32) -> Self {
        Self { index }
    }

    /// Who holds the lock at this moment.
    pub fn owner<W: Words>(self, words: &W) -> Option<AgentId> {
        // Pairs with whatever store made the word what it is.
        AgentId::new(words.load(self.index) & !SLEEPERS)
    }

    /// Takes the lock if it is free, and says whether it did.
    pub fn try_lock<W: Words>(self, words: &W, me: AgentId) -> bool {
        // Pairs with the swap in `unlock`: what the last owner wrote is seen by the next.
        words.compare_exchange(self.index, 0, me.get()) == 0
    }

    /// Takes the lock if it is or soon becomes free, and says whether it did; never sleeps.
    pub fn try_lock_soon<W: Words>(self, words: &W, me: AgentId) -> bool {
        if self.try_lock(words, me) {
            return true;
        }
        for _ in 0..W::SPINS {
            hint::spin_loop();
            if words.load(self.index) == 0 && self.try_lock(words, me) {
                return true;
            }
        }
        false
    }

    /// What to sleep on if the lock cannot be taken in the next moment; nothing if it is free.
    pub fn register<W: Words>(self, words: &W) -> Option<WaitTarget> {
        loop {
            // Pairs with the swap in `unlock`.
            let held = words.load(self.index);
            if held == 0 {
                return None;
            }
            // Pairs with the swap in `unlock`: it comes later and sees the bit, or came earlier and
            // this exchange fails.
            let marked = held | SLEEPERS;
            if held == marked || words.compare_exchange(self.index, held, marked) == held {
                return Some(WaitTarget { index: self.index, expected: marked });
            }
        }
    }

    /// Releases the lock.
    ///
    /// # Errors
    /// [`Error::NotOwner`] if `me` does not hold it; nothing is changed.
    pub fn unlock<W: Words>(self, words: &W, me: AgentId) -> Result<(), Error> {
        let owner = self.owner(words);
        if owner != Some(me) {
            return Err(Error::NotOwner { owner });
        }
        // Pairs with the exchange in `try_lock`. Since the check, others can at most have set the
        // bit.
        if words.swap(self.index, 0) & SLEEPERS != 0 {
            words.notify(self.index, EVERYBODY);
        }
        Ok(())
    }

    /// Releases the lock whoever holds it, as Python's `Lock` allows.
    ///
    /// # Errors
    /// [`Error::NotHeld`]; nothing is changed.
    pub fn release<W: Words>(self, words: &W) -> Result<(), Error> {
        // Pairs with the exchange in `try_lock`.
        let held = words.swap(self.index, 0);
        if held & SLEEPERS != 0 {
            words.notify(self.index, EVERYBODY);
        }
        if held == 0 { Err(Error::NotHeld) } else { Ok(()) }
    }

    /// Makes `me` the owner in place of `dead`, and says whether `dead` was the owner: repair
    /// first, unlock then.
    pub fn take_over<W: Words>(self, words: &W, dead: AgentId, me: AgentId) -> bool {
        self.replace_dead(words, dead, me.get())
    }

    /// Releases the lock in the name of a dead owner, and says whether it was the owner.
    pub fn release_dead<W: Words>(self, words: &W, dead: AgentId) -> bool {
        self.replace_dead(words, dead, 0)
    }

    fn replace_dead<W: Words>(self, words: &W, dead: AgentId, successor: u32) -> bool {
        loop {
            let held = words.load(self.index);
            let was_owner = held & !SLEEPERS == dead.get();
            // Pairs with every store of the dead owner; fails only if a sleeper sets the bit
            // meanwhile.
            if !was_owner || words.compare_exchange(self.index, held, successor) == held {
                // Even if it was not the owner: it may have released the lock, and died before it
                // woke the sleepers.
                words.notify(self.index, EVERYBODY);
                return was_owner;
            }
        }
    }
}
