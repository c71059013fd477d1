//! Shared words: what the algorithms require of a memory that several agents (threads, processes)
//! share.
//!
//! Invariant: atomic operations are sequentially consistent. This is the only order of JavaScript's
//! `Atomics`, so no correctness argument here relies on a weaker one. A byte is used either by the
//! atomic operations (as part of a word) or by `copy_in` and `copy_out`, never by both.
//!
//! Source: ECMA-262 §25.4 (`Atomics`), futex(2).

use super::spin_budget::SpinBudget;
use alloc::sync::Arc;
use core::cell::Cell;

/// An array of 32-bit words shared by several agents.
///
/// # Panics
/// Implementations may panic on an index or offset out of range: layouts are checked when objects
/// are created and attached.
pub trait Words {
    /// How often a lock is polled before its waiter parks; 0 under a model checker.
    const SPINS: u32 = 64;

    /// The number of words.
    fn n_words(&self) -> u32;
    /// Reads a word.
    fn load(&self, index: u32) -> u32;
    /// Writes a word.
    fn store(&self, index: u32, value: u32);
    /// Writes a word that other agents read only after they have seen a later atomic store of this
    /// agent, such as the release of the lock that guards the word. Not atomic.
    fn write(&self, index: u32, value: u32) {
        self.store(index, value);
    }
    /// Writes a word and returns its old value.
    fn swap(&self, index: u32, value: u32) -> u32;
    /// Writes `new` if the word is `expected`. Returns the old value, which equals `expected` if
    /// and only if the word was written.
    fn compare_exchange(&self, index: u32, expected: u32, new: u32) -> u32;
    /// Adds `n` modulo 2³² and returns the old value.
    fn fetch_add(&self, index: u32, n: u32) -> u32;

    /// Parks this agent while the word is `expected`, until notified or for `timeout_ms` (`None`:
    /// no limit).
    ///
    /// The comparison and parking are one atomic step with respect to [`notify`](Self::notify).
    /// Spurious `Woken` results are allowed.
    fn wait(&self, index: u32, expected: u32, timeout_ms: Option<f64>) -> Wait;
    /// Wakes up to `count` agents that are parked on the word.
    fn notify(&self, index: u32, count: u32);

    /// What this agent has learnt about spinning before it parks; `None` if it should not spin.
    fn spin_budget(&self) -> Option<&Cell<SpinBudget>> {
        None
    }

    /// Copies bytes into the memory at `offset` (in bytes); not atomic, ordered by the atomic
    /// operations around it.
    fn copy_in(&self, offset: u32, bytes: &[u8]);
    /// Copies bytes out of the memory at `offset` (in bytes); not atomic, ordered by the atomic
    /// operations around it.
    fn copy_out(&self, offset: u32, bytes: &mut [u8]);

    /// Allocates `bytes` of memory outside these words. Returns the block's byte offset, a multiple
    /// of 64; `None` if there is no memory.
    fn allocate(&self, bytes: u32) -> Option<u32>;
    /// Frees a block that was allocated with the same number of bytes.
    fn free(&self, block: u32, bytes: u32);

    /// Makes a block that was just allocated all 0.
    fn clear(&self, block: u32, bytes: u32) {
        for word in 0..bytes / 4 {
            self.store(block / 4 + word, 0);
        }
    }

    /// The index of the event count on which agents park that wait for any of several changes; see
    /// [`EventCount::watch`](super::event_count::EventCount::watch). `None` if no agent does.
    fn any_event(&self) -> Option<u32> {
        None
    }

    /// Announces that this agent is about to read and change shared state. Returns whether it may,
    /// which is false once it has been declared dead.
    fn enter(&self) -> bool {
        true
    }
    /// Ends what [`enter`](Self::enter) started.
    fn leave(&self) {}

    /// The clock for timeouts: milliseconds since a fixed moment. Monotonic.
    fn now_ms(&self) -> f64;
}

/// For [`Words::notify`]: all waiters.
///
/// This crate never wakes just one: a wake-up given to an agent that has died or given up would be
/// lost to the others.
pub const EVERYBODY: u32 = u32::MAX;

