//! The browser's implementation of the pure rooms' traits (clock, sleep), and reports of panics and
//! traps.

mod clock;
mod guard;
mod spot;

pub use clock::PerformanceClock;
pub use guard::{guard_instance, guard_threads, leave_thread, threads_leave};
pub use spot::WorkerSpot;
