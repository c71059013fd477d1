//! Words for tests: the host's, and those of an agent that dies after so many operations.

mod crash_after;
mod host;

pub use crash_after::{CrashAfter, Crashed, catch_crash};
pub use host::HostWords;
