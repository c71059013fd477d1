//! A team of threads that work on one job at a time, together with the caller. Between jobs they
//! spin for a moment before they sleep, so dispatching a job that follows soon takes less than a
//! microsecond: one exchange that publishes it, one that claims a lane, and one that counts it off,
//! each on a line of its own. No mutex is taken unless someone sleeps (`latch.rs`).
//!
//! A job is a function of a *lane*, `0..lanes`. The caller runs lane 0 and members claim the
//! others; when the caller is done with lane 0 it also runs the lanes that are still unclaimed. So
//! no job waits for a thread to wake up, as long as the lanes share their work by self-scheduling.
//!
//! Invariant: the job's closure is alive while any thread runs it. A lane is claimed by a
//! compare-exchange and belongs to the job that is current at that moment; `run` returns only when
//! all lanes have been claimed and counted off.

use super::latch::{Jobs, Line, SystemBed, Unfinished};
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::SeqCst};

/// Polls before a member or the caller sleeps: about a tenth of a millisecond. Sleeping is worth
/// avoiding, since a woken thread may be scheduled on its waker's core, where the two take turns.
const SPINS: u32 = if cfg!(miri) { 20 } else { 60_000 };

/// Work that arrives again within this time, in ms, is expected to keep arriving.
const SOON_MS: f64 = 1.0;

type Work<'a> = &'a (dyn Fn(usize) + Sync + 'a);

/// A team of threads. They join by calling [`serve`](Team::serve), which returns after
/// [`leave`](Team::leave); one job runs at a time.
///
/// ```
/// use crew::Team;
/// use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
/// static TEAM: Team = Team::new();
/// let member = std::thread::spawn(|| TEAM.serve());
/// let lanes_run = AtomicU32::new(0);
/// TEAM.run(3, &|_lane| {
///     lanes_run.fetch_add(1, Relaxed);
/// });
/// assert_eq!(lanes_run.into_inner(), 3);
/// TEAM.leave();
/// member.join().unwrap();
/// ```
pub struct Team {
    jobs: Jobs<AtomicU64, SystemBed>,
    /// Lanes of the job that are not done, lane 0 not counted.
    unfinished: Unfinished<AtomicU64, SystemBed>,
    work: Line<UnsafeCell<Option<Work<'static>>>>,
    /// Whether a job is running.
    busy: AtomicBool,
    /// The time of the last [`is_asked_often`](Team::is_asked_often), in ms, as the bits of an
    /// `f64`.
    asked: AtomicU64,
    panicked: AtomicBool,
    members: AtomicU32,
    leaving: AtomicBool,
}

// SAFETY: `work` is written only by the one caller, while no lane can be claimed, and read only by
// a thread that holds a claimed lane.
unsafe impl Sync for Team {}

impl Default for Team {
    fn default() -> Self {
        Self::new()
    }
}

impl Team {
    /// A team without members: the caller runs every lane.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            jobs: Jobs::new(AtomicU64::new(0), SystemBed::new()),
            unfinished: Unfinished::new(AtomicU64::new(0), SystemBed::new()),
            work: Line(UnsafeCell::new(None)),
            busy: AtomicBool::new(false),
            asked: AtomicU64::new(0),
            panicked: AtomicBool::new(false),
            members: AtomicU32::new(0),
            leaving: AtomicBool::new(false),
        }
    }

    /// Makes the calling thread a member; returns once [`leave`](Team::leave) has been called.
    ///
    /// # Panics
    /// When a lane that this thread has claimed panics. The caller of that job panics as well.
    pub fn serve(&self) {
        self.members.fetch_add(1, SeqCst);
        while !self.leaving.load(SeqCst) {
            let mut spins = 0_u32;
            self.work_on_unclaimed();
            while spins < SPINS && !self.is_wanted() {
                spins += 1;
                std::hint::spin_loop();
            }
            if !self.is_wanted() {
                self.jobs.sleep_until_job(|| self.leaving.load(SeqCst));
            }
        }
        self.members.fetch_sub(1, SeqCst);
    }

    /// Makes all members return from [`serve`](Team::serve), including those that have yet to join.
    pub fn leave(&self) {
        self.leaving.store(true, SeqCst);
        self.jobs.wake();
    }

    /// The number of members that have not left.
    pub fn members(&self) -> u32 {
        self.members.load(SeqCst)
    }

    /// Calls `work(lane)` once for each lane in `0..lanes`, on the caller and on members, and
    /// returns when all calls have returned. Lane 0 runs even if `lanes` is 0.
    ///
    /// While another job is running, as when `work` starts one, the caller alone runs all lanes,
    /// one after another.
    ///
    /// # Panics
    /// When `work` panics in any lane, after all lanes have ended; or when it panics while another
    /// job is running.
    pub fn run(&self, lanes: usize, work: Work<'_>) {
        if lanes <= 1 {
            work(0);
            return;
        }
        if self.busy.swap(true, SeqCst) {
            (0..lanes).for_each(work);
            return;
        }
        // SAFETY: the closure outlives every use of it, by the invariant above. No thread reads
        // `work` now: all lanes of the last job have been claimed and counted off.
        unsafe { *self.work.get() = Some(std::mem::transmute::<Work<'_>, Work<'static>>(work)) };
        // The last job may have left this set: if its lane 0 panicked it unwound before the check
        // below.
        self.panicked.store(false, SeqCst);
        self.unfinished.set(lanes as u32 - 1);
        self.jobs.publish(lanes as u32);
        // Dropped also when `work` unwinds: members may still be running the closure.
        let finish = Finish(self);
        work(0);
        drop(finish);
        assert!(!self.panicked.load(SeqCst), "a lane of the job panicked");
    }

    /// Records, at the time `now_ms`, a request for work that awake members would share; returns
    /// whether the previous request was less than a millisecond ago.
    pub fn is_asked_often(&self, now_ms: f64) -> bool {
        let last_ms = f64::from_bits(self.asked.swap(now_ms.to_bits(), SeqCst));
        now_ms - last_ms < SOON_MS
    }

    /// Whether no member is asleep.
    pub fn is_awake(&self) -> bool {
        self.jobs.is_awake()
    }

    fn is_wanted(&self) -> bool {
        self.jobs.has_lane() || self.leaving.load(SeqCst)
    }

    fn work_on_unclaimed(&self) {
        while let Some(lane) = self.jobs.claim() {
            self.work_on(lane);
        }
    }

    fn work_on(&self, lane: u32) {
        let _counts_off = CountOff { team: self, was_panicking: std::thread::panicking() };
        // SAFETY: the lane is claimed and not yet counted off, so `work` is the closure of the job
        // for which `run` is still waiting.
        if let Some(work) = unsafe { *self.work.get() } {
            work(lane as usize);
        }
    }
}

