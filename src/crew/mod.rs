//! Who works on a loop, and in which pieces: the caller or a pool of threads, by self-scheduling, slice after slice.
//!
//! The matrix product and the map on threads share these loops.

mod progress;
mod rows;

pub use progress::Progress;
pub use rows::{Crew, Rows};
