//! Whether there is room for a message: by `maxsize`, and by the bytes of the ring.
//!
//! Invariant: without the put-lock a queue may appear too full only until getters announce room,
//! and a verdict that there is room is checked again under the lock.

use super::Queue;
use super::layout::{HEAD, HEAD_SEEN, OPEN, STATE, TAIL, TAKEN_BEYOND_SEEN, TAKEN_SEEN};
use super::put::Manner;
use super::side::{GET, PUT};
use super::stream::Phase;
use crate::error::Error;
use crate::ring::Ring;
use crate::words::Words;

impl<W: Words> Queue<W> {
    /// Whether a message of `len` bytes can be put or offered now; an error if it never can.
    /// `inside`: this agent holds the put-lock.
    pub(super) fn has_room(&self, len: usize, manner: Manner, inside: bool) -> Result<bool, Error> {
        let words = &self.words;
        if words.load(STATE) != OPEN {
            return Err(Error::Closed);
        }
        if self.stream().phase() != Phase::Idle {
            return Ok(false);
        }
        if self.maxsize != 0 && !self.is_below_maxsize(inside) {
            return Ok(false);
        }
        let whole = manner == Manner::ReservedWhole;
        Ok(self.overflows
            || len > self.max_whole_bytes() as usize
            || self.fits_in_ring(len as u32, whole, inside))
    }

    /// Whether `maxsize` allows one more message. `inside`: this agent holds the put-lock. Without
    /// it the queue may appear too full, but then getters have announced room since; and it may
    /// appear too empty.
    fn is_below_maxsize(&self, inside: bool) -> bool {
        let words = &self.words;
        // The getters' cache line is read only if their last seen count does not suffice, since it
        // only grows.
        let put = PUT.count(words).wrapping_add(self.n_put_beyond());
        let seen = words.load(TAKEN_SEEN).wrapping_add(words.load(TAKEN_BEYOND_SEEN));
        if put.wrapping_sub(seen) < self.maxsize {
            return true;
        }
        if inside {
            // Atomic, since they are also read without the lock.
            words.store(TAKEN_SEEN, GET.count(words));
            words.store(TAKEN_BEYOND_SEEN, self.n_taken_beyond());
        }
        self.size() < self.maxsize
    }

    /// Whether the ring has room for a message of `len` bytes, `whole` in one piece. `inside`: this
    /// agent holds the put-lock.
    pub(super) fn fits_in_ring(&self, len: u32, whole: bool, inside: bool) -> bool {
        if len > self.max_whole_bytes() {
            return false;
        }
        let words = &self.words;
        let end = |tail: u32| Ring::end(self.ring.start(tail, len, whole), len);
        // A getter may be ahead of a `TAIL` that is about to be stored: then this is negative.
        let fits = |tail: u32, head: u32| {
            let used = end(tail).wrapping_sub(Ring::record(head)).cast_signed();
            used <= self.ring.capacity.cast_signed()
        };
        // The getters' cache line is read only if their last seen cursor does not suffice, since it
        // only grows.
        if inside && fits(words.load(TAIL), words.load(HEAD_SEEN)) {
            return true;
        }
        // Pairs with the store to `HEAD` in `Side::commit`.
        let head = words.load(HEAD);
        if inside {
            words.write(HEAD_SEEN, head);
        }
        fits(words.load(TAIL), head)
    }
}