/// Ends a job on the caller's side: runs the unclaimed lanes, and waits for the others.
struct Finish<'a>(&'a Team);

impl Drop for Finish<'_> {
    fn drop(&mut self) {
        // Dropped at the end, also if a lane unwinds: then it runs the rest.
        let _over = Over(self.0);
        self.0.work_on_unclaimed();
    }
}

/// Runs the unclaimed lanes and waits for those of others; then the team can have another job.
struct Over<'a>(&'a Team);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        let team = self.0;
        team.work_on_unclaimed();
        let mut spins = 0;
        while !team.unfinished.is_zero() && spins < SPINS {
            spins += 1;
            std::hint::spin_loop();
        }
        if !team.unfinished.is_zero() {
            team.unfinished.sleep_until_zero();
        }
        team.busy.store(false, SeqCst);
    }
}

/// Counts a lane off when dropped, so also when its work unwinds.
struct CountOff<'a> {
    team: &'a Team,
    /// If lane 0 has unwound, the caller's other lanes run while it does.
    was_panicking: bool,
}

impl Drop for CountOff<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() && !self.was_panicking {
            self.team.panicked.store(true, SeqCst);
        }
        self.team.unfinished.count_off();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Barrier, atomic::AtomicUsize};

    /// Miri is some thousand times slower.
    const REPEATS: usize = if cfg!(miri) { 2 } else { 50 };

    fn team(members: usize) -> Arc<Team> {
        let team = Arc::new(Team::new());
        for _ in 0..members {
            let team = Arc::clone(&team);
            std::thread::spawn(move || team.serve());
        }
        team
    }

    #[test]
    fn every_lane_runs_once_for_any_number_of_members() {
        for members in 0..4 {
            let team = team(members);
            for lanes in [1, 2, 3, 8, 64] {
                for _ in 0..REPEATS {
                    let runs: Vec<AtomicUsize> = (0..lanes).map(|_| AtomicUsize::new(0)).collect();
                    team.run(lanes, &|lane| {
                        runs[lane].fetch_add(1, SeqCst);
                    });
                    assert!(runs.iter().all(|runs| runs.load(SeqCst) == 1), "{members} {lanes}");
                }
            }
        }
    }

    #[test]
    fn lanes_run_at_the_same_time() {
        let team = team(1);
        let both = Barrier::new(2);
        // A single thread running both lanes in turn would never pass the barrier. The member may
        // be asleep, spinning or still starting.
        for _ in 0..2 * REPEATS {
            team.run(2, &|_| {
                both.wait();
            });
        }
    }

    #[test]
    fn sleeping_members_wake_for_the_next_job() {
        let team = team(2);
        let all = Barrier::new(3);
        for _ in 0..3 {
            while team.members() < 2 || team.is_awake() {
                std::thread::yield_now();
            }
            team.run(3, &|_| {
                all.wait();
            });
        }
    }

    #[test]
    fn a_job_within_a_job_runs_on_its_caller_alone() {
        let team = team(1);
        let lanes_run = AtomicUsize::new(0);
        team.run(2, &|_| {
            let thread = std::thread::current().id();
            team.run(5, &|_| {
                assert_eq!(std::thread::current().id(), thread);
                lanes_run.fetch_add(1, SeqCst);
            });
        });
        assert_eq!(lanes_run.into_inner(), 10);
    }

    #[test]
    fn two_callers_both_get_their_work_done() {
        let team = team(1);
        let lanes_run = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    for _ in 0..20 * REPEATS {
                        team.run(3, &|_| {
                            lanes_run.fetch_add(1, SeqCst);
                        });
                    }
                });
            }
        });
        assert_eq!(lanes_run.into_inner(), 2 * 20 * REPEATS * 3);
    }

    #[test]
    fn a_caller_that_sleeps_is_woken_by_the_last_lane() {
        let team = team(2);
        for _ in 0..REPEATS.min(20) {
            let (asleep, started) = (AtomicBool::new(false), Barrier::new(3));
            team.run(3, &|lane| {
                started.wait();
                // The members work until the caller has said that it sleeps.
                while lane > 0 && !asleep.load(SeqCst) {
                    asleep.store(team.unfinished.is_awaited_asleep(), SeqCst);
                    std::thread::yield_now();
                }
            });
        }
    }

    #[test]
    fn spinning_and_sleeping_members_leave() {
        for asleep in [false, true] {
            let team = Arc::new(Team::new());
            let members: Vec<_> = (0..2)
                .map(|_| {
                    let team = Arc::clone(&team);
                    std::thread::spawn(move || team.serve())
                })
                .collect();
            while asleep && (team.members() < 2 || team.is_awake()) {
                std::thread::yield_now();
            }
            team.leave();
            for member in members {
                member.join().unwrap();
            }
            assert_eq!(team.members(), 0);
        }
    }

    #[test]
    fn work_requested_twice_within_a_millisecond_is_asked_often() {
        let team = team(0);
        let asked =
            [10.0, 10.0 + 2.0 * SOON_MS, 10.0 + 2.5 * SOON_MS].map(|ms| team.is_asked_often(ms));
        assert_eq!(asked, [false, false, true]);
    }

    #[test]
    fn a_panic_in_a_lane_reaches_the_caller_after_all_lanes_have_ended() {
        let team = team(0);
        let ended = AtomicUsize::new(0);
        let job = |lane: usize| {
            ended.fetch_add(1, SeqCst);
            assert!(lane != 0, "lane 0 fails");
        };
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| team.run(3, &job)));
        assert!(outcome.is_err() && !team.panicked.load(SeqCst), "no other lane is blamed");
        assert_eq!(ended.load(SeqCst), 3);
    }

    #[test]
    fn a_job_after_one_that_panicked_runs() {
        let team = team(0);
        for fails in (0..3).flat_map(|lane| [lane; 3]) {
            let job = |lane: usize| assert!(lane != fails, "lane {lane} fails");
            let outcome =
                std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| team.run(3, &job)));
            assert!(outcome.is_err());
            team.run(2, &|_| {});
        }
    }

    #[test]
    fn a_panic_in_a_members_lane_reaches_the_caller() {
        let team = team(1);
        for _ in 0..REPEATS.min(20) {
            let both = Barrier::new(2);
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                team.run(2, &|lane| {
                    both.wait();
                    assert!(lane == 0, "a panic for the test");
                });
            }));
            assert!(outcome.is_err());
            // The member is gone, as a worker that has trapped is: another takes its place.
            let heir = Arc::clone(&team);
            std::thread::spawn(move || heir.serve());
            team.run(2, &|_| {});
        }
    }
}
