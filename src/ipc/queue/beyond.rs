//! Messages beyond the ring: those for which it had no room, in separately allocated memory.
//!
//! They form a linked list behind everything in the ring. While the list is not empty, putters
//! append to it; a getter that finds the ring empty takes the first. The list begins with a dummy
//! node, whose message is gone, so that its two ends never access the same word at the same time.
//!
//! Invariant: linking a node decides that its message has been put; moving [`FIRST`] to it decides
//! that it has been taken. The remaining writes (the other end's word, the counts, the memory) are
//! repeated by a supervisor if the owner dies. Nodes are numbered, so the counts can be recomputed
//! from the ends.
//!
//! Source: Michael and Scott's two-lock queue, 1996.

use super::Queue;
use super::grant::Found;
use super::layout::{
    FIRST, FREE_BODY, FREE_LEN, FREE_NODE, LAST, PUTS_BEYOND, ROOT, SPARE_BODY, SPARE_LEN,
    SPARE_NODE, TAKEN_BEYOND, TAKEN_BEYOND_SEEN,
};
use crate::error::Error;
use crate::message::{Sink, Source};
use crate::words::Words;

/// Bytes of a node: a cache line.
const NODE_BYTES: u32 = 64;
/// The byte offset of the root: the node in the queue's own words with which the list initially
/// begins.
const ROOT_NODE: u32 = ROOT * 4;

// Words of a node.
/// The offset of the next node, 0 for none.
const NEXT: u32 = 0;
/// The number of messages put beyond the ring up to and including this one, modulo 2³².
const NUMBER: u32 = 1;
/// The message's length in bytes.
const LEN: u32 = 2;
/// The offset of the message's bytes.
const BODY: u32 = 3;
/// The message's tag. (The root has none.)
const TAG: u32 = 4;

impl<W: Words> Queue<W> {
    /// The number of messages ever put beyond the ring, modulo 2³².
    pub(super) fn n_put_beyond(&self) -> u32 {
        // Pairs with the store in `link_beyond`: a counted message is linked.
        self.words.load(PUTS_BEYOND)
    }

    /// The number of messages ever taken from beyond the ring, modulo 2³².
    pub(super) fn n_taken_beyond(&self) -> u32 {
        // Pairs with the store in `unlink_beyond`.
        self.words.load(TAKEN_BEYOND)
    }

    /// Whether there are messages beyond the ring, so that the next one must be put behind them.
    /// The caller holds the put-lock.
    pub(super) fn has_some_beyond(&self) -> bool {
        let words = &self.words;
        let put = self.n_put_beyond();
        if !self.overflows || put == words.load(TAKEN_BEYOND_SEEN) {
            return false;
        }
        let taken = self.n_taken_beyond();
        words.store(TAKEN_BEYOND_SEEN, taken);
        put != taken
    }

    /// Creates the empty list, which begins with the root.
    pub(super) fn create_beyond(&self) {
        self.words.store(FIRST, ROOT_NODE);
        self.words.store(LAST, ROOT_NODE);
    }

    /// Puts a message beyond the ring. The caller holds the put-lock.
    pub(super) fn put_beyond<S: Source<W> + ?Sized>(&self, message: &S) -> Result<(), Error> {
        let len = message.len_bytes() as u32;
        let body = self.reserve_beyond(len, message.tag())?;
        message.copy_in(0, len as usize, &self.words, body);
        self.link_beyond();
        Ok(())
    }

    /// Allocates a message beyond the ring; returns the offset of its bytes. The caller holds the
    /// put-lock.
    pub(super) fn reserve_beyond(&self, len: u32, tag: u32) -> Result<u32, Error> {
        let words = &self.words;
        let node = words.allocate(NODE_BYTES).ok_or(Error::NoMemory { bytes: len })?;
        let Some(body) = words.allocate(len) else {
            words.free(node, NODE_BYTES);
            return Err(Error::NoMemory { bytes: len });
        };
        words.write(SPARE_BODY, body);
        words.write(SPARE_LEN, len);
        words.write(SPARE_NODE, node);
        let number = self.word(words.load(LAST), NUMBER).wrapping_add(1);
        self.set(node, NEXT, 0);
        self.set(node, NUMBER, number);
        self.set(node, LEN, len);
        self.set(node, BODY, body);
        self.set(node, TAG, tag);
        Ok(body)
    }

