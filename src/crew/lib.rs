//! Parallel loops: the caller works alone or with a team of threads, by self-scheduling, one slice
//! after another.
//!
//! The matrix product and the map on threads both run on these loops. A thread becomes a member of
//! the [`Team`] by serving it; [`join_pool`] makes all of rayon's pool members. A loop runs on a
//! [`Crew`], and [`Progress`] sizes its slices so that the caller can report how far it is, or
//! stop.
//!
//! ```
//! use crew::{Crew, Progress, Rows};
//! use timing::StdClock;
//! let (clock, crew) = (StdClock::start(), Crew::Team { lanes: 2 });
//! let mut squares = vec![0; 1000];
//! let mut progress = Progress::default();
//! while progress.advance(squares.len(), crew.size(), 5.0, &clock, |first, last| {
//!     let elements = &mut squares[first..last];
//!     Rows { elements, width: 1, first, panel: 16 }.share(crew, &clock, |first, squares| {
//!         for (i, square) in (first..).zip(squares) {
//!             *square = i * i;
//!         }
//!     });
//! }) {
//!     // Between two slices: say that `progress.done()` of 1000 rows are done.
//! }
//! assert!(squares.iter().enumerate().all(|(i, &square)| square == i * i));
//! ```
//!
//! Source: self-scheduling, P. Tang & P.-C. Yew, *Processor self-scheduling for multiple-nested
//! parallel loops* (ICPP 1986).

mod habits;
mod halt;
pub mod latch;
mod progress;
mod rows;
mod team;

pub use habits::{Habits, Share};
pub use halt::{given_up, words};
pub use progress::Progress;
pub use rows::Rows;
pub use team::Team;

use timing::Clock;

/// Factor by which a lane must have more work if its thread has to be woken first.
const WAKING: u64 = 4;

/// The threads of rayon's pool, once [`join_pool`] has made them a team.
static TEAM: Team = Team::new();

/// Makes every thread of rayon's global pool a member of the team until [`leave`]. From then on
/// parallel work must go through [`Crew`]: no thread is left to serve rayon's own calls, which
/// would block. Each thread calls `left` once it has left the team.
pub fn join_pool(left: fn()) {
    rayon::spawn_broadcast(move |_| {
        serve();
        left();
    });
}

/// Makes the calling thread a member of the team; returns after [`leave`].
pub fn serve() {
    TEAM.serve();
}

/// Makes all members leave the team, permanently. Call this while no job is running.
pub fn leave() {
    TEAM.leave();
}

/// The number of members that have not left.
#[must_use]
pub fn members() -> u32 {
    TEAM.members()
}

/// The workers of a parallel loop.
///
/// A *lane* is one worker's share of a job. Lanes take their items by self-scheduling, so every
/// item is done even if one worker runs all the lanes.
///
/// ```
/// use crew::Crew;
/// use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
/// let (next, sum) = (AtomicUsize::new(0), AtomicUsize::new(0));
/// Crew::Team { lanes: 2 }.run(2, &|_lane| {
///     while let item = next.fetch_add(1, Relaxed)
///         && item < 100
///     {
///         sum.fetch_add(item, Relaxed);
///     }
/// });
/// assert_eq!(sum.into_inner(), 4950);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crew {
    /// The calling thread alone.
    Caller,
    /// The caller together with members of the team.
    Team {
        /// Workers that may take part at once, the caller included.
        lanes: usize,
    },
}

impl Crew {
    /// The number of workers that may take part at once, at least 1.
    #[must_use]
    pub fn size(self) -> usize {
        match self {
            Self::Caller => 1,
            Self::Team { lanes } => lanes.max(1),
        }
    }

    /// The part of the crew that `work` justifies, at most one lane for each `lane_work` (in the
    /// same unit), and whether that or the caller alone was faster for such work lately.
    ///
    /// If threads of the team are asleep, a lane must have four times as much to be worth waking
    /// one, unless such work keeps arriving.
    ///
    /// # Panics
    /// When `lane_work` is 0.
    #[must_use]
    pub fn for_work<'a>(
        self,
        habits: &'a Habits,
        work: u64,
        lane_work: u64,
        clock: &impl Clock,
    ) -> Share<'a> {
        let lanes = |lane_work: u64| self.size().min((work / lane_work) as usize);
        match lanes(lane_work) {
            0 | 1 => Share::settled(Self::Caller),
            lanes if TEAM.is_asked_often(clock.now_ms()) || TEAM.is_awake() => {
                habits.choose(work, Self::Team { lanes }, clock)
            }
            _ => Share::settled(match lanes(lane_work.saturating_mul(WAKING)) {
                0 | 1 => Self::Caller,
                lanes => Self::Team { lanes },
            }),
        }
    }

    /// Calls `work(lane)` once for each lane from 0 up to `lanes` or the crew's size, whichever is
    /// less, and returns when all calls have returned. Several lanes may run on one worker, one
    /// after another.
    ///
    /// # Panics
    /// When `work` panics.
    pub fn run(self, lanes: usize, work: &(dyn Fn(usize) + Sync)) {
        TEAM.run(lanes.min(self.size()), work);
    }
}
