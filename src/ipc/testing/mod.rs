//! Words for tests: the host's, and those of an agent that dies after so many operations.

mod host;
mod mortal;

pub use host::HostWords;
pub use mortal::{Died, Mortal, outlive};
