//! Which word of a queue means what. The table in the room's `README.md` is this file in words.
//!
//! Invariant: each 64-byte line is written by one side, and what a side keeps for itself lies apart
//! from what it tells the other: who looks for news takes no line away that is written several
//! times for each message.

/// "PPQ" and the version of this layout.
pub const MAGIC: u32 = 0x5050_5104;

// Written once, when the queue is made.
/// [`MAGIC`], written last.
pub const MAGIC_WORD: u32 = 0;
/// The capacity of the ring in bytes.
pub const CAPACITY: u32 = 1;
/// The most messages at once; 0: no bound.
pub const MAXSIZE: u32 = 2;
/// [`OPEN`], [`FINISHED`] or [`CLOSED`].
pub const STATE: u32 = 3;
/// Written once: 1 if messages for which the ring has no room go to memory of their own.
pub const OVERFLOWS: u32 = 4;

// Written by those who have done what a message asked for.
/// Messages ever declared done.
pub const TASKS_DONE: u32 = 16;
/// Announces that every message that was put has been declared done.
pub const IDLE: u32 = 17;

// Putters' own.
/// The lock that puts putters in a row.
pub const PUT_LOCK: u32 = 32;
/// `PUTS`, as far as `TAIL` has followed.
pub const PUTS_DONE: u32 = 33;
/// Where `TAIL` goes with the next message.
pub const NEXT_TAIL: u32 = 34;
/// `HEAD`, as a putter has last seen it: getters have gone as far at least.
pub const HEAD_SEEN: u32 = 35;
/// The node of the last message beyond the ring.
pub const LAST: u32 = 36;
/// A node that was allocated and is not linked yet, or 0; then its message's bytes and their
/// length.
pub const SPARE_NODE: u32 = 37;
/// See [`SPARE_NODE`].
pub const SPARE_BODY: u32 = 38;
/// See [`SPARE_NODE`].
pub const SPARE_LEN: u32 = 39;
/// `TAKEN`, as a putter has last seen it: getters have gone as far at least.
pub const TAKEN_SEEN: u32 = 40;
/// The same of `TAKEN_BEYOND`.
pub const TAKEN_BEYOND_SEEN: u32 = 41;

// What putters tell getters.
/// The ring's tail: bytes ever written.
pub const TAIL: u32 = 48;
/// Messages ever put into the ring (a streamed one does not count).
pub const PUTS: u32 = 49;
/// Announces something to get.
pub const DATA: u32 = 50;
/// The message being streamed: its turn and its phase.
pub const STREAM: u32 = 51;
/// The length in bytes of the message being streamed.
pub const STREAM_LEN: u32 = 52;
/// Messages ever put beyond the ring.
pub const PUTS_BEYOND: u32 = 53;
/// The node that the list of messages beyond the ring begins with at first; of its words only the
/// link is written.
pub const ROOT: u32 = 54;

// Getters' own.
/// The lock that puts getters in a row.
pub const GET_LOCK: u32 = 64;
/// `TAKEN`, as far as `HEAD` has followed.
pub const TAKEN_DONE: u32 = 65;
/// Where `HEAD` goes with the next message.
pub const NEXT_HEAD: u32 = 66;
/// `PUTS`, as a getter has last seen it: putters have gone as far at least.
pub const PUTS_SEEN: u32 = 67;
/// Messages ever streamed.
pub const STREAMED: u32 = 68;
/// `STREAMED` before the message that is being streamed.
pub const STREAMED_BEFORE: u32 = 69;
/// The node before the first message beyond the ring.
pub const FIRST: u32 = 70;
/// A node that is to be freed, or 0; then the bytes of the message after it, and their length.
pub const FREE_NODE: u32 = 71;
/// See [`FREE_NODE`].
pub const FREE_BODY: u32 = 72;
/// See [`FREE_NODE`].
pub const FREE_LEN: u32 = 73;

// What getters tell putters.
/// The ring's head: bytes ever read.
pub const HEAD: u32 = 80;
/// Messages ever taken from the ring.
pub const TAKEN: u32 = 81;
/// Announces room to put.
pub const SPACE: u32 = 82;
/// Messages ever taken from beyond the ring.
pub const TAKEN_BEYOND: u32 = 83;

/// What is equal in an empty queue and only its differences matter: any number would do for 0 at
/// first.
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
    // The number of the root, the last one to have been put and taken beyond the ring.
    ROOT + 1,
];

/// The first word of the ring's bytes.
pub const PAYLOAD: u32 = 96;

/// Bytes of the length before each message in the ring.
pub const PREFIX: u32 = 4;

/// Puts and gets go on.
pub const OPEN: u32 = 0;
/// Puts fail, gets go on until nothing is left.
pub const FINISHED: u32 = 1;
/// Puts and gets fail.
pub const CLOSED: u32 = 2;
