//! The errors of this crate.
//!
//! Invariant: an error leaves the shared words as if the call had not been made.

use super::agent::AgentId;
use core::fmt;

/// Why an operation on shared words failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Error {
    /// The queue had no room for the message within the time allowed.
    Full,
    /// The queue had no message within the time allowed.
    Empty,
    /// The queue or ring was closed, or it was finished and everything in it has been taken.
    Closed,
    /// The lock was held, or the ring made no progress, for longer than the time allowed.
    TimedOut,
    /// The message is too long for this operation. A message longer than the ring (`max_bytes`)
    /// needs an operation that may wait; one of 4 GiB or more cannot be sent at all.
    TooLarge {
        /// The message's length.
        len_bytes: usize,
        /// The longest message that this operation accepts.
        max_bytes: u32,
    },
    /// The lock is not held by the agent that tried to release it.
    NotOwner {
        /// The current owner, if there is one.
        owner: Option<AgentId>,
    },
    /// The lock that should be released is free.
    NotHeld,
    /// The semaphore that should be released already has its maximum of free units.
    TooMany,
    /// There is no memory for the message.
    NoMemory {
        /// The number of bytes that the message needs.
        bytes: u32,
    },
    /// This agent itself holds room that it has reserved, or looks at a message: it has to end that
    /// first.
    Held,
    /// The message comes in pieces: it cannot be read where it lies.
    InPieces,
    /// This agent was declared dead.
    Fenced,
    /// More tasks were declared done than had been put.
    NoTask,
    /// There is no object of the expected kind, or it has been freed.
    NoObject,
    /// The barrier is broken, or was broken or reset during the wait.
    Broken,
    /// The capacity is not a power of two between 8 and 2³⁰ bytes.
    BadCapacity {
        /// The requested capacity.
        capacity_bytes: u32,
    },
    /// There are too few shared words for the capacity.
    TooSmall {
        /// The number of words needed.
        needed_words: u32,
        /// The number of words available.
        n_words: u32,
    },
    /// The shared words hold no queue, or one of another version.
    NotAQueue {
        /// The value found in place of the queue's magic word.
        found: u32,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Full => write!(f, "the queue is full"),
            Self::Empty => write!(f, "the queue is empty"),
            Self::Closed => write!(f, "the queue is closed"),
            Self::TimedOut => write!(f, "the time allowed is over"),
            Self::TooLarge { len_bytes, max_bytes } => {
                write!(f, "a message of {len_bytes} bytes, at most {max_bytes} are allowed here")
            }
            Self::NotOwner { owner: Some(owner) } => write!(f, "the lock is held by agent {owner}"),
            Self::NotOwner { owner: None } => write!(f, "the lock is held by nobody"),
            Self::NotHeld => write!(f, "released more often than acquired"),
            Self::TooMany => write!(f, "released more often than a semaphore can count"),
            Self::NoMemory { bytes } => write!(f, "no room for the {bytes} bytes of the message"),
            Self::Held => write!(f, "a grant of this agent is open"),
            Self::InPieces => write!(f, "the message does not lie in one place"),
            Self::Fenced => write!(f, "this agent was declared dead"),
            Self::NoTask => write!(f, "taskDone was called more often than there were tasks"),
            Self::NoObject => write!(f, "there is no such object, or it has been freed"),
            Self::Broken => write!(f, "the barrier is broken"),
            Self::BadCapacity { capacity_bytes } => {
                write!(
                    f,
                    "a capacity of {capacity_bytes} bytes, it must be a power of two from 8 to 2^30"
                )
            }
            Self::TooSmall { needed_words, n_words } => {
                write!(f, "{n_words} shared words, at least {needed_words} are needed")
            }
            Self::NotAQueue { found } => {
                write!(f, "no queue here: the first word is {found:#010x}")
            }
        }
    }
}

impl core::error::Error for Error {}
