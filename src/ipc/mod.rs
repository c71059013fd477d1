//! Messages between processes: the algorithms that work on memory shared by several agents, each written once.
//!
//! From the ground up — every file needs only those above it:
//!
//! | file | what |
//! | --- | --- |
//! | [`words`] | the trait for shared 32-bit words: a `SharedArrayBuffer`, wasm memory, or the host |
//! | `host` | the words of the host, for native use and tests |
//! | `mortal` | words whose agent dies after so many operations, for tests |
//! | [`error`] | everything that can go wrong |
//! | [`event`] | wait for a change without missing it (event count) |
//! | [`lock`] | a mutex that knows its owner, so that a dead owner can be released |
//! | [`ring`] | bytes from one writer to one reader |
//! | [`queue`] | messages from many to many, of any size |
//!
//! The layout, the protocol and the reasons why it is correct: `README.md` beside this file.

pub mod error;
pub mod event;
#[cfg(not(target_arch = "wasm32"))]
pub mod host;
pub mod lock;
#[cfg(not(target_arch = "wasm32"))]
pub mod mortal;
pub mod queue;
pub mod ring;
pub mod words;

pub use error::Error;
#[cfg(not(target_arch = "wasm32"))]
pub use host::HostWords;
pub use lock::{AgentId, Lock};
#[cfg(not(target_arch = "wasm32"))]
pub use mortal::Mortal;
pub use queue::{Getting, Putting, Queue, Step, Why};
pub use ring::Ring;
pub use words::{Deadline, Wait, WaitTarget, Words};
