//! How a process has ended: set once, by the process or by its supervisor, and waited for by any.
//!
//! Invariant: the status changes only once, from running to an exit code.
//!
//! Source: CPython's `multiprocessing.Process.exitcode`.

use super::event::{Event, Waiting};
use super::event_count::EventCount;
use super::words::Words;

/// The location of an exit status: [`N_WORDS`](Self::N_WORDS) words, all 0 initially.
///
/// ```
/// use ipc::testing::HostWords;
/// use ipc::{Deadline, Error, ExitStatus, operation};
/// let words = HostWords::new(ExitStatus::N_WORDS);
/// let exit = ExitStatus::at(0);
/// let wait = || operation::run(&words, &mut exit.waiting(&words), Deadline::NOW);
/// assert_eq!((exit.get(&words), wait()), (None, Err(Error::TimedOut)));
/// assert!(exit.set(&words, -15));
/// // The first code wins.
/// assert!(!exit.set(&words, 0));
/// assert_eq!((exit.get(&words), wait()), (Some(-15), Ok(())));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExitStatus {
    first: u32,
}

impl ExitStatus {
    /// The number of words: the status, 0 while the process runs, otherwise the exit code plus
    /// [`BIAS`](Self::BIAS); and an event count.
    pub const N_WORDS: u32 = 2;
    /// What is added to an exit code, so that none is 0 or less.
    pub const BIAS: i32 = 1024;
    /// The largest exit code; the least is its negative, as for a process ended by a signal.
    pub const MOST: i32 = 255;

    /// The exit status at word `first`.
    #[must_use]
    pub const fn at(first: u32) -> Self {
        Self { first }
    }

    /// Where its changes are announced.
    pub(crate) const fn event(self) -> EventCount {
        EventCount::at(self.first + 1)
    }

    /// Sets the exit code, which is clamped to ±[`MOST`](Self::MOST), unless there is one already;
    /// returns whether it did.
    pub fn set<W: Words>(self, words: &W, code: i32) -> bool {
        let status = (code.clamp(-Self::MOST, Self::MOST) + Self::BIAS).cast_unsigned();
        // Pairs with the load in `status`.
        let first = words.compare_exchange(self.first, 0, status) == 0;
        if first {
            self.event().announce(words);
        }
        first
    }

    /// The exit code; `None` while the process runs.
    pub fn get<W: Words>(self, words: &W) -> Option<i32> {
        match self.status(words) {
            0 => None,
            status => Some(status - Self::BIAS),
        }
    }

    /// 0 while the process runs, otherwise the exit code plus [`BIAS`](Self::BIAS).
    pub fn status<W: Words>(self, words: &W) -> i32 {
        words.load(self.first).cast_signed()
    }

    /// Starts to wait until the process has ended.
    pub const fn waiting<W: Words>(self, words: &W) -> Waiting<'_, W> {
        // The same two words as an event's; the status is no longer the one seen while it ran.
        Event::at(self.first).resume(words, 0)
    }

    /// Call after the death of an agent. Wakes all waiters, since the agent may have died after its
    /// change and before the announcement.
    pub fn supervise_death<W: Words>(self, words: &W) {
        self.event().wake(words);
    }
}
