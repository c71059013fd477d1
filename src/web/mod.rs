//! The browser behind the pure rooms' traits: its clock, and the ways in which it fails.

mod clock;
mod guard;
mod spot;

pub use clock::PerformanceClock;
pub use guard::{guard_instance, guard_threads, leave_thread, threads_leave};
pub use spot::WorkerSpot;
