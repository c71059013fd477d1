//! The scheduling lab: a policy hands tasks of known durations to workers, in virtual time or for
//! real. A [`Setup`] is run by a [`Simulation`] or a [`Run`]; both give a [`Timeline`]. All times
//! are in milliseconds.
//!
//! ```
//! use schedule::{Costs, Setup, Simulation};
//! struct Clock;
//! impl common::clock::Clock for Clock {
//!     fn now_ms(&self) -> f64 {
//!         0.0
//!     }
//! }
//! let setup = Setup::new(vec![4.0, 5.0, 6.0, 7.0, 8.0], "longestFirst", 2.0, 1.0, 0.0)?;
//! let mut simulation = Simulation::new(setup, Costs::default())?;
//! while simulation.step(50.0, &Clock) {}
//! let (timeline, _) = simulation.finish();
//! assert_eq!(timeline.figures.makespan_ms, 17.0);
//! # Ok::<(), schedule::Error>(())
//! ```
//!
//! | file | what |
//! | --- | --- |
//! | `policy` | the policies, one per file: which tasks a worker gets when it asks |
//! | `setup` | the checked arguments: durations, policy, workers |
//! | `simulate` | workers in virtual time |
//! | `board` | the words that the workers of a real run share |
//! | `clocks` | the offset between the clocks of two workers |
//! | `lane` | a real worker: waits for the others, takes tasks, runs them, records the times |
//! | `run` | a run on real workers, and the timeline computed from its board |
//! | `timeline` | which worker ran which task when, and the figures computed from it |

#![no_std]

extern crate alloc;

pub mod board;
pub mod clocks;
mod error;
pub mod lane;
pub mod policy;
mod run;
mod setup;
mod simulate;
mod timeline;

pub use error::Error;
pub use run::Run;
pub use setup::{Costs, MAX_REAL_TASKS, MAX_TASKS, MAX_WORKERS, Setup};
pub use simulate::Simulation;
pub use timeline::{Columns, Dispatches, Figures, Tally, Timeline};
