//! One side of the queue, putting or getting: a lock, how many messages have passed, and how far
//! into the ring that is.
//!
//! Invariant: the store to `count` is the one that decides. `cursor` belongs to `done` messages; if
//! `count` is ahead of `done`, the owner has been interrupted between the decision and its
//! consequences, and `next` says what they are (a redo log of one entry). Everything here is done
//! by the owner of the lock, or by a supervisor that took it over.

use super::layout::{
    GET_LOCK, HEAD, NEXT_HEAD, NEXT_TAIL, PUT_LOCK, PUTS, PUTS_DONE, TAIL, TAKEN, TAKEN_DONE,
};
use crate::lock::Lock;
use crate::words::Words;

/// Where the words of a side are.
#[derive(Debug, Clone, Copy)]
pub struct Side {
    pub lock: Lock,
    pub cursor: u32,
    count: u32,
    done: u32,
    next: u32,
}

/// The side of those who put.
pub const PUT: Side =
    Side { lock: Lock::at(PUT_LOCK), cursor: TAIL, count: PUTS, done: PUTS_DONE, next: NEXT_TAIL };

/// The side of those who get.
pub const GET: Side = Side {
    lock: Lock::at(GET_LOCK),
    cursor: HEAD,
    count: TAKEN,
    done: TAKEN_DONE,
    next: NEXT_HEAD,
};

impl Side {
    /// How many messages have passed on this side, modulo 2³².
    pub fn count<W: Words>(self, words: &W) -> u32 {
        // Pairs with the store in `commit`: a message counted by PUT is wholly in the ring, one
        // counted by GET is wholly out.
        words.load(self.count)
    }

    /// One more message has passed, and the cursor is now at `next`.
    pub fn commit<W: Words>(self, words: &W, next: u32) {
        let count = words.load(self.count).wrapping_add(1);
        words.write(self.next, next);
        // Decides, and publishes the bytes (PUT) or gives up their room (GET): pairs with the load
        // in `count`.
        words.store(self.count, count);
        // Pairs with the loads of `TAIL` and `HEAD` by the other side.
        words.store(self.cursor, next);
        words.write(self.done, count);
    }

    /// Finishes what a dead owner had decided.
    pub fn repair<W: Words>(self, words: &W) {
        let count = words.load(self.count);
        if words.load(self.done) != count {
            words.store(self.cursor, words.load(self.next));
            words.store(self.done, count);
        }
    }
}
