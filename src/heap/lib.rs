//! `heap.wasm`: the crates `ipc` and `schedule` over native atomics, in a module whose only memory
//! is the heap that all agents share.
//!
//! Each agent has its own instance, and in the heap its own stack and thread-local data: after
//! instantiating the module it sets `__stack_pointer` and calls `__wasm_init_tls` before the first
//! call. Rust's global allocator is not used, and panics carry no message. Objects are identified
//! by their addresses (`at`), agents by their ids (`me`). A result of 0 or more is an answer, a
//! negative one an error.
//!
//! | file | what |
//! | --- | --- |
//! | `abi` | defines the exported functions and describes them for TypeScript |
//! | `agent` | the agent that owns this instance |
//! | `memory` | the heap's allocator, and the fences of agents |
//! | `message` | messages between the heap and the agent's JavaScript |
//! | `operations` | operations in steps, for an event loop |
//! | `objects` | one file for each kind of object: its doors and its operations |
//! | `ownership` | objects that processes own together, and the tables of what each holds |
//! | `schedule` | lanes of a run whose board is in the heap |
#![cfg(all(target_arch = "wasm32", not(test)))]
#![no_std]
#![feature(stdarch_wasm_atomic_wait, thread_local)]

mod abi;
mod agent;
mod memory;
mod message;
mod objects;
mod operations;
mod ownership;
mod schedule;
