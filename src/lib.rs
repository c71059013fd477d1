//! The classic programs of parallel computing, on the reader's own cores, inside the browser.
//!
//! The rooms are crates that know no browser and are tested on the host; here they have their names
//! as modules. The browser's edge exists for WebAssembly alone: `web` (clock, guards) and `api`
//! (the exported doors). Arrows run one way: `api → {web, rooms}`, and `web` implements traits that
//! the rooms define.

pub use common::random;
pub use {crew, ipc, matmul, partition, pool, schedule, tasks, timing};

#[cfg(target_arch = "wasm32")]
pub mod api;
#[cfg(target_arch = "wasm32")]
pub mod web;
