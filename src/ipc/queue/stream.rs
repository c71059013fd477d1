//! Streaming: the one message that may be passing through the queue in pieces, because it is larger
//! than the ring.
//!
//! It is not stored in the ring but *offered* beside it, behind everything in the ring. When a
//! getter has emptied the ring, it claims the offer, and the message flows through the empty ring,
//! from one writer to one reader. Until the getter accepts the whole message, either of them may
//! give up, and either may die: one exchange on the stream word decides, so both always agree on
//! the outcome.
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
//! Invariant: Offered, Claimed and Lost imply that the putter holds the put-lock; Claimed and
//! Aborted imply that the getter holds the get-lock and that the ring's bytes are the stream's;
//! while the phase is not Idle, no message is put into the ring.

use super::Queue;
use super::layout::{HEAD, STREAM, STREAMED, STREAMED_BEFORE, TAIL};
use crate::words::Words;

/// The stream word: the number of the offer (modulo 2²⁹, so that an old offer is not mistaken for a
/// new one) and its phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stream(pub u32);

/// The phase of the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// There is no message; the last one was delivered or withdrawn.
    Idle,
    /// The message waits for a getter.
    Offered,
    /// The message flows from the putter to the getter.
    Claimed,
    /// The putter gave up; the getter has not let go yet.
    Aborted,
    /// The getter gave up; the putter has not offered it again yet.
    Lost,
}

const PHASE_BITS: u32 = 3;

impl Stream {
    /// The phase of the message.
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

impl<W: Words> Queue<W> {
    pub(super) fn stream(&self) -> Stream {
        // Pairs with the stores and exchanges that change the phase.
        Stream(self.words.load(STREAM))
    }

    pub(super) fn exchange_stream(&self, from: Stream, to: Stream) -> bool {
        // The exchange that decides between putter and getter. Pairs with the load in `stream`.
        self.words.compare_exchange(STREAM, from.0, to.0) == from.0
    }

    /// For the putter or its supervisor: withdraws the message; returns whether it did. Otherwise
    /// the message had been accepted.
    pub(super) fn withdraw(&self) -> bool {
        loop {
            let stream = self.stream();
            match stream.phase() {
                Phase::Idle => return false,
                Phase::Aborted => return true,
                Phase::Offered if self.exchange_stream(stream, stream.to(Phase::Idle)) => {
                    self.ring.space.announce(&self.words);
                    self.announce_unfinished();
                    return true;
                }
                Phase::Claimed if self.exchange_stream(stream, stream.to(Phase::Aborted)) => {
                    self.ring.data.announce(&self.words);
                    self.announce_unfinished();
                    return true;
                }
                Phase::Lost => {
                    self.forget_stream_put();
                    self.words.store(STREAM, stream.to(Phase::Idle).0);
                    self.ring.space.announce(&self.words);
                    self.announce_unfinished();
                    return true;
                }
                Phase::Offered | Phase::Claimed => {}
            }
        }
    }

    /// For the putter, after the getter has let go: discards what was written of the stream.
    pub(super) fn forget_stream_put(&self) {
        // The getter no longer moves `HEAD`: pairs with its exchange from Claimed to Lost.
        self.words.store(TAIL, self.words.load(HEAD));
    }

    /// For the getter: restores the count, since the message that was counted in advance has not
    /// been taken.
    pub(super) fn forget_stream_got(&self) {
        self.words.store(STREAMED, self.words.load(STREAMED_BEFORE));
    }

    /// For the getter or its supervisor: stops reading a stream.
    pub(super) fn let_go(&self) {
        loop {
            let stream = self.stream();
            match stream.phase() {
                Phase::Claimed => {
                    self.forget_stream_got();
                    if self.exchange_stream(stream, stream.to(Phase::Lost)) {
                        break;
                    }
                }
                Phase::Aborted => {
                    self.forget_stream_got();
                    // The putter no longer moves `TAIL`: pairs with its exchange from Claimed to
                    // Aborted.
                    self.words.store(HEAD, self.words.load(TAIL));
                    self.words.store(STREAM, stream.to(Phase::Idle).0);
                    break;
                }
                Phase::Idle | Phase::Offered | Phase::Lost => return,
            }
        }
        self.ring.space.announce(&self.words);
        self.announce_unfinished();
    }
}
