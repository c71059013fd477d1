//! Words whose agent dies after a given number of operations, for tests of the state it leaves
//! behind.
//!
//! Invariant: a dead agent neither changes nor sees shared state (it reads all words as 0). Its
//! death unwinds the agent's stack (without the panic hook's message), and destructors that run
//! meanwhile have no effect on the words, as if they had not run.

use crate::words::{Wait, Words};
use alloc::boxed::Box;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicU32, Ordering};

/// The words `W` as seen by an agent that dies after a given number of operations.
#[derive(Debug)]
pub struct CrashAfter<W> {
    words: W,
    /// The number of operations left; `u32::MAX` once the agent is dead. Used by one agent only,
    /// so relaxed order suffices.
    n_left: AtomicU32,
}

/// The error of [`catch_crash`]: the agent died.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crashed;

/// Runs an agent; returns its result unless it died.
///
/// # Errors
/// [`Crashed`] if the agent died.
///
/// # Panics
/// If the agent panics for another reason.
pub fn catch_crash<T>(life: impl FnOnce() -> T) -> Result<T, Crashed> {
    panic::catch_unwind(AssertUnwindSafe(life)).map_err(|cause| match cause.downcast::<Crashed>() {
        Ok(died) => *died,
        Err(other) => panic::resume_unwind(other),
    })
}

impl<W: Words> CrashAfter<W> {
    /// Words whose agent performs `n_operations` operations and dies in place of the next one.
    pub const fn new(words: W, n_operations: u32) -> Self {
        Self { words, n_left: AtomicU32::new(n_operations) }
    }

    fn is_dead(&self) -> bool {
        self.n_left.load(Ordering::Relaxed) == u32::MAX
    }

    /// Counts one operation, and dies if none is left; returns whether it takes place.
    fn lives(&self) -> bool {
        if self.is_dead() {
            return false;
        }
        let n_left = self.n_left.load(Ordering::Relaxed);
        self.n_left.store(n_left.wrapping_sub(1), Ordering::Relaxed);
        if n_left == 0 {
            panic::resume_unwind(Box::new(Crashed));
        }
        true
    }
}

impl<W: Words> Words for CrashAfter<W> {
    const SPINS: u32 = 0;

    fn n_words(&self) -> u32 {
        self.words.n_words()
    }

    fn load(&self, index: u32) -> u32 {
        if self.lives() { self.words.load(index) } else { 0 }
    }

    fn store(&self, index: u32, value: u32) {
        if self.lives() {
            self.words.store(index, value);
        }
    }

    fn swap(&self, index: u32, value: u32) -> u32 {
        if self.lives() { self.words.swap(index, value) } else { 0 }
    }

    fn compare_exchange(&self, index: u32, expected: u32, new: u32) -> u32 {
        // To a dead agent every exchange appears to succeed, so that no loop blocks its
        // destructors.
        if self.lives() { self.words.compare_exchange(index, expected, new) } else { expected }
    }

    fn fetch_add(&self, index: u32, n: u32) -> u32 {
        if self.lives() { self.words.fetch_add(index, n) } else { 0 }
    }

    fn wait(&self, index: u32, expected: u32, timeout_ms: Option<f64>) -> Wait {
        if self.lives() { self.words.wait(index, expected, timeout_ms) } else { Wait::TimedOut }
    }

    fn notify(&self, index: u32, count: u32) {
        if self.lives() {
            self.words.notify(index, count);
        }
    }

    fn copy_in(&self, offset: u32, bytes: &[u8]) {
        if self.lives() {
            self.words.copy_in(offset, bytes);
        }
    }

    fn copy_out(&self, offset: u32, bytes: &mut [u8]) {
        if self.lives() {
            self.words.copy_out(offset, bytes);
        }
    }

    fn allocate(&self, bytes: u32) -> Option<u32> {
        if self.lives() { self.words.allocate(bytes) } else { None }
    }

    fn free(&self, block: u32, bytes: u32) {
        if self.lives() {
            self.words.free(block, bytes);
        }
    }

    fn any_event(&self) -> Option<u32> {
        self.words.any_event()
    }

    fn now_ms(&self) -> f64 {
        self.words.now_ms()
    }
}
