//! The classic programs of parallel computing, on the reader's own cores, inside the browser.
//!
//! Pure rooms (no browser, tested on the host): [`matmul`], [`partition`], [`tasks`], [`ipc`], [`pool`], [`timing`].
//! The browser's edge exists only for WebAssembly: `web` (clock, shared words, guards) and `api` (the exported doors).
//! Arrows run one way: `api → {web, pure rooms}`, `web →` traits of the pure rooms.

pub mod ipc;
