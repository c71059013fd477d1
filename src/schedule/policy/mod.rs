//! The policies: which tasks a worker gets when it asks. Each is a struct of its own, in a file
//! that opens with its rule. To add one, write its file and its line at the end of this one.
//!
//! N tasks have the places `0 .. N`, in the order in which they are handed out; P workers ask by
//! [`Rule::take`] until there is nothing left for them. What changes meanwhile lies in words that
//! all workers share, so the same code schedules workers in virtual time, threads, and processes
//! over a memory that they share. No lock is taken, nothing is allocated.
//!
//! Invariant: over all answers every place is given exactly once, whichever workers ask in whatever
//! order.

use core::ops::Range;
use core::sync::atomic::AtomicU64;

pub mod cursor;

/// A policy over so many tasks and workers, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Which policy.
    pub name: Name,
    /// N, the number of tasks.
    pub n_tasks: u32,
    /// P, the number of workers, at least 1.
    pub n_workers: u32,
    /// k, at least 1: tasks taken at a time, or the least number taken at a time.
    pub chunk: u32,
    /// Chooses the victims of thieves.
    pub seed: u32,
}

/// What a policy does.
pub trait Rule: Copy {
    /// What the library calls it.
    const NAME: &'static str;
    /// Whether all tasks are handed out in the order of their places, whichever worker asks: from
    /// one cursor.
    const IN_ORDER: bool = true;
    /// Whether its places are the tasks by decreasing duration; else they are the tasks by index.
    const SORTED: bool = false;

    /// The policy for a plan.
    fn new(plan: &Plan) -> Self;

    /// The number of words that it needs: one for a cursor.
    fn n_words(&self) -> usize {
        1
    }

    /// Prepares the words, which are all 0, before the first worker asks.
    fn begin(&self, _words: &[AtomicU64]) {}

    /// The places that the worker is to work on next; `None` when there is nothing left for it and
    /// never will be.
    fn take(&self, words: &[AtomicU64], worker: u32) -> Option<Range<u32>>;
}

macro_rules! policies {
    ($($file:ident::$policy:ident,)*) => {
        $(mod $file;)*

        /// The policies by name. The numbers are how names travel to a module without strings.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Name {
            $(#[doc = concat!("That of `", stringify!($file), ".rs`.")] $policy,)*
        }

        const N: usize = [$(Name::$policy),*].len();

        impl Name {
            /// All names with what the library calls them, in the order of their numbers.
            pub const ALL: [(Self, &'static str); N] = [$((Self::$policy, $file::$policy::NAME)),*];
        }

        /// A policy, ready to be asked: see [`Rule`].
        #[derive(Debug, Clone, Copy)]
        pub struct Policy(Kind);

        #[derive(Debug, Clone, Copy)]
        enum Kind {
            $($policy($file::$policy),)*
        }

        impl Plan {
            /// The policy.
            #[must_use]
            pub fn policy(&self) -> Policy {
                Policy(match self.name {
                    $(Name::$policy => Kind::$policy(Rule::new(self)),)*
                })
            }

            /// See [`Rule::IN_ORDER`].
            #[must_use]
            pub const fn is_in_order(&self) -> bool {
                match self.name { $(Name::$policy => $file::$policy::IN_ORDER,)* }
            }

            /// See [`Rule::SORTED`].
            #[must_use]
            pub const fn is_sorted(&self) -> bool {
                match self.name { $(Name::$policy => $file::$policy::SORTED,)* }
            }

            /// See [`Rule::n_words`].
            #[must_use]
            pub fn n_words(&self) -> usize {
                match self.policy().0 { $(Kind::$policy(policy) => policy.n_words(),)* }
            }
        }

        impl Policy {
            /// See [`Rule::begin`].
            pub fn begin(&self, words: &[AtomicU64]) {
                match &self.0 { $(Kind::$policy(policy) => policy.begin(words),)* }
            }

            /// See [`Rule::take`].
            #[inline]
            #[must_use]
            pub fn take(&self, words: &[AtomicU64], worker: u32) -> Option<Range<u32>> {
                match &self.0 { $(Kind::$policy(policy) => policy.take(words, worker),)* }
            }
        }
    };
}

policies! {
    chunk::Chunk,
    round_robin::RoundRobin,
    dynamic::Dynamic,
    guided::Guided,
    trapezoid::Trapezoid,
    factoring::Factoring,
    pool_map::PoolMap,
    longest_first::LongestFirst,
    work_stealing::WorkStealing,
}
