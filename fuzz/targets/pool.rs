//! See `tests/fuzzed/pool.rs`.
#![no_main]

#[path = "../../tests/fuzzed/mod.rs"]
#[allow(dead_code, reason = "each target is a program of its own")]
mod fuzzed;
#[path = "../../tests/owner/mod.rs"]
#[allow(dead_code, reason = "each target is a program of its own")]
mod owner;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzed::pool::run(bytes));
