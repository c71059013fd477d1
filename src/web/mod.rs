//! The browser behind the pure rooms' traits: its clock, its shared buffers, and the ways in which it fails.

mod clock;
mod guard;
mod words;

pub use clock::PerformanceClock;
pub use guard::{guard_instance, guard_threads};
pub use words::BufferWords;
