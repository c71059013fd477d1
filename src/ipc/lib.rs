//! Messages between processes: the algorithms that work on memory shared by several agents, each
//! written once.
//!
//! From the ground up — every file needs only those above it:
//!
//! | file | what |
//! | --- | --- |
//! | [`spin_budget`] | how long to spin before parking |
//! | [`words`] | the trait for shared 32-bit words: a wasm memory, or the host's |
//! | `native` | the words of a wasm memory |
//! | [`allocator`] | memory of the heap, allocated and freed without waiting |
//! | [`agent`] | ids of those who share the words |
//! | [`error`] | everything that can go wrong |
//! | [`event_count`] | wait for a change without missing it |
//! | [`mod@lock`] | a mutex that knows its owner, so that a dead owner's lock can be released |
//! | [`operation`] | what may have to wait: in steps, or run to its end by one that may sleep |
//! | `lock/acquiring` | waiting for a lock |
//! | [`message`] | where a message comes from, and where it goes |
//! | `ring` | bytes from one writer to one reader |
//! | [`queue`] | messages of any size from many putters to many getters |
//! | [`semaphore`], [`event`], [`barrier`] | Python's, between processes |
//! | `testing` | words of the host and of agents that crash, the ring alone; a feature |
//!
//! The layout, the protocol and the reasons why it is correct: `README.md` beside this file.

#![no_std]
#![cfg_attr(target_arch = "wasm32", feature(stdarch_wasm_atomic_wait))]

extern crate alloc;
#[cfg(all(feature = "testing", not(target_arch = "wasm32")))]
extern crate std;

pub mod agent;
pub mod allocator;
pub mod barrier;
pub mod error;
pub mod event;
pub mod event_count;
pub mod lock;
pub mod message;
#[cfg(target_arch = "wasm32")]
pub mod native;
pub mod operation;
pub mod queue;
mod ring;
pub mod semaphore;
pub mod spin_budget;
#[cfg(all(feature = "testing", not(target_arch = "wasm32")))]
pub mod testing;
pub mod words;

pub use agent::AgentId;
pub use allocator::{Allocator, Arena, Claim};
pub use barrier::Barrier;
pub use error::Error;
pub use event::Event;
pub use lock::Lock;
pub use message::{Sink, Source};
#[cfg(target_arch = "wasm32")]
pub use native::NativeWords;
pub use operation::{Operation, Step, WaitReason};
pub use queue::{Getting, Overflow, Putting, Queue};
pub use semaphore::Semaphore;
pub use words::{Deadline, Wait, WaitTarget, Words};