    /// Puts the message that was reserved beyond the ring. The caller holds the put-lock.
    pub(super) fn link_beyond(&self) {
        let words = &self.words;
        let (last, node) = (words.load(LAST), words.load(SPARE_NODE));
        // The decision; publishes the message. Pairs with the load in `first_beyond`.
        self.set(last, NEXT, node);
        words.store(LAST, node);
        words.store(PUTS_BEYOND, self.word(node, NUMBER));
        words.write(SPARE_NODE, 0);
    }

    /// Takes the first message beyond the ring. The caller holds the get-lock and has seen the ring
    /// empty after reading a count which shows that there is a message here.
    pub(super) fn take_beyond(&self, message: &mut impl Sink<W>) {
        let Found { offset, len, tag, .. } = self.first_beyond();
        message.begin(len as usize, tag);
        message.copy_out(0, len as usize, &self.words, offset);
        self.unlink_beyond();
    }

    /// The first message beyond the ring; as [`take_beyond`](Self::take_beyond).
    pub(super) fn first_beyond(&self) -> Found {
        // Pairs with the store that links the node.
        let node = self.word(self.words.load(FIRST), NEXT);
        let [offset, len, tag] = [BODY, LEN, TAG].map(|word| self.word(node, word));
        Found { offset, len, tag, is_whole: true }
    }

    /// Takes the first message beyond the ring, whose bytes have been read; as
    /// [`take_beyond`](Self::take_beyond).
    pub(super) fn unlink_beyond(&self) {
        let words = &self.words;
        let first = words.load(FIRST);
        let node = self.word(first, NEXT);
        words.write(FREE_BODY, self.word(node, BODY));
        words.write(FREE_LEN, self.word(node, LEN));
        words.write(FREE_NODE, first);
        // The decision.
        words.store(FIRST, node);
        words.store(TAKEN_BEYOND, self.word(node, NUMBER));
        self.free_taken();
    }

    /// Finishes what a dead owner of the put-lock had started here.
    pub(super) fn repair_put_beyond(&self) {
        let words = &self.words;
        let next = self.word(words.load(LAST), NEXT);
        if next != 0 {
            words.store(LAST, next);
        }
        let last = words.load(LAST);
        words.store(PUTS_BEYOND, self.word(last, NUMBER));
        let spare = words.load(SPARE_NODE);
        words.store(SPARE_NODE, 0);
        if spare != 0 && spare != last {
            words.free(words.load(SPARE_BODY), words.load(SPARE_LEN));
            words.free(spare, NODE_BYTES);
        }
    }

    /// Finishes what a dead owner of the get-lock had started here.
    pub(super) fn repair_take_beyond(&self) {
        let words = &self.words;
        let first = words.load(FIRST);
        words.store(TAKEN_BEYOND, self.word(first, NUMBER));
        let taken = words.load(FREE_NODE);
        if taken == first {
            // It died before it had taken the message.
            words.store(FREE_NODE, 0);
        } else if taken != 0 {
            self.free_taken();
        }
    }

    /// Frees the messages that are left beyond the ring. No agent may use the queue any more.
    pub fn free_beyond(&self) {
        if !self.overflows {
            return;
        }
        let mut node = self.words.load(FIRST);
        while node != 0 {
            let next = self.word(node, NEXT);
            if next != 0 {
                self.words.free(self.word(next, BODY), self.word(next, LEN));
            }
            self.free_node(node);
            node = next;
        }
    }

    fn free_taken(&self) {
        let words = &self.words;
        let (node, body, len) =
            (words.load(FREE_NODE), words.load(FREE_BODY), words.load(FREE_LEN));
        // Before they are freed: if this agent dies here, the memory is lost but not freed twice.
        words.store(FREE_NODE, 0);
        words.free(body, len);
        self.free_node(node);
    }

    fn free_node(&self, node: u32) {
        if node != ROOT_NODE {
            self.words.free(node, NODE_BYTES);
        }
    }

    fn word(&self, node: u32, word: u32) -> u32 {
        self.words.load(node / 4 + word)
    }

    fn set(&self, node: u32, word: u32, value: u32) {
        self.words.store(node / 4 + word, value);
    }
}
