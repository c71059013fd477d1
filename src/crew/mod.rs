//! Who works on a loop, and in which pieces: the caller alone or with a team of threads, by self-scheduling, slice after
//! slice.
//!
//! The matrix product and the map on threads share these loops.

mod progress;
mod rows;
mod team;

pub use progress::Progress;
pub use rows::Rows;
pub use team::Team;

/// The threads of rayon's pool, once [`join_pool`] has made them a team.
static TEAM: Team = Team::new();

/// Makes every thread of rayon's global pool a member of the team, for ever: from then on parallel work goes through
/// [`Crew`], and rayon's own calls would wait in vain.
pub fn join_pool() {
    rayon::spawn_broadcast(|_| TEAM.serve());
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

    /// Whether lanes would begin at once, or threads have to be woken first.
    #[must_use]
    pub fn is_awake(self) -> bool {
        TEAM.is_awake()
    }

    /// Calls `work(lane)` once for each of `lanes`, at most the crew's size, and returns when all are done.
    pub fn run(self, lanes: usize, work: &(dyn Fn(usize) + Sync)) {
        TEAM.run(lanes.min(self.size()), work);
    }
}
