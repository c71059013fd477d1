//! The classic programs of parallel computing, on the reader's own cores, inside the browser.
//!
//! The pure rooms know no browser and are tested on the host: [`matmul`], [`crew`], [`partition`],
//! [`schedule`], [`spin`], [`tasks`], [`ipc`], [`pool`], [`random`], [`timing`]. The browser's edge exists for WebAssembly alone: `web` (clock,
//! guards) and `api` (the exported doors). Arrows run one way: `api → {web, pure rooms}`, and `web` implements
//! traits that the pure rooms define.

#![cfg_attr(target_arch = "wasm32", feature(stdarch_wasm_atomic_wait))]

extern crate alloc;

pub mod crew;
pub mod ipc;
pub mod matmul;
mod order;
pub mod partition;
pub mod pool;
pub mod random;
pub mod schedule;
pub mod spin;
pub mod tasks;
pub mod timing;

#[cfg(target_arch = "wasm32")]
pub mod api;
#[cfg(target_arch = "wasm32")]
pub mod web;
