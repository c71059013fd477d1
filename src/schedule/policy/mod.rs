//! The policies: which tasks a worker gets when it asks. Each is a struct in its own file, which
//! opens with the rule. To add one, write its file and its line at the end of this one.
//!
//! N tasks have the places `0 .. N`; P workers call [`Rule::take`] until nothing is left for them.
//! All mutable state is in words that the workers share, so the same code schedules workers in
//! virtual time, threads, and processes over shared memory. It takes no lock and allocates nothing.
//!
//! Invariant: every place is handed out exactly once, whichever workers ask in whatever order.

use core::ops::Range;
use core::sync::atomic::AtomicU64;

pub mod cursor;

/// A policy and its parameters, as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// The policy's name.
    pub name: Name,
    /// The number of tasks, N.
    pub n_tasks: u32,
    /// The number of workers, P; at least 1.
    pub n_workers: u32,
    /// The chunk size, k; at least 1: the number of tasks taken at a time, or the minimum for
    /// policies with variable chunks.
    pub chunk: u32,
    /// The seed for choosing victims in work stealing.
    pub seed: u32,
}

/// A scheduling policy.
pub trait Rule: Copy {
    /// The name in the library's API.
    const NAME: &'static str;
    /// Whether all workers take places from one cursor, so that places are handed out in order.
    const IN_ORDER: bool = true;
    /// Whether places are the tasks sorted by decreasing duration; otherwise they are the tasks by
    /// index.
    const SORTED: bool = false;

    /// Creates the policy for a plan.
    fn new(plan: &Plan) -> Self;

    /// The number of shared words that it needs; by default one, for a cursor.
    fn n_words(&self) -> usize {
        1
    }

    /// Initialises the words, which are all 0, before the first worker asks.
    fn begin(&self, _words: &[AtomicU64]) {}

    /// Takes the places that `worker` is to work on next; `None` if nothing is left for it for
    /// good.
    fn take(&self, words: &[AtomicU64], worker: u32) -> Option<Range<u32>>;
}

macro_rules! policies {
    ($($file:ident::$policy:ident,)*) => {
        $(mod $file;)*

        /// The names of the policies. Their numbers identify them in a module without strings.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Name {
            $(#[doc = concat!("The policy in `", stringify!($file), ".rs`.")] $policy,)*
        }

        const N: usize = [$(Name::$policy),*].len();

        impl Name {
            /// All names with their spellings in the library's API, in the order of their numbers.
            pub const ALL: [(Self, &'static str); N] = [$((Self::$policy, $file::$policy::NAME)),*];
        }

        /// A policy of any name, see [`Rule`].
        ///
        /// ```
        /// use core::sync::atomic::AtomicU64;
        /// use schedule::policy::{Name, Plan};
        /// let plan = Plan { name: Name::Guided, n_tasks: 10, n_workers: 2, chunk: 1, seed: 0 };
        /// let (policy, words) = (plan.policy(), [AtomicU64::new(0)]);
        /// assert_eq!(plan.n_words(), words.len());
        /// policy.begin(&words);
        /// let chunks = core::iter::from_fn(|| policy.take(&words, 0)).map(|places| places.len());
        /// assert!(chunks.eq([5, 3, 1, 1]));
        /// ```
        #[derive(Debug, Clone, Copy)]
        pub struct Policy(Kind);

        #[derive(Debug, Clone, Copy)]
        enum Kind {
            $($policy($file::$policy),)*
        }

        impl Plan {
            /// Creates the policy.
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
