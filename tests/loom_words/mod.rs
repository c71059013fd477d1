//! Shared words under loom.
//!
//! The words are loom's atomics. All their operations are read-modify-writes: those always see the
//! latest value, as sequential consistency guarantees and loom's plain `SeqCst` loads do not. The
//! payload consists of loom's cells, which report a data race if the atomic words do not order the
//! copies. A wait without a timeout parks on a condition variable, so that a lost wake-up is a
//! deadlock, which loom reports; a wait with a timeout ends at once, at whatever moment the
//! schedule reaches it.

use loom::cell::UnsafeCell;
use loom::sync::atomic::{AtomicU32, Ordering};
use loom::sync::{Arc, Condvar, Mutex};
use parallel_playground::ipc::{Deadline, Error, Operation, Wait, Words, operation};
use std::sync::atomic::{AtomicU32 as Untracked, Ordering::Relaxed};

/// A word and the agents parked on it.
struct Word {
    value: AtomicU32,
    door: Mutex<()>,
    alarm: Condvar,
    /// The number of parked agents, invisible to loom: only the order of the accesses to `value`
    /// matters.
    n_asleep: Untracked,
}

struct LoomWords {
    words: Vec<Word>,
    bytes: Vec<UnsafeCell<u8>>,
    /// The word for agents that wait for any of several changes.
    any: Word,
    n_header: u32,
    /// The next line and the next byte to be allocated.
    next_line: Untracked,
    next_byte: Untracked,
}

/// The number of words in a cache line, and of those that the layouts use: a model is faster
/// without the others.
const LINE: u32 = 16;
const N_USED: u32 = 11;
/// The index of the word for agents that wait for any of several changes.
const ANY: u32 = (1 << 30) - 1;

/// An agent's handle to the words of a model.
#[derive(Clone)]
pub struct Shared(Arc<LoomWords>);

impl Shared {
    /// `n_header` words, then `n_bytes` bytes, and memory to be allocated: `n_lines` lines, for
    /// blocks of whole lines, and `n_more` bytes, for all others. No memory is reused, so that a
    /// read after a free finds stale data.
    pub fn new(n_header: u32, n_bytes: u32, (n_lines, n_more): (u32, u32)) -> Self {
        let word = || Word {
            value: AtomicU32::new(0),
            door: Mutex::new(()),
            alarm: Condvar::new(),
            n_asleep: Untracked::new(0),
        };
        Self(Arc::new(LoomWords {
            words: (0..(n_header.div_ceil(LINE) + n_lines) * N_USED).map(|_| word()).collect(),
            bytes: (0..n_bytes + n_more).map(|_| UnsafeCell::new(0)).collect(),
            any: word(),
            n_header,
            next_line: Untracked::new(n_header.div_ceil(LINE)),
            next_byte: Untracked::new(n_header * 4 + n_bytes),
        }))
    }

    fn word(&self, index: u32) -> &Word {
        if index == ANY {
            &self.0.any
        } else if index % LINE < N_USED {
            &self.0.words[(index / LINE * N_USED + index % LINE) as usize]
        } else {
            &self.0.words[N_USED as usize - 1]
        }
    }
}

impl Words for Shared {
    const SPINS: u32 = 0;

    fn n_words(&self) -> u32 {
        // At least as many: lines are counted whole, and those to be allocated too.
        (self.0.words.len() as u32 / N_USED) * LINE + self.0.bytes.len() as u32 / 4
    }

    fn load(&self, index: u32) -> u32 {
        self.word(index).value.fetch_add(0, Ordering::SeqCst)
    }

    fn store(&self, index: u32, value: u32) {
        self.word(index).value.swap(value, Ordering::SeqCst);
    }

    fn swap(&self, index: u32, value: u32) -> u32 {
        self.word(index).value.swap(value, Ordering::SeqCst)
    }

    fn compare_exchange(&self, index: u32, expected: u32, new: u32) -> u32 {
        match self.word(index).value.compare_exchange(
            expected,
            new,
            Ordering::SeqCst,
            Ordering::SeqCst,
        ) {
            Ok(old) | Err(old) => old,
        }
    }

    fn fetch_add(&self, index: u32, n: u32) -> u32 {
        self.word(index).value.fetch_add(n, Ordering::SeqCst)
    }

    fn wait(&self, index: u32, expected: u32, timeout_ms: Option<f64>) -> Wait {
        if timeout_ms.is_some() {
            return Wait::TimedOut;
        }
        let word = self.word(index);
        let door = word.door.lock().expect("no panic holds it");
        word.n_asleep.fetch_add(1, Relaxed);
        if self.load(index) == expected {
            drop(word.alarm.wait(door));
        }
        word.n_asleep.fetch_sub(1, Relaxed);
        Wait::Woken
    }

    fn notify(&self, index: u32, count: u32) {
        let word = self.word(index);
        if word.n_asleep.load(Relaxed) > 0 {
            let _door = word.door.lock().expect("no panic holds it");
            if count == 1 { word.alarm.notify_one() } else { word.alarm.notify_all() }
        }
    }

    fn copy_in(&self, offset: u32, bytes: &[u8]) {
        for (i, &byte) in bytes.iter().enumerate() {
            self.0.bytes[(offset - self.0.n_header * 4) as usize + i].with_mut(|cell| {
                // SAFETY: loom fails the test if another agent accesses the cell.
                unsafe { *cell = byte }
            });
        }
    }

    fn copy_out(&self, offset: u32, bytes: &mut [u8]) {
        for (i, byte) in bytes.iter_mut().enumerate() {
            self.0.bytes[(offset - self.0.n_header * 4) as usize + i].with(|cell| {
                // SAFETY: loom fails the test if another agent writes to the cell.
                *byte = unsafe { *cell }
            });
        }
    }

    fn allocate(&self, bytes: u32) -> Option<u32> {
        Some(match bytes {
            64.. if bytes.is_multiple_of(64) => {
                self.0.next_line.fetch_add(bytes / 64, Relaxed) * LINE * 4
            }
            _ => self.0.next_byte.fetch_add(bytes, Relaxed),
        })
    }

    /// A model is short: nothing is used again.
    fn free(&self, _block: u32, _bytes: u32) {}

    fn any_event(&self) -> Option<u32> {
        Some(ANY)
    }

    fn now_ms(&self) -> f64 {
        0.0
    }
}

/// Runs the model in every interleaving with at most `preemptions` preemptions.
pub fn model(preemptions: usize, run: impl Fn() + Sync + Send + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(preemptions);
    builder.max_branches = 20_000;
    builder.check(run);
}

/// Runs an operation to its end, without a deadline.
pub fn finish<W: Words>(words: &W, mut operation: impl Operation<W>) -> Result<(), Error> {
    operation::run(words, &mut operation, Deadline::NEVER)
}
