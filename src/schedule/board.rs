//! What the workers of a run share: one row of words, the board. It holds the plan, what the policy
//! keeps, a cache line for each worker's lane, and for each task its times.
//!
//! Nothing is allocated and no lock is taken: a task's times have their place before it begins, and
//! only the worker that runs the task writes there.

use super::policy::{Name, Plan, Policy};
use core::ops::Range;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed, Ordering::SeqCst};

/// Words at the head of the board: how the run stands, and its plan, so that the words are all that
/// a worker needs.
pub const HEAD: usize = 8;
/// Words of each lane: cache lines of its own.
pub(super) const LANE: usize = 16;
/// Words for each task.
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

/// In place of a time: the bits of a number that no clock gives.
pub(super) const NEVER: u64 = u64::MAX;

/// What the workers of a run share, seen as what it is.
pub struct Board<'a> {
    policy: Policy,
    pub(super) workers: u32,
    pub(super) head: &'a [AtomicU64],
    lanes: &'a [AtomicU64],
    words: &'a [AtomicU64],
    /// By place, as bits of a number of milliseconds: how long the task takes.
    pub durations: &'a [AtomicU64],
    /// When the task at the place began.
    pub starts: &'a [AtomicU64],
    /// When it ended.
    pub ends: &'a [AtomicU64],
    /// When the dispatch that begins at the place was asked for.
    pub asked: &'a [AtomicU64],
    /// Of how many tasks it is (lower half; 0 where none begins), and whose (upper half).
    pub takes: &'a [AtomicU64],
}

/// Words of the board for a plan.
#[must_use]
pub fn n_words(plan: &Plan) -> usize {
    HEAD + LANE * plan.n_workers as usize + plan.n_words() + TASK * plan.n_tasks as usize
}

/// The plan that the head of a board tells; none where that is no board.
#[must_use]
pub fn plan_of(head: &[AtomicU64]) -> Option<Plan> {
    let halves = |index: usize| {
        let word = head[index].load(SeqCst);
        (word as u32, (word >> 32) as u32)
    };
    let ((name, n_workers), (n_tasks, chunk)) = (halves(NAME_AND_WORKERS), halves(TASKS_AND_CHUNK));
    let (name, _) = *Name::ALL.get(name as usize)?;
    Some(Plan { name, n_tasks, n_workers, chunk, seed: halves(SEED).0 })
}

impl<'a> Board<'a> {
    /// The board in these words, which are [`n_words`].
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

    /// Prepares words that are all 0.
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
        // Worker 0 is the one whose clock counts.
        self.head[SYNCED].store(1, SeqCst);
        self.head[START].store(NEVER, SeqCst);
    }

    /// Tasks that are done.
    #[must_use]
    pub fn done(&self) -> u64 {
        (0..self.workers).map(|worker| self.lane(worker)[DONE].load(Relaxed)).sum()
    }

    /// Asks the policy in the worker's name, and notes when.
    #[inline]
    #[must_use]
    pub fn take_for(&self, worker: u32, at_ms: f64) -> Option<Range<u32>> {
        let places = self.policy.take(self.words, worker)?;
        let (first, length) = (places.start as usize, u64::from(places.end - places.start));
        // What is on the board is for whoever reads it when all lanes have returned: relaxed stores
        // are enough.
        self.asked[first].store(at_ms.to_bits(), Relaxed);
        self.takes[first].store(u64::from(worker) << 32 | length, Relaxed);
        Some(places)
    }

    /// Makes all lanes end at their next look.
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
