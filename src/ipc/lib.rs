//! Messages and synchronisation between processes: algorithms over memory shared by several agents,
//! each written once.
//!
//! From the bottom up; every file uses only those above it:
//!
//! | file | what |
//! | --- | --- |
//! | [`spin_budget`] | how long to spin before parking |
//! | [`words`] | the trait for shared 32-bit words |
//! | [`space`] | a memory in which many objects lie |
//! | `native` | the words of a wasm memory |
//! | [`allocator`] | the heap's lock-free allocator |
//! | [`agent`] | ids of the agents that share the words |
//! | [`error`] | the errors |
//! | [`event_count`] | waiting for a change without missing it |
//! | [`mod@lock`] | a mutex that knows its owner, so that a dead owner's lock can be released |
//! | [`operation`] | operations that may have to wait: in steps, or blocking |
//! | `lock/acquiring` | waiting for a lock |
//! | [`message`] | sources and sinks of messages |
//! | `ring` | bytes from one writer to one reader |
//! | [`queue`] | messages of any size from many putters to many getters |
//! | [`semaphore`], [`event`], [`barrier`] | as in Python, between processes |
//! | [`exit_status`] | how a process has ended |
//! | [`any`] | waiting for any of several objects |
//! | [`ownership`] | objects that several processes own, freed with the last reference |
//! | [`descriptors`] | which objects a process holds |
//! | `testing` | the host's words, agents that crash, the ring alone; a feature |
//!
//! `README.md` beside this file has the layout, the protocol and the correctness argument.

#![no_std]
#![cfg_attr(target_arch = "wasm32", feature(stdarch_wasm_atomic_wait))]

extern crate alloc;
#[cfg(all(feature = "testing", not(target_arch = "wasm32")))]
extern crate std;

pub mod agent;
pub mod allocator;
pub mod any;
pub mod barrier;
pub mod descriptors;
pub mod error;
pub mod event;
pub mod event_count;
pub mod exit_status;
pub mod lock;
pub mod message;
#[cfg(target_arch = "wasm32")]
pub mod native;
pub mod operation;
pub mod ownership;
pub mod queue;
mod ring;
pub mod semaphore;
pub mod space;
pub mod spin_budget;
#[cfg(all(feature = "testing", not(target_arch = "wasm32")))]
pub mod testing;
pub mod words;

pub use agent::AgentId;
pub use allocator::{Allocator, Arena, Claim};
pub use barrier::Barrier;
pub use descriptors::Descriptors;
pub use error::Error;
pub use event::Event;
pub use exit_status::ExitStatus;
pub use lock::Lock;
pub use message::{Sink, Source};
#[cfg(target_arch = "wasm32")]
pub use native::NativeWords;
pub use operation::{Operation, Step, WaitReason};
pub use ownership::Owned;
pub use queue::{Getting, Overflow, Putting, Queue};
pub use semaphore::Semaphore;
pub use space::Space;
pub use words::{Deadline, Wait, WaitTarget, Words};
