//! The policies: which tasks a worker gets when it asks. Each is a struct of its own, in a file that opens with its rule.
//!
//! N tasks have the places `0 .. N`, in the order in which they are handed out; P workers ask by [`Policy::take`] until there is
//! nothing left for them. What changes meanwhile lies in words that all workers share, so the same code schedules workers in virtual
//! time, threads, and processes over a memory that they share. No lock is taken, nothing is allocated.
//!
//! Invariant: over all answers every place is given exactly once, whoever asks and in whatever order.

pub mod chunk;
pub mod cursor;
mod dynamic;
mod factoring;
mod guided;
mod longest_first;
mod pool_map;
mod round_robin;
mod trapezoid;
mod work_stealing;

use chunk::Chunk;
use core::ops::Range;
use core::sync::atomic::AtomicU64;
use dynamic::Dynamic;
use factoring::Factoring;
use guided::Guided;
use longest_first::LongestFirst;
use pool_map::PoolMap;
use round_robin::RoundRobin;
use trapezoid::Trapezoid;
use work_stealing::WorkStealing;

/// What a policy is called. The numbers are how names travel to a module without strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// One contiguous chunk each.
    Chunk,
    /// Chunks of k, dealt in turn.
    RoundRobin,
    /// The next k to whoever asks.
    Dynamic,
    /// ⌈R/P⌉.
    Guided,
    /// Linearly fewer.
    Trapezoid,
    /// Batches of P equal chunks of ⌈R/2P⌉.
    Factoring,
    /// CPython's `Pool.map`.
    PoolMap,
    /// By decreasing duration.
    LongestFirst,
    /// Own deque first, then somebody else's.
    WorkStealing,
}

impl Name {
    /// All names with what the library calls them, in the order of their numbers.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Chunk, "chunk"),
        (Self::RoundRobin, "roundRobin"),
        (Self::Dynamic, "dynamic"),
        (Self::Guided, "guided"),
        (Self::Trapezoid, "trapezoid"),
        (Self::Factoring, "factoring"),
        (Self::PoolMap, "poolMap"),
        (Self::LongestFirst, "longestFirst"),
        (Self::WorkStealing, "workStealing"),
    ];
}

/// A policy over so many tasks and workers, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Which policy.
    pub name: Name,
    /// N.
    pub n_tasks: u32,
    /// P, at least 1.
    pub n_workers: u32,
    /// k, at least 1: tasks taken at a time, or at least.
    pub chunk: u32,
    /// Chooses victims.
    pub seed: u32,
}

/// A policy, ready to be asked.
#[derive(Debug, Clone, Copy)]
pub enum Policy {
    /// See the file of that name; so for all.
    Chunk(Chunk),
    /// Chunks of k, dealt in turn.
    RoundRobin(RoundRobin),
    /// The next k to whoever asks.
    Dynamic(Dynamic),
    /// ⌈R/P⌉.
    Guided(Guided),
    /// Linearly fewer.
    Trapezoid(Trapezoid),
    /// Batches of P equal chunks of ⌈R/2P⌉.
    Factoring(Factoring),
    /// CPython's `Pool.map`.
    PoolMap(PoolMap),
    /// By decreasing duration.
    LongestFirst(LongestFirst),
    /// Own deque first, then somebody else's.
    WorkStealing(WorkStealing),
}

impl Plan {
    /// The policy.
    #[must_use]
    pub fn policy(&self) -> Policy {
        let Self { name, n_tasks: n, n_workers: p, chunk: k, seed } = *self;
        match name {
            Name::Chunk => Policy::Chunk(Chunk { n, p }),
            Name::RoundRobin => Policy::RoundRobin(RoundRobin { n, p, k }),
            Name::Dynamic => Policy::Dynamic(Dynamic { n, k }),
            Name::Guided => Policy::Guided(Guided { n, p, k }),
            Name::Trapezoid => Policy::Trapezoid(Trapezoid::new(n, p, k)),
            Name::Factoring => Policy::Factoring(Factoring { n, p, k }),
            Name::PoolMap => Policy::PoolMap(PoolMap::new(n, p)),
            Name::LongestFirst => Policy::LongestFirst(LongestFirst(Dynamic { n, k })),
            Name::WorkStealing => Policy::WorkStealing(WorkStealing { n, p, k, seed }),
        }
    }

    /// Words that the policy needs.
    #[must_use]
    pub fn n_words(&self) -> usize {
        match self.name {
            Name::Chunk | Name::RoundRobin => self.n_workers as usize,
            Name::WorkStealing => WorkStealing::n_words(self.n_workers),
            _ => 1,
        }
    }

    /// Whether all tasks are handed out in the order of their places, whoever asks: from one cursor.
    #[must_use]
    pub fn is_in_order(&self) -> bool {
        !matches!(self.name, Name::Chunk | Name::RoundRobin | Name::WorkStealing)
    }
}

impl Policy {
    /// Prepares the words, which are all 0, before the first worker asks.
    pub fn begin(&self, words: &[AtomicU64]) {
        if let Self::WorkStealing(policy) = self {
            policy.begin(words);
        }
    }

    /// The places that the worker is to work on next; none when there is nothing left for it, now and for ever.
    #[inline]
    pub fn take(&self, words: &[AtomicU64], worker: u32) -> Option<Range<u32>> {
        match self {
            Self::Chunk(policy) => policy.take(words, worker),
            Self::RoundRobin(policy) => policy.take(words, worker),
            Self::Dynamic(policy) => policy.take(words),
            Self::Guided(policy) => policy.take(words),
            Self::Trapezoid(policy) => policy.take(words),
            Self::Factoring(policy) => policy.take(words),
            Self::PoolMap(policy) => policy.take(words),
            Self::LongestFirst(policy) => policy.take(words),
            Self::WorkStealing(policy) => policy.take(words, worker),
        }
    }
}
