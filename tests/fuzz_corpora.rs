//! The inputs that the fuzzer has found to reach something new, and those that once failed: each
//! target runs on all of them. `make fuzz` looks for more.
#![cfg(not(target_arch = "wasm32"))]

mod fuzzed;
#[allow(dead_code, reason = "the properties of pools use the rest")]
mod owner;

use std::fs;

fn replay(target: &str, run: fn(&[u8])) {
    let folder = format!("{}/fuzz/corpus/{target}", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = fs::read_dir(&folder)
        .expect("a corpus")
        .map(|entry| entry.expect("a file").path())
        .collect();
    assert!(files.len() > 4, "{folder} has a corpus");
    files.sort();
    for file in files {
        // Printed if the test fails.
        println!("{}", file.display());
        run(&fs::read(file).expect("its bytes"));
    }
}

#[test]
fn a_queue_holds_what_a_deque_does_whoever_dies() {
    replay("queue", fuzzed::queue::run);
}

#[test]
fn every_job_ends_exactly_once() {
    replay("pool", fuzzed::pool::run);
}

#[test]
fn words_that_are_no_board_and_no_queue_are_refused() {
    replay("board", fuzzed::board::run);
}

#[test]
fn every_task_of_a_setup_is_handed_out_once() {
    replay("setup", fuzzed::setup::run);
}
