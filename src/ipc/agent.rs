//! Agents: the threads and processes that use the shared words.

use core::fmt;

/// Set in a lock's word while an agent may be parked on it. No id has this bit.
pub(crate) const SLEEPERS: u32 = 1 << 31;

/// An agent's id, from 1 to 2³¹ − 1. An id is not reused while its agent may be alive or while
/// anything it held is still unreleased.
///
/// ```
/// use ipc::AgentId;
/// assert_eq!(AgentId::new(7).map(AgentId::get), Some(7));
/// assert_eq!((AgentId::new(0), AgentId::new(1 << 31)), (None, None));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AgentId(u32);

impl AgentId {
    /// The agent with number `id`; `None` if that is 0 or does not fit in 31 bits.
    #[must_use]
    pub const fn new(id: u32) -> Option<Self> {
        if id == 0 || id & SLEEPERS != 0 { None } else { Some(Self(id)) }
    }

    /// The id as a number.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for AgentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
