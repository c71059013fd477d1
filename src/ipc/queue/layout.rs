//! The layout of a queue: the meaning of each word. The table in this crate's `README.md` describes
//! the same layout.
//!
//! Invariant: each 64-byte cache line is written by one side only. Words that a side updates
//! several times per message are on another line than the words that the other side polls, so
//! polling causes no false sharing.

/// "PPQ" and the version of this layout.
pub const MAGIC: u32 = 0x5050_5106;

// Written once, when the queue is created, except `STATE` and, by getters of streams, the counts.
/// [`MAGIC`], written last.
pub const MAGIC_WORD: u32 = 0;
/// The capacity of the ring in bytes.
pub const CAPACITY: u32 = 1;
/// The largest number of messages; 0 means no bound.
pub const MAXSIZE: u32 = 2;
/// [`OPEN`], [`FINISHED`] or [`CLOSED`].
pub const STATE: u32 = 3;
/// 1 if messages for which the ring has no room go to separately allocated memory.
pub const OVERFLOWS: u32 = 4;
/// The number of messages ever streamed.
pub const STREAMED: u32 = 5;
/// The value of `STREAMED` before the message that is being streamed.
pub const STREAMED_BEFORE: u32 = 6;

// Written by agents that declare messages done.
/// The number of messages ever declared done.
pub const TASKS_DONE: u32 = 16;
/// Announces that every message that was put has been declared done.
pub const IDLE: u32 = 17;

// Putters' bookkeeping.
/// The lock that serialises putters.
pub const PUT_LOCK: u32 = 32;
/// The value of `PUTS` to which `TAIL` belongs.
pub const PUTS_DONE: u32 = 33;
/// The value of `TAIL` after the next message.
pub const NEXT_TAIL: u32 = 34;
/// `HEAD` as a putter last saw it: a lower bound.
pub const HEAD_SEEN: u32 = 35;
/// The node of the last message beyond the ring.
pub const LAST: u32 = 36;
/// A node that is allocated but not linked yet, or 0; followed by its message's bytes and their
/// length.
pub const SPARE_NODE: u32 = 37;
/// See [`SPARE_NODE`].
pub const SPARE_BODY: u32 = 38;
/// See [`SPARE_NODE`].
pub const SPARE_LEN: u32 = 39;
/// `TAKEN` as a putter last saw it: a lower bound.
pub const TAKEN_SEEN: u32 = 40;
/// `TAKEN_BEYOND` as a putter last saw it: a lower bound.
pub const TAKEN_BEYOND_SEEN: u32 = 41;
/// What is reserved: see `Reserved`.
pub const RESERVED: u32 = 42;

// Published by putters for getters.
/// The ring's tail: the number of bytes ever written.
pub const TAIL: u32 = 48;
/// The number of messages ever put into the ring, not counting streamed ones.
pub const PUTS: u32 = 49;
/// Announces something to get.
pub const DATA: u32 = 50;
/// The message being streamed: the number of its offer, and its phase.
pub const STREAM: u32 = 51;
/// The length in bytes of the message being streamed.
pub const STREAM_LEN: u32 = 52;
/// The number of messages ever put beyond the ring.
pub const PUTS_BEYOND: u32 = 53;
/// The node with which the list of messages beyond the ring initially begins; of its words only the
/// link is written.
pub const ROOT: u32 = 54;
/// The tag of the message being streamed.
pub const STREAM_TAG: u32 = 58;

// Getters' bookkeeping.
/// The lock that serialises getters.
pub const GET_LOCK: u32 = 64;
/// The value of `TAKEN` to which `HEAD` belongs.
pub const TAKEN_DONE: u32 = 65;
/// The value of `HEAD` after the next message.
pub const NEXT_HEAD: u32 = 66;
/// `PUTS` as a getter last saw it: a lower bound.
pub const PUTS_SEEN: u32 = 67;
/// The node before the first message beyond the ring.
pub const FIRST: u32 = 70;
/// A node to be freed, or 0; followed by the bytes of the message after it and their length.
pub const FREE_NODE: u32 = 71;
/// See [`FREE_NODE`].
pub const FREE_BODY: u32 = 72;
/// See [`FREE_NODE`].
pub const FREE_LEN: u32 = 73;
/// What is being looked at: as [`RESERVED`].
pub const PEEKED: u32 = 74;

// Published by getters for putters.
/// The ring's head: the number of bytes ever read.
pub const HEAD: u32 = 80;
/// The number of messages ever taken from the ring.
pub const TAKEN: u32 = 81;
/// Announces room to put.
pub const SPACE: u32 = 82;
/// The number of messages ever taken from beyond the ring.
pub const TAKEN_BEYOND: u32 = 83;

/// Words that are equal in an empty queue and of which only differences matter, so they could start
/// from any number.
pub const CURSORS_AND_COUNTS: [u32; 16] = [
    TASKS_DONE,
    PUTS_DONE,
    NEXT_TAIL,
    HEAD_SEEN,
    TAKEN_SEEN,
    TAKEN_BEYOND_SEEN,
    TAIL,
    PUTS,
    TAKEN_DONE,
    NEXT_HEAD,
    PUTS_SEEN,
    HEAD,
    TAKEN,
    PUTS_BEYOND,
    TAKEN_BEYOND,
    // The number of the root, which counts as the last node put and taken.
    ROOT + 1,
];

/// The first word of the ring's bytes.
pub const PAYLOAD: u32 = 96;

/// Puts and gets succeed.
pub const OPEN: u32 = 0;
/// Puts fail; gets succeed until the queue is empty.
pub const FINISHED: u32 = 1;
/// Puts and gets fail.
pub const CLOSED: u32 = 2;
