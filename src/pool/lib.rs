//! The executor as a pure state machine: events go in, actions come out, and somebody else owns the
//! workers.
//!
//! Invariants: no chunk waits for a worker that is at another one while somebody is idle, once what
//! that worker was asked to give back has come; a job ends exactly once; an item is handed out
//! once, and again only after it was given back; a worker holds items of one job, one range of
//! them; there are never more workers than the pool's size, and an idle one is used before a new
//! one starts. Semantics after `CPython`'s `concurrent.futures` (a broken pool fails every open
//! job) and `multiprocessing.Pool.map` (chunks in input order, the first failure in input order is
//! the job's), `Executor.shutdown` (what there is comes to its end, or what waits is cancelled).
//!
//! A *lease* is a job whose one item is the use of a worker: who holds it hands tasks to the worker
//! directly, and nobody is asked in between.

mod action;
mod job;
mod machine;

pub use action::{Action, JobId, Stats, WorkerId};
pub use machine::Pool;
