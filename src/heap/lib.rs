//! `heap.wasm`: the rooms `ipc` and `schedule` over native atomics, in a module whose only memory
//! is the heap that all agents share.
//!
//! Each agent has an instance of its own, and in the heap a stack and thread-local data of its own:
//! the agent that instantiates the module sets `__stack_pointer` and calls `__wasm_init_tls` before
//! the first call. Nothing is allocated by Rust's allocator, and nothing panics with a message.
//! Objects are known by their addresses (`at`), agents by their ids (`me`). A result from 0 on is
//! an answer, one below 0 an error.
//!
//! | file | what |
//! | --- | --- |
//! | `abi` | defines the exported functions and describes them for TypeScript |
//! | `agent` | the agent whose instance this is |
//! | `memory` | the heap's allocator, and the fences of agents |
//! | `message` | messages between the agent's own side and the heap |
//! | `operations` | operations in steps, for an event loop |
//! | `objects` | a file for each kind of object: its doors and its operations |
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
mod schedule;
