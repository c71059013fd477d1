//! Messages between processes: the algorithms that work on memory shared by several agents, each written once.
//!
//! From the ground up — every file needs only those above it:
//!
//! | file | what |
//! | --- | --- |
//! | [`words`] | the trait for shared 32-bit words: wasm memory, or the host |
//! | `native` | the words of a wasm memory |
//! | [`allocator`] | memory of the heap, taken and given back without waiting |
//! | [`error`] | everything that can go wrong |
//! | [`event`] | wait for a change without missing it (event count) |
//! | [`lock`] | a mutex that knows its owner, so that a dead owner can be released |
//! | [`looking`] | how long to look on before going to sleep |
//! | [`operation`] | what may have to wait: in steps for an event loop, or to its end for one who may sleep |
//! | [`message`] | where a message comes from, and where it goes |
//! | [`ring`] | bytes from one writer to one reader |
//! | [`queue`] | messages from many to many, of any size |
//! | [`semaphore`], [`flag`], [`barrier`] | Python's, between processes |
//! | `testing` | words of the host, and words whose agent dies after so many operations; with the feature of that name |
//!
//! The layout, the protocol and the reasons why it is correct: `README.md` beside this file.

#![no_std]
#![cfg_attr(target_arch = "wasm32", feature(stdarch_wasm_atomic_wait))]

extern crate alloc;
#[cfg(any(test, feature = "testing"))]
extern crate std;

pub mod allocator;
pub mod barrier;
pub mod error;
pub mod event;
pub mod flag;
pub mod lock;
pub mod looking;
pub mod message;
#[cfg(target_arch = "wasm32")]
pub mod native;
pub mod operation;
pub mod queue;
pub mod ring;
pub mod semaphore;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod words;

pub use allocator::{Allocator, Arena, Claim};
pub use barrier::Barrier;
pub use error::Error;
pub use flag::Flag;
pub use lock::{AgentId, Lock};
pub use message::{Sink, Source};
#[cfg(target_arch = "wasm32")]
pub use native::NativeWords;
pub use operation::{Operation, Step, Why};
pub use queue::{Getting, Overflow, Putting, Queue};
pub use ring::Ring;
pub use semaphore::Semaphore;
pub use words::{Deadline, Wait, WaitTarget, Words};
