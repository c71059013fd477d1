//! Which word of a queue means what. The table in the room's `README.md` is this file in words.
//!
//! Invariant: each 64-byte line is written by one side, and what a side keeps for itself lies apart from what it tells the other: who
//! looks for news takes no line away that is written several times for each message.

/// "PPQ" and the version of this layout.
pub const MAGIC: u32 = 0x5050_5103;

// Written once, when the queue is made.
/// [`MAGIC`], written last.
pub const MAGIC_WORD: u32 = 0;
/// The capacity of the ring in bytes.
pub const CAPACITY: u32 = 1;
/// The most messages at once; 0: no bound.
pub const MAXSIZE: u32 = 2;
/// [`OPEN`], [`FINISHED`] or [`CLOSED`].
pub const STATE: u32 = 3;

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
/// `TAKEN`, likewise.
pub const TAKEN_SEEN: u32 = 36;

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

// What getters tell putters.
/// The ring's head: bytes ever read.
pub const HEAD: u32 = 80;
/// Messages ever taken from the ring.
pub const TAKEN: u32 = 81;
/// Announces room to put.
pub const SPACE: u32 = 82;

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
