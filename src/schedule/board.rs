//! The board: the words that the workers of a run share. It holds the plan, the policy's state, a
//! lane (its own cache lines) for each worker, and the times of each task.
//!
//! Invariant: no allocation and no lock. The space for a task's times exists before the task
//! starts, and only the worker that runs the task writes to it.

use super::policy::{Name, Plan, Policy};
use super::{MAX_TASKS, MAX_WORKERS};
use core::ops::Range;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed, Ordering::SeqCst};

/// The number of words in the head of the board: the state of the run, and its plan, so that a
/// worker needs nothing but the words.
pub const HEAD: usize = 8;
/// The number of words per lane: whole cache lines, against false sharing.
pub(super) const LANE: usize = 16;
/// The number of words per task.
pub(super) const TASK: usize = 5;

// The head.
pub(super) const ARRIVED: usize = 0;
pub(super) const SYNCED: usize = 1;
pub(super) const START: usize = 2;
pub(super) const STOP: usize = 3;
pub(super) const NAME_AND_WORKERS: usize = 4;
pub(super) const TASKS_AND_CHUNK: usize = 5;
pub(super) const SEED: usize = 6;

// A lane.
pub(super) const PHASE: usize = 0;
pub(super) const TAKEN: usize = 1;
pub(super) const DUE: usize = 2;
pub(super) const LAST: usize = 3;
pub(super) const OFFSET: usize = 4;
pub(super) const PING: usize = 5;
pub(super) const PONG: usize = 6;
pub(super) const DONE: usize = 7;
pub(super) const ANSWERED: usize = 8;
pub(super) const UNITS: usize = 9;

/// In place of a time: the bits of a NaN, which no clock returns.
pub(super) const NEVER: u64 = u64::MAX;

/// A board's words, by meaning.
pub struct Board<'a> {
    policy: Policy,
    pub(super) workers: u32,
    pub(super) head: &'a [AtomicU64],
    lanes: &'a [AtomicU64],
    words: &'a [AtomicU64],
    /// The duration of the task at each place, in ms, as the bits of an `f64`.
    pub durations: &'a [AtomicU64],
    /// When the task at each place started, in ms from the start of the run, as bits.
    pub starts: &'a [AtomicU64],
    /// When the task at each place ended, likewise.
    pub ends: &'a [AtomicU64],
    /// When the dispatch that begins at each place was requested, likewise.
    pub asked: &'a [AtomicU64],
    /// The number of tasks of the dispatch that begins at each place (lower half; 0 if none begins
    /// there) and its worker (upper half).
    pub takes: &'a [AtomicU64],
}

/// The number of words of a board for this plan.
#[must_use]
pub fn n_words(plan: &Plan) -> usize {
    HEAD + LANE * plan.n_workers as usize + plan.n_words() + TASK * plan.n_tasks as usize
}

/// The plan in the head of a board; `None` if there is no such policy, or a number is none that a
/// [`Setup`](super::Setup) may have, so that this is no board.
#[must_use]
pub fn plan_of(head: &[AtomicU64]) -> Option<Plan> {
    let halves = |index: usize| {
        let word = head[index].load(SeqCst);
        (word as u32, (word >> 32) as u32)
    };
    let ((name, n_workers), (n_tasks, chunk)) = (halves(NAME_AND_WORKERS), halves(TASKS_AND_CHUNK));
    let (name, _) = *Name::ALL.get(name as usize)?;
    let is_plan =
        (1..=MAX_WORKERS).contains(&n_workers) && n_tasks as usize <= MAX_TASKS && chunk > 0;
    is_plan.then(|| Plan { name, n_tasks, n_workers, chunk, seed: halves(SEED).0 })
}

impl<'a> Board<'a> {
    /// The board in these words.
    ///
    /// # Panics
    /// If there are fewer words than [`n_words`].
    #[must_use]
    pub fn new(plan: &Plan, board: &'a [AtomicU64]) -> Self {
        let n = plan.n_tasks as usize;
        let (head, rest) = board.split_at(HEAD);
        let (lanes, rest) = rest.split_at(LANE * plan.n_workers as usize);
        let (words, rest) = rest.split_at(plan.n_words());
        let (durations, rest) = rest.split_at(n);
        let (starts, rest) = rest.split_at(n);
        let (ends, rest) = rest.split_at(n);
        let (asked, rest) = rest.split_at(n);
        let takes = &rest[..n];
        Self {
            policy: plan.policy(),
            workers: plan.n_workers,
            head,
            lanes,
            words,
            durations,
            starts,
            ends,
            asked,
            takes,
        }
    }

    /// Initialises the board, whose words are all 0. `durations_ms` has one duration per place.
    pub fn begin(&self, plan: &Plan, durations_ms: &[f64]) {
        let both = |lower: u32, upper: u32| u64::from(upper) << 32 | u64::from(lower);
        self.head[NAME_AND_WORKERS].store(both(plan.name as u32, plan.n_workers), SeqCst);
        self.head[TASKS_AND_CHUNK].store(both(plan.n_tasks, plan.chunk), SeqCst);
        self.head[SEED].store(both(plan.seed, 0), SeqCst);
        self.policy.begin(self.words);
        for (word, duration) in self.durations.iter().zip(durations_ms) {
            word.store(duration.to_bits(), SeqCst);
        }
        for worker in 0..self.workers {
            self.lane(worker)[DUE].store(NEVER, SeqCst);
        }
        // Worker 0 is synchronised from the start, since its clock is the reference.
        self.head[SYNCED].store(1, SeqCst);
        self.head[START].store(NEVER, SeqCst);
    }

    /// The number of tasks that are done.
    #[must_use]
    pub fn done(&self) -> u64 {
        (0..self.workers).map(|worker| self.lane(worker)[DONE].load(Relaxed)).sum()
    }

    /// Takes places from the policy for `worker`, and records that it asked at `at_ms`, in ms from
    /// the start of the run; `None` if nothing is left for it.
    #[inline]
    #[must_use]
    pub fn take_for(&self, worker: u32, at_ms: f64) -> Option<Range<u32>> {
        let places = self.policy.take(self.words, worker)?;
        let (first, length) = (places.start as usize, u64::from(places.end - places.start));
        // Relaxed: these words are read only after all lanes have returned.
        self.asked[first].store(at_ms.to_bits(), Relaxed);
        self.takes[first].store(u64::from(worker) << 32 | length, Relaxed);
        Some(places)
    }

    /// Makes every lane end at its next check.
    pub fn stop(&self) {
        self.head[STOP].store(1, SeqCst);
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.head[STOP].load(Relaxed) != 0
    }

    pub(super) fn start_ms(&self) -> f64 {
        f64::from_bits(self.head[START].load(SeqCst))
    }

    pub(super) fn lane(&self, worker: u32) -> &'a [AtomicU64] {
        &self.lanes[LANE * worker as usize..][..LANE]
    }
}