/// How a [`Words::wait`] ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// Notified, or the word was not as expected, or spuriously: poll again.
    Woken,
    /// The timeout has elapsed.
    TimedOut,
}

/// What to park on: a word, and the value it keeps until there is a change.
///
/// An event loop calls `Atomics.waitAsync(int32, index, expected | 0)` and then tries again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitTarget {
    /// The index of the word.
    pub index: u32,
    /// The value until the change.
    pub expected: u32,
}

/// The moment at which an operation stops waiting, on the clock of [`Words::now_ms`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deadline {
    at_ms: f64,
}

impl Deadline {
    /// Wait without limit.
    pub const NEVER: Self = Self { at_ms: f64::INFINITY };
    /// Do not wait.
    pub const NOW: Self = Self { at_ms: f64::NEG_INFINITY };

    /// The moment `timeout_ms` milliseconds from now; for `NaN`, [`NEVER`](Self::NEVER), as in
    /// JavaScript.
    pub fn after_ms<W: Words>(words: &W, timeout_ms: f64) -> Self {
        let at_ms = words.now_ms() + timeout_ms;
        if at_ms.is_nan() { Self::NEVER } else { Self { at_ms } }
    }

    /// The later of two moments.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self { at_ms: self.at_ms.max(other.at_ms) }
    }

    /// Milliseconds until this moment: infinite for [`NEVER`](Self::NEVER), 0 or less if it has
    /// passed.
    pub fn left_ms<W: Words>(self, words: &W) -> f64 {
        self.at_ms - words.now_ms()
    }

    /// Parks on `target` until woken or until this moment.
    pub fn wait<W: Words>(self, words: &W, target: WaitTarget) -> Wait {
        if self == Self::NEVER {
            return words.wait(target.index, target.expected, None);
        }
        if self == Self::NOW {
            return Wait::TimedOut;
        }
        let left_ms = self.left_ms(words);
        if left_ms > 0.0 {
            words.wait(target.index, target.expected, Some(left_ms))
        } else {
            Wait::TimedOut
        }
    }
}

macro_rules! words_through {
    ($pointer:ty) => {
        impl<W: Words> Words for $pointer {
            const SPINS: u32 = W::SPINS;
            fn n_words(&self) -> u32 {
                (**self).n_words()
            }
            fn load(&self, index: u32) -> u32 {
                (**self).load(index)
            }
            fn store(&self, index: u32, value: u32) {
                (**self).store(index, value);
            }
            fn write(&self, index: u32, value: u32) {
                (**self).write(index, value);
            }
            fn swap(&self, index: u32, value: u32) -> u32 {
                (**self).swap(index, value)
            }
            fn compare_exchange(&self, index: u32, expected: u32, new: u32) -> u32 {
                (**self).compare_exchange(index, expected, new)
            }
            fn fetch_add(&self, index: u32, n: u32) -> u32 {
                (**self).fetch_add(index, n)
            }
            fn wait(&self, index: u32, expected: u32, timeout_ms: Option<f64>) -> Wait {
                (**self).wait(index, expected, timeout_ms)
            }
            fn notify(&self, index: u32, count: u32) {
                (**self).notify(index, count);
            }
            fn spin_budget(&self) -> Option<&Cell<SpinBudget>> {
                (**self).spin_budget()
            }
            fn copy_in(&self, offset: u32, bytes: &[u8]) {
                (**self).copy_in(offset, bytes);
            }
            fn copy_out(&self, offset: u32, bytes: &mut [u8]) {
                (**self).copy_out(offset, bytes);
            }
            fn allocate(&self, bytes: u32) -> Option<u32> {
                (**self).allocate(bytes)
            }
            fn free(&self, block: u32, bytes: u32) {
                (**self).free(block, bytes);
            }
            fn clear(&self, block: u32, bytes: u32) {
                (**self).clear(block, bytes);
            }
            fn any_event(&self) -> Option<u32> {
                (**self).any_event()
            }
            fn enter(&self) -> bool {
                (**self).enter()
            }
            fn leave(&self) {
                (**self).leave();
            }
            fn now_ms(&self) -> f64 {
                (**self).now_ms()
            }
        }
    };
}

words_through!(&W);
words_through!(Arc<W>);
