//! For tests: the host's words, words whose agent dies after a given number of operations, and the
//! ring alone.

mod byte_ring;
mod crash_after;
mod host;
mod payload;

pub use byte_ring::ByteRing;
pub use crash_after::{CrashAfter, Crashed, catch_crash};
pub use host::HostWords;
