//! A mutex in one word, which holds its owner's id, so that a supervisor can tell that the owner
//! has died and release the lock.
//!
//! Invariant: the word is 0 (free) or the owner's id, with the highest bit set if an agent may be
//! parked on it. Only the owner, or a supervisor on behalf of a dead owner, changes the owner.
//! ([`Lock::release`], which any agent may call, is Python's exception.)
//!
//! Releasing clears the bit and wakes all waiters; those that find the lock taken again set it
//! again. So no wake-up is lost with an agent that dies or gives up after being woken; the price is
//! a small thundering herd.
//!
//! Source: Ulrich Drepper, "Futexes Are Tricky", 2011 (mutex 2), with "wake all" in place of "wake
//! one".

mod acquiring;

pub use acquiring::Acquiring;

use super::agent::{AgentId, SLEEPERS};
use super::error::Error;
use super::words::{EVERYBODY, WaitTarget, Words};
use core::hint;

/// The location of a lock: one word, 0 initially. Not recursive: an owner that locks again waits
/// for itself.
///
/// ```
/// use ipc::testing::HostWords;
/// use ipc::{AgentId, Deadline, Error, Lock};
/// let words = HostWords::new(1);
/// let lock = Lock::at(0);
/// let (me, other) = (AgentId::new(1).unwrap(), AgentId::new(2).unwrap());
/// lock.lock(&words, me, Deadline::NEVER)?;
/// assert_eq!(lock.lock(&words, other, Deadline::NOW), Err(Error::TimedOut));
/// assert_eq!(lock.unlock(&words, other), Err(Error::NotOwner { owner: Some(me) }));
/// // A supervisor releases the lock of an agent that has died.
/// assert!(lock.release_dead(&words, me));
/// assert!(lock.try_lock(&words, other));
/// # Ok::<(), Error>(())
/// ```
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

    /// The current owner; `None` if the lock is free.
    pub fn owner<W: Words>(self, words: &W) -> Option<AgentId> {
        // Pairs with every store to the word.
        AgentId::new(words.load(self.index) & !SLEEPERS)
    }

    /// Takes the lock if it is free; returns whether it did.
    pub fn try_lock<W: Words>(self, words: &W, me: AgentId) -> bool {
        // Pairs with the swap in `unlock`: what the last owner wrote is seen by the next.
        words.compare_exchange(self.index, 0, me.get()) == 0
    }

    /// Takes the lock, spinning for up to [`Words::SPINS`] polls if it is held; returns whether it
    /// did. Never parks.
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

    /// Registers a waiter. Returns the target to park on if the next attempt fails; `None` if the
    /// lock is free.
    pub fn register<W: Words>(self, words: &W) -> Option<WaitTarget> {
        loop {
            // Pairs with the swap in `unlock`.
            let held = words.load(self.index);
            if held == 0 {
                return None;
            }
            // Pairs with the swap in `unlock`: either that comes later and sees the bit, or it came
            // earlier and this exchange fails.
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
        // Pairs with the exchange in `try_lock`. Since the check, other agents can only have set
        // the bit.
        if words.swap(self.index, 0) & SLEEPERS != 0 {
            words.notify(self.index, EVERYBODY);
        }
        Ok(())
    }

    /// Releases the lock whichever agent holds it, as Python's `Lock` allows.
    ///
    /// # Errors
    /// [`Error::NotHeld`] if the lock is free; nothing is changed.
    pub fn release<W: Words>(self, words: &W) -> Result<(), Error> {
        // Pairs with the exchange in `try_lock`.
        let held = words.swap(self.index, 0);
        if held & SLEEPERS != 0 {
            words.notify(self.index, EVERYBODY);
        }
        if held == 0 { Err(Error::NotHeld) } else { Ok(()) }
    }

    /// Makes `me` the owner in place of `dead`; returns whether `dead` was the owner. For a
    /// supervisor that repairs what the lock protects before it unlocks.
    pub fn take_over<W: Words>(self, words: &W, dead: AgentId, me: AgentId) -> bool {
        self.replace_dead(words, dead, me.get())
    }

    /// Releases the lock on behalf of a dead owner; returns whether `dead` was the owner.
    pub fn release_dead<W: Words>(self, words: &W, dead: AgentId) -> bool {
        self.replace_dead(words, dead, 0)
    }

    fn replace_dead<W: Words>(self, words: &W, dead: AgentId, successor: u32) -> bool {
        loop {
            let held = words.load(self.index);
            let was_owner = held & !SLEEPERS == dead.get();
            // Pairs with every store of the dead owner. Fails only if a waiter sets the bit in the
            // meantime.
            if !was_owner || words.compare_exchange(self.index, held, successor) == held {
                // Even if it was not the owner: it may have released the lock and died before it
                // woke the waiters.
                words.notify(self.index, EVERYBODY);
                return was_owner;
            }
        }
    }
}
