//! Two words on which the threads of a team meet, and how one sleeps on them. A thread that changes
//! a word makes a call to the system only if another one has said, in that same word, that it
//! sleeps: awake threads meet by one atomic operation each.
//!
//! Since the sleeper is part of the word there is no moment between the two: whoever changes the
//! word either comes before the sleeper's mark, which then is not made, or reads it.
//!
//! The words are generic, so that `tests/crew_loom.rs` explores all interleavings.
//!
//! Source: the latches of rayon-core 1.12, whose states are `UNSET`, `SLEEPY`, `SLEEPING`, `SET`.

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::sync::{Condvar, Mutex, PoisonError};

/// In either word: someone sleeps, or is about to.
const ASLEEP: u64 = 1 << 63;
/// The lanes of a job, in [`Jobs`]: the lower half is the next unclaimed lane.
const LANES_SHIFT: u32 = 32;
const NEXT_MASK: u64 = (1 << LANES_SHIFT) - 1;

/// A shared word of 64 bits. All operations are sequentially consistent.
pub trait Word {
    /// The value.
    fn load(&self) -> u64;
    /// Sets the value, and returns the previous one.
    fn swap(&self, value: u64) -> u64;
    /// Sets the value if it is `current`; whether it was.
    fn replace(&self, current: u64, value: u64) -> bool;
    /// Subtracts `value`, and returns the previous value.
    fn subtract(&self, value: u64) -> u64;
}

impl Word for AtomicU64 {
    fn load(&self) -> u64 {
        self.load(SeqCst)
    }
    fn swap(&self, value: u64) -> u64 {
        self.swap(value, SeqCst)
    }
    fn replace(&self, current: u64, value: u64) -> bool {
        self.compare_exchange(current, value, SeqCst, SeqCst).is_ok()
    }
    fn subtract(&self, value: u64) -> u64 {
        self.fetch_sub(value, SeqCst)
    }
}

/// Where threads sleep.
pub trait Bed {
    /// Sleeps while `asleep` returns true. It is called while no [`wake`](Self::wake) can pass.
    fn sleep_while(&self, asleep: impl FnMut() -> bool);
    /// Makes all who sleep here look again.
    fn wake(&self);
}

/// A bed of the standard library.
#[derive(Debug, Default)]
pub struct SystemBed {
    lock: Mutex<()>,
    changed: Condvar,
}

impl SystemBed {
    /// An empty bed.
    #[must_use]
    pub const fn new() -> Self {
        Self { lock: Mutex::new(()), changed: Condvar::new() }
    }
}

impl Bed for SystemBed {
    fn sleep_while(&self, mut asleep: impl FnMut() -> bool) {
        let guard = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        let woken = self.changed.wait_while(guard, |()| asleep());
        drop(woken.unwrap_or_else(PoisonError::into_inner));
    }

    fn wake(&self) {
        let _guard = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        self.changed.notify_all();
    }
}

/// A cache line of its own, or the threads that poll one word would delay those that write another.
#[repr(align(64))]
#[derive(Debug, Default)]
pub struct Line<T>(pub T);

impl<T> std::ops::Deref for Line<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// The lanes of the present job that are unclaimed. If lanes ≤ next there are none.
#[derive(Debug)]
pub struct Jobs<W, B> {
    /// Whether a member sleeps; the lanes; the next unclaimed lane.
    state: Line<W>,
    bed: B,
}

impl<W: Word, B: Bed> Jobs<W, B> {
    /// No job; `state` is 0.
    pub const fn new(state: W, bed: B) -> Self {
        Self { state: Line(state), bed }
    }

    /// Publishes a job whose lane 0 is claimed. Call this while no lane is unclaimed.
    pub fn publish(&self, lanes: u32) {
        if self.state.swap(u64::from(lanes) << LANES_SHIFT | 1) & ASLEEP != 0 {
            self.bed.wake();
        }
    }

    /// Claims a lane.
    pub fn claim(&self) -> Option<u32> {
        loop {
            let state = self.state.load();
            if !has_lane(state) {
                return None;
            }
            if self.state.replace(state, state + 1) {
                return Some((state & NEXT_MASK) as u32);
            }
        }
    }

    /// Whether a lane is unclaimed.
    pub fn has_lane(&self) -> bool {
        has_lane(self.state.load())
    }

    /// Whether no member sleeps, as far as is known: it may have been woken a moment ago.
    pub fn is_awake(&self) -> bool {
        self.state.load() & ASLEEP == 0
    }

    /// Sleeps until a job is published, unless a lane is unclaimed; or until `leaving` returns true
    /// after a [`wake`](Self::wake). It may return earlier. The lanes of the job may have been
    /// claimed by others: then the next one is near.
    pub fn sleep_until_job(&self, leaving: impl Fn() -> bool) {
        let mut has_slept = false;
        self.bed.sleep_while(|| {
            let state = self.state.load();
            !std::mem::replace(&mut has_slept, true)
                && !has_lane(state)
                && !leaving()
                && (state & ASLEEP != 0 || self.mark(state))
        });
    }

    /// Wakes all who sleep, so that they look whether they are to leave.
    pub fn wake(&self) {
        self.bed.wake();
    }

    /// Says in the state that someone sleeps, unless a lane is unclaimed; whether that is said.
    fn mark(&self, mut state: u64) -> bool {
        while !has_lane(state) {
            if self.state.replace(state, state | ASLEEP) {
                return true;
            }
            state = self.state.load();
        }
        false
    }
}

fn has_lane(state: u64) -> bool {
    state & NEXT_MASK < (state & !ASLEEP) >> LANES_SHIFT
}

/// The number of lanes that are not done, for which one thread waits.
#[derive(Debug)]
pub struct Unfinished<W, B> {
    /// Whether the waiting thread sleeps; the number.
    count: Line<W>,
    bed: B,
}

impl<W: Word, B: Bed> Unfinished<W, B> {
    /// None; `count` is 0.
    pub const fn new(count: W, bed: B) -> Self {
        Self { count: Line(count), bed }
    }

    /// Sets the number, while all are done and nobody waits.
    pub fn set(&self, lanes: u32) {
        self.count.swap(u64::from(lanes));
    }

    /// One lane is done. What its thread wrote before can be read by the one that has waited.
    pub fn count_off(&self) {
        if self.count.subtract(1) == ASLEEP | 1 {
            self.bed.wake();
        }
    }

    /// Whether all are done.
    pub fn is_zero(&self) -> bool {
        self.count.load() & !ASLEEP == 0
    }

    /// Sleeps until all are done.
    pub fn sleep_until_zero(&self) {
        self.bed.sleep_while(|| {
            loop {
                let count = self.count.load();
                if count & !ASLEEP == 0 {
                    return false;
                }
                if count & ASLEEP != 0 || self.count.replace(count, count | ASLEEP) {
                    return true;
                }
            }
        });
    }

    /// Whether the waiting thread sleeps, or is about to.
    #[cfg(test)]
    pub fn is_awaited_asleep(&self) -> bool {
        self.count.load() & ASLEEP != 0
    }
}
