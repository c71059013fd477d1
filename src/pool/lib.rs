//! The executor as a pure state machine: events go in, actions come out, and the caller owns the
//! workers.
//!
//! Invariants:
//! - A job ends exactly once.
//! - An item is handed out once, and again only after it was given back.
//! - A worker holds one range of items of one job.
//! - While a worker is idle, no chunk waits behind another one in a busy worker, once that worker
//!   has answered the request to give it back.
//! - There are never more workers than the pool's size, and an idle worker is used before a new one
//!   starts.
//!
//! Source: the semantics of `CPython`: `concurrent.futures` (a broken pool fails every open job),
//! `multiprocessing.Pool.map` (chunks in input order; the job's failure is the first in input
//! order) and `Executor.shutdown` (open jobs are finished, or those still waiting are cancelled).
//!
//! A *lease* is a job whose one item is the use of a worker: its holder hands tasks to the worker
//! directly, without the pool in between.

mod action;
mod job;
mod machine;

pub use action::{Action, JobId, Stats, WorkerId};
pub use machine::Pool;
