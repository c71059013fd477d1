//! One side of the queue, putting or getting: a lock, the number of messages that have passed, and
//! the position in the ring.
//!
//! Invariant: the store to `count` decides that a message has passed. `cursor` belongs to the count
//! `done`; if `count` is ahead of `done`, the owner was interrupted between the decision and its
//! consequences, which `next` holds (a redo log of one entry). All of this is done by the owner of
//! the lock, or by a supervisor that has taken it over.

use super::grant::NOTHING;
use super::layout::{
    GET_LOCK, HEAD, NEXT_HEAD, NEXT_TAIL, PEEKED, PUT_LOCK, PUTS, PUTS_DONE, RESERVED, TAIL, TAKEN,
    TAKEN_DONE,
};
use crate::lock::Lock;
use crate::words::Words;

/// The locations of a side's words.
#[derive(Debug, Clone, Copy)]
pub struct Side {
    pub lock: Lock,
    pub cursor: u32,
    count: u32,
    done: u32,
    next: u32,
    /// What the owner of the lock has been granted.
    pub grant: u32,
}

/// The putters' side.
pub const PUT: Side = Side {
    lock: Lock::at(PUT_LOCK),
    cursor: TAIL,
    count: PUTS,
    done: PUTS_DONE,
    next: NEXT_TAIL,
    grant: RESERVED,
};

/// The getters' side.
pub const GET: Side = Side {
    lock: Lock::at(GET_LOCK),
    cursor: HEAD,
    count: TAKEN,
    done: TAKEN_DONE,
    next: NEXT_HEAD,
    grant: PEEKED,
};

impl Side {
    /// The number of messages that have passed on this side, modulo 2³².
    pub fn count<W: Words>(self, words: &W) -> u32 {
        // Pairs with the store in `commit`: a message counted by PUT is wholly in the ring, one
        // counted by GET has been wholly copied out.
        words.load(self.count)
    }

    /// Records that one more message has passed and that the cursor is now `next`.
    pub fn commit<W: Words>(self, words: &W, next: u32) {
        let count = words.load(self.count).wrapping_add(1);
        words.write(self.next, next);
        // The decision; publishes the bytes (PUT) or gives up their room (GET). Pairs with the load
        // in `count`.
        words.store(self.count, count);
        // Pairs with the loads of `TAIL` and `HEAD` by the other side.
        words.store(self.cursor, next);
        words.write(self.done, count);
    }

    /// Finishes what a dead owner had decided, and forgets what it had been granted.
    pub fn repair<W: Words>(self, words: &W) {
        words.store(self.grant, NOTHING);
        let count = words.load(self.count);
        if words.load(self.done) != count {
            words.store(self.cursor, words.load(self.next));
            words.store(self.done, count);
        }
    }
}
