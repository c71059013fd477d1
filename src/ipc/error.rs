//! Everything that can go wrong in the room, one sentence each.
//!
//! Invariant: an error leaves the shared words as if the call had not been made.

use super::agent::AgentId;
use core::fmt;

/// Why an operation on shared words did not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Error {
    /// The queue had no room for the message within the time allowed.
    Full,
    /// The queue had no message within the time allowed.
    Empty,
    /// The queue or ring was closed, or it was finished and everything in it has been taken.
    Closed,
    /// The lock was held, or the ring stood still, for longer than the time allowed.
    TimedOut,
    /// The message can only be handed over by an operation that may wait (`max_bytes` is the ring's
    /// limit), or by none at all.
    TooLarge {
        /// The message's length.
        len_bytes: usize,
        /// The longest that this operation takes.
        max_bytes: u32,
    },
    /// The lock is not held by the agent that wanted to release it.
    NotOwner {
        /// Who holds it, if anybody.
        owner: Option<AgentId>,
    },
    /// The lock that was to be released is free.
    NotHeld,
    /// The semaphore was to be released, and counts as many units as it can.
    TooMany,
    /// There is no memory for the message.
    NoMemory {
        /// How much it needs.
        bytes: u32,
    },
    /// This agent was declared dead.
    Fenced,
    /// More tasks were declared done than had been put.
    NoTask,
    /// The barrier was broken, or reset, while somebody waited at it.
    Broken,
    /// The capacity is not a power of two between 8 and 2³⁰ bytes.
    BadCapacity {
        /// What was asked for.
        capacity_bytes: u32,
    },
    /// The shared words are too few for the capacity.
    TooSmall {
        /// The least number of words that would do.
        needed_words: u32,
        /// The number there is.
        n_words: u32,
    },
    /// The shared words hold no queue, or one of another version.
    NotAQueue {
        /// What stands where the queue's magic word should be.
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
            Self::Fenced => write!(f, "this agent was declared dead"),
            Self::NoTask => write!(f, "taskDone was called more often than there were tasks"),
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
