//! The doors to JavaScript. Each converts, makes one call, and converts back; errors become
//! `Error`s with a `code`.

mod convert;
pub mod engine;
pub mod kernels;
pub mod map;
pub mod matmul;
pub mod partition;
pub mod pool;
pub mod schedule;
pub mod speedup;
pub mod statistics;
