//! The executor as a pure state machine: events go in, actions come out, and somebody else owns the workers.
//!
//! Invariants: a job ends exactly once; an item is handed out at most once; a worker holds at most one chunk; there are
//! never more workers than the pool's size, and an idle one is used before a new one starts.
//! Semantics after `CPython`'s `concurrent.futures` (a broken pool fails every open job) and `multiprocessing.Pool.map`
//! (chunks in input order, the first failure in input order is the job's).

mod machine;

pub use machine::{Action, JobId, Pool, Stats, WorkerId};
