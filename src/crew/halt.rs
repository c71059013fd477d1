//! Which call the crew works for, and which one has been given up: two words that may be written
//! from outside, over the same memory, while the crew is at work.
//!
//! A loop that lasts asks [`given_up`] now and then and comes to an end early; what it gives then
//! is thrown away with its call.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// Given up are all calls.
const ALL: u32 = u32::MAX;

/// The call that is at work, 0 for none that could be given up; the call that is given up.
static WORDS: [AtomicU32; 2] = [AtomicU32::new(0), AtomicU32::new(0)];

/// Whether the call that is at work has been given up.
#[must_use]
pub fn given_up() -> bool {
    match WORDS[1].load(Relaxed) {
        0 => false,
        given_up => given_up == ALL || given_up == WORDS[0].load(Relaxed),
    }
}

/// Where the two words are.
#[must_use]
pub fn words() -> *const [AtomicU32; 2] {
    &raw const WORDS
}
