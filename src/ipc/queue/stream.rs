//! The one message that may be on its way through the queue in pieces, because it is larger than the ring.
//!
//! It is not in the ring but *offered* beside it, behind everything that is in the ring. When a getter has emptied the ring it
//! claims the offer, and the message flows through the empty ring, one writer to one reader. Until the getter accepts the whole,
//! either of them may give up, and either may die: one exchange on the word decides, so both always agree on what happened.
//!
//! ```text
//!           offer (putter)          claim (getter)           accept (getter)
//!   Idle ───────────────▶ Offered ───────────────▶ Claimed ───────────────▶ Idle: delivered
//!     ▲                   │  ▲                     │     │
//!     │  withdraw (putter)│  │ offer again (putter)│     │ withdraw (putter)
//!     ├───────────────────┘  └───── Lost ◀─────────┘     └─────▶ Aborted ──┐
//!     │                              │      let go (getter)                │ let go (getter)
//!     └──────────────────────────────┴─────────────────────────────────────┘
//!                    withdraw (putter)
//! ```
//!
//! Invariant: Offered, Claimed and Lost imply that the putter holds the put-lock; Claimed and Aborted imply that the getter holds
//! the get-lock and that the ring's bytes are the stream's; while the phase is not Idle nobody puts anything into the ring.

/// The word: the number of the offer (modulo 2²⁹, so that an old offer is not taken for a new one), and its phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stream(pub u32);

/// How far the message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// There is none; the last one was delivered or withdrawn.
    Idle,
    /// Waits for a getter.
    Offered,
    /// Flows.
    Claimed,
    /// The putter gave up; the getter has not let go yet.
    Aborted,
    /// The getter gave up; the putter has not offered it again yet.
    Lost,
}

const PHASE_BITS: u32 = 3;

impl Stream {
    /// How far the message is.
    pub const fn phase(self) -> Phase {
        match self.0 & ((1 << PHASE_BITS) - 1) {
            0 => Phase::Idle,
            1 => Phase::Offered,
            2 => Phase::Claimed,
            3 => Phase::Aborted,
            _ => Phase::Lost,
        }
    }

    /// The same offer in another phase.
    #[must_use]
    pub const fn to(self, phase: Phase) -> Self {
        Self(self.0 >> PHASE_BITS << PHASE_BITS | phase as u32)
    }

    /// The next offer.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.wrapping_add(1 << PHASE_BITS)).to(Phase::Offered)
    }
}
