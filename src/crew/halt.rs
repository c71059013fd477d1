//! Cancelling a call from outside: two words that other agents may write, through shared memory,
//! while the crew is at work.
//!
//! A long loop polls [`given_up`] and ends early when it is true; the result is then discarded
//! together with the call.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// In the second word: every call is given up.
const ALL: u32 = u32::MAX;

/// The id of the call at work (0: none that can be given up), and the id of the call that is given
/// up (0: none).
static WORDS: [AtomicU32; 2] = [AtomicU32::new(0), AtomicU32::new(0)];

/// Whether the call at work has been given up.
///
/// The loads are relaxed: nothing is published with the words, and a late answer costs only time.
#[must_use]
pub fn given_up() -> bool {
    match WORDS[1].load(Relaxed) {
        0 => false,
        given_up => given_up == ALL || given_up == WORDS[0].load(Relaxed),
    }
}

/// The address of the two words, for the agents that write them: the id of the call at work, and
/// the id of the call given up (all bits set: every call).
#[must_use]
pub fn words() -> *const [AtomicU32; 2] {
    &raw const WORDS
}
