//! The functions and classes exported to JavaScript. Each one converts, makes one call, and
//! converts back; an error becomes an `Error` with a `code`.

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
