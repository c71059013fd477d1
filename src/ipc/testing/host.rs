//! The host's words: `std` atomics, and a table of parked agents in place of the kernel's futexes.
//!
//! Invariant: free of data races by construction. The payload (`payload.rs`) consists of atomic
//! bytes accessed with relaxed order and stored apart from the words (no byte is used both ways,
//! see [`words`](crate::words)).
//!
//! Source: futex(2); the table is a small parking lot (Filip Pizlo, "Locking in WebKit", 2016).

use super::payload::Payload;
use crate::allocator::{Allocator, Arena, Claim, LINE, N_CLASSES};
use crate::words::{Wait, Words};
use alloc::{boxed::Box, vec::Vec};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Shared words in the memory of one native process, shared by reference or with an `Arc`.
#[derive(Debug)]
pub struct HostWords {
    /// The words, and one more: the event count for agents that wait for any of several changes.
    words: Box<[AtomicU32]>,
    bytes: Payload,
    heads: Box<[AtomicU64]>,
    /// The first word of the allocator's header, if there is an allocator.
    arena: Option<u32>,
    sleepers: Mutex<Sleepers>,
    alarm: Condvar,
    start: Instant,
}

#[derive(Debug, Default)]
struct Sleepers {
    next_ticket: u64,
    /// The parked agents as (word, ticket), the one parked longest first.
    asleep: Vec<(u32, u64)>,
}

impl HostWords {
    /// `n_words` words, all zero.
    #[must_use]
    pub fn new(n_words: u32) -> Self {
        Self {
            words: (0..=n_words).map(|_| AtomicU32::new(0)).collect(),
            bytes: Payload::new(n_words as usize * 4),
            heads: (0..N_CLASSES).map(|_| AtomicU64::new(0)).collect(),
            arena: None,
            sleepers: Mutex::default(),
            alarm: Condvar::new(),
            start: Instant::now(),
        }
    }

    /// `n_words` words, of which all after the first `n_own` belong to an allocator.
    #[must_use]
    pub fn with_arena(n_own: u32, n_words: u32) -> Self {
        let header = n_own.next_multiple_of(LINE / 4);
        let words = Self { arena: Some(header), ..Self::new(n_words) };
        let first = (header + LINE / 4) * 4;
        // The host keeps no reserve: the maximum is raised by what ordinary allocations leave free.
        Allocator::at(&words, header).create(first, n_words * 4 + crate::allocator::RESERVE);
        words
    }

    /// The allocator of words created by [`with_arena`](Self::with_arena).
    ///
    /// # Panics
    /// If the words have no allocator.
    #[must_use]
    pub fn allocator(&self) -> Allocator<'_, Self> {
        Allocator::at(self, self.arena.expect("words with an arena"))
    }

    /// The number of agents parked at this moment: tests wait for it instead of sleeping.
    #[must_use]
    pub fn n_asleep(&self) -> usize {
        self.sleepers().asleep.len()
    }

    fn sleepers(&self) -> MutexGuard<'_, Sleepers> {
        // A panic elsewhere cannot leave the table half-changed.
        self.sleepers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Words for HostWords {
    fn n_words(&self) -> u32 {
        self.words.len() as u32 - 1
    }

    fn load(&self, index: u32) -> u32 {
        self.words[index as usize].load(Ordering::SeqCst)
    }

    fn store(&self, index: u32, value: u32) {
        self.words[index as usize].store(value, Ordering::SeqCst);
    }

    #[cfg(any(miri, real_cells))]
    fn write(&self, index: u32, value: u32) {
        // SAFETY: the word is exclusively this agent's until its next atomic store, or Miri or
        // ThreadSanitizer stops the test, see `payload.rs`.
        unsafe { self.words[index as usize].as_ptr().write(value) };
    }

    fn swap(&self, index: u32, value: u32) -> u32 {
        self.words[index as usize].swap(value, Ordering::SeqCst)
    }

    fn compare_exchange(&self, index: u32, expected: u32, new: u32) -> u32 {
        match self.words[index as usize].compare_exchange(
            expected,
            new,
            Ordering::SeqCst,
            Ordering::SeqCst,
        ) {
            Ok(old) | Err(old) => old,
        }
    }

    fn fetch_add(&self, index: u32, n: u32) -> u32 {
        self.words[index as usize].fetch_add(n, Ordering::SeqCst)
    }

    fn wait(&self, index: u32, expected: u32, timeout_ms: Option<f64>) -> Wait {
        // A timeout too long for a `Duration` is treated as no timeout.
        let timeout =
            timeout_ms.and_then(|ms| Duration::try_from_secs_f64(ms.max(0.0) / 1000.0).ok());
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        let mut sleepers = self.sleepers();
        // Compared under the table's mutex, which `notify` takes after the store it announces:
        // either this load sees that store, or `notify` finds the entry made below.
        if self.load(index) != expected {
            return Wait::Woken;
        }
        let ticket = sleepers.next_ticket;
        sleepers.next_ticket += 1;
        sleepers.asleep.push((index, ticket));
        loop {
            sleepers = match deadline {
                None => self.alarm.wait(sleepers).unwrap_or_else(PoisonError::into_inner),
                Some(at) => {
                    let left = at.saturating_duration_since(Instant::now());
                    self.alarm
                        .wait_timeout(sleepers, left)
                        .unwrap_or_else(PoisonError::into_inner)
                        .0
                }
            };
            let Some(place) = sleepers.asleep.iter().position(|&entry| entry == (index, ticket))
            else {
                return Wait::Woken;
            };
            if deadline.is_some_and(|at| Instant::now() >= at) {
                sleepers.asleep.remove(place);
                return Wait::TimedOut;
            }
        }
    }

    fn notify(&self, index: u32, count: u32) {
        let mut sleepers = self.sleepers();
        let mut n_left = count;
        sleepers.asleep.retain(|&(slept_on, _)| {
            let wake = slept_on == index && n_left > 0;
            n_left -= u32::from(wake);
            !wake
        });
        if n_left < count {
            self.alarm.notify_all();
        }
    }

    fn copy_in(&self, offset: u32, bytes: &[u8]) {
        self.bytes.copy_in(offset as usize, bytes);
    }

    fn copy_out(&self, offset: u32, bytes: &mut [u8]) {
        self.bytes.copy_out(offset as usize, bytes);
    }

    fn allocate(&self, bytes: u32) -> Option<u32> {
        let header = self.arena?;
        Allocator::at(self, header).allocate(bytes, Claim::Ordinary)
    }

    fn free(&self, block: u32, bytes: u32) {
        self.allocator().free(block, bytes);
    }

    fn any_event(&self) -> Option<u32> {
        Some(self.n_words())
    }

    fn now_ms(&self) -> f64 {
        self.start.elapsed().as_secs_f64() * 1000.0
    }
}

impl Arena for HostWords {
    fn head(&self, class: u32) -> u64 {
        self.heads[class as usize].load(Ordering::SeqCst)
    }

    fn exchange_head(&self, class: u32, expected: u64, new: u64) -> u64 {
        let head = &self.heads[class as usize];
        match head.compare_exchange(expected, new, Ordering::SeqCst, Ordering::SeqCst) {
            Ok(old) | Err(old) => old,
        }
    }

    fn grow(&self, end: u32) -> bool {
        end <= self.n_words() * 4
    }
}
