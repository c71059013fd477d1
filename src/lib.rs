//! The classic programs of parallel computing, running on the reader's own cores inside the
//! browser.
//!
//! The rooms are crates that know nothing of the browser and are tested on the host; this crate
//! re-exports them as modules. Two modules exist for WebAssembly only: `web` (clock, guards) and
//! `api` (the exported functions). Dependencies run one way, `api → {web, rooms}`: `web` implements
//! traits that the rooms define.

pub use common::random;
pub use {crew, ipc, matmul, partition, pool, schedule, tasks, timing};

#[cfg(target_arch = "wasm32")]
pub mod api;
#[cfg(target_arch = "wasm32")]
pub mod web;
