//! Who works on a loop, and in which pieces: the caller alone or with a team of threads, by
//! self-scheduling, slice after slice.
//!
//! The matrix product and the map on threads share these loops.

mod halt;
mod progress;
mod rows;
mod team;

pub use halt::{given_up, words};
pub use progress::Progress;
pub use rows::Rows;
pub use team::Team;

use timing::Clock;

/// How many times a lane's work must be worth if a thread has to be woken for it.
const WAKING: u64 = 4;

/// The threads of rayon's pool, once [`join_pool`] has made them a team.
static TEAM: Team = Team::new();

/// Makes every thread of rayon's global pool a member of the team, until [`leave`]: from then on
/// parallel work goes through [`Crew`], and rayon's own calls would wait in vain. A thread that has
/// left calls `left`.
pub fn join_pool(left: fn()) {
    rayon::spawn_broadcast(move |_| {
        TEAM.serve();
        left();
    });
}

/// Lets all members of the team go, for ever. To be called while there is no job.
pub fn leave() {
    TEAM.leave();
}

/// Members that have not left.
#[must_use]
pub fn members() -> u32 {
    TEAM.members()
}

/// Who works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crew {
    /// The calling worker alone.
    Caller,
    /// The caller and members of the team, as many lanes together.
    Team {
        /// Workers that may take part at once.
        lanes: usize,
    },
}

impl Crew {
    /// How many take part.
    #[must_use]
    pub fn size(self) -> usize {
        match self {
            Self::Caller => 1,
            Self::Team { lanes } => lanes.max(1),
        }
    }

    /// The part of the crew that so much work is worth, in whatever unit, if `lane_work` is worth a
    /// lane while the team is awake. A thread is woken for much more only, or if such work
    /// comes again and again.
    #[must_use]
    pub fn for_work(self, work: u64, lane_work: u64, clock: &impl Clock) -> Self {
        let lanes = |lane_work: u64| self.size().min((work / lane_work) as usize);
        let awake = lanes(lane_work);
        let share = awake > 1 && (TEAM.is_asked_often(clock.now_ms()) || TEAM.is_awake());
        match if share { awake } else { lanes(lane_work.saturating_mul(WAKING)) } {
            0 | 1 => Self::Caller,
            lanes => Self::Team { lanes },
        }
    }

    /// Calls `work(lane)` once for each of `lanes`, at most the crew's size, and returns when all
    /// are done.
    pub fn run(self, lanes: usize, work: &(dyn Fn(usize) + Sync)) {
        TEAM.run(lanes.min(self.size()), work);
    }
}
