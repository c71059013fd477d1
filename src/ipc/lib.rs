//! Messages and synchronisation between processes: algorithms over memory shared by several agents,
//! each written once. An agent is a thread or a process with an id of its own; when it dies, what
//! it held is released and what it left half done is repaired.
//!
//! The memory is whatever implements [`Words`]: that of a wasm module, or with the feature
//! `testing` that of this process. A [`Queue`], a [`Lock`], a [`Barrier`] … is a handle of one
//! agent to words there.
//!
//! ```
//! use ipc::testing::HostWords;
//! use ipc::{AgentId, Deadline, Error, Overflow, Queue};
//! let words = HostWords::new(Queue::<HostWords>::needed_words(1024));
//! let [putter, getter] = [1, 2].map(|id| AgentId::new(id).unwrap());
//! // At most two messages: the putter waits for the getter.
//! let queue = Queue::create(&words, putter, 1024, 2, Overflow::Waits)?;
//! std::thread::scope(|scope| {
//!     let got = scope.spawn(|| {
//!         let queue = Queue::attach(&words, getter)?;
//!         let (mut all, mut message) = (Vec::new(), Vec::new());
//!         while queue.get(&mut message, Deadline::NEVER) != Err(Error::Closed) {
//!             all.push(message[0]);
//!         }
//!         Ok(all)
//!     });
//!     for message in 0..9 {
//!         queue.put(&[message], Deadline::NEVER)?;
//!     }
//!     queue.finish();
//!     assert_eq!(got.join().unwrap(), Ok::<_, Error>(vec![0, 1, 2, 3, 4, 5, 6, 7, 8]));
//!     Ok::<(), Error>(())
//! })?;
//! # Ok::<(), Error>(())
//! ```
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
