//! The executor as a pure state machine: events go in, actions come out, and the caller owns the
//! workers, be they threads, processes or, in a test, nothing at all.
//!
//! ```
//! use pool::{Action, Pool};
//! use std::collections::VecDeque;
//! // Squares of 0…4, in chunks of two, on at most two workers, which this loop stands for.
//! let (mut pool, mut squares) = (Pool::new(2), [0; 5]);
//! let mut actions = VecDeque::from(pool.submit(1, 5, 2, 2));
//! loop {
//!     let next = match actions.pop_front().expect("the job ends before the actions do") {
//!         Action::Start { worker } => pool.started(worker),
//!         Action::Run { worker, first, len, .. } => {
//!             (first..first + len).for_each(|item| squares[item as usize] = item * item);
//!             let chunks = len.div_ceil(2);
//!             pool.chunk_done(worker, chunks, true)
//!         }
//!         Action::Complete { job: 1 } => break,
//!         other => unreachable!("{other:?}"),
//!     };
//!     actions.extend(next);
//! }
//! assert_eq!(squares, [0, 1, 4, 9, 16]);
//! ```
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
