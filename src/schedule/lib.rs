//! The scheduling lab: tasks of known durations, handed to workers by a policy, in virtual time or
//! for real.
//!
//! | file | what |
//! | --- | --- |
//! | `policy` | one policy a file: which tasks a worker gets when it asks |
//! | `setup` | the arguments, checked: durations, policy, workers |
//! | `simulate` | workers in virtual time |
//! | `board` | what the workers of a real run share |
//! | `clocks` | how far the clocks of two workers differ |
//! | `lane` | a real worker: it meets the others, asks, works, and notes when |
//! | `run` | a run on real workers, and what is read off its board |
//! | `timeline` | who did what when, and the figures read off it |

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
pub use setup::{Costs, MAX_TASKS, MAX_WORKERS, Setup};
pub use simulate::Simulation;
pub use timeline::{Columns, Dispatches, Figures, Timeline};
