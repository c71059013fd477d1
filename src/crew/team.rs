//! A team of threads that work on one job at a time, together with the caller. Between jobs they
//! spin for a moment before they park, so dispatching a job that follows soon takes about a
//! microsecond.
//!
//! A job is a function of a *lane*, `0..lanes`. The caller runs lane 0 and members claim the
//! others; when the caller is done with lane 0 it also runs the lanes that are still unclaimed. So
//! no job waits for a thread to wake up, as long as the lanes share their work by self-scheduling.
//!
//! Invariant: the job's closure is alive while any thread runs it. A lane is claimed by a
//! compare-exchange on `state` and belongs to the job that is current at that moment; `run` returns
//! only when all lanes have been claimed and counted off in `unfinished`.

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::SeqCst};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Polls before a member or the caller parks: about a tenth of a millisecond. Parking is worth
/// avoiding, since a woken thread may be scheduled on its waker's core, where the two take turns.
const SPINS: u32 = 60_000;

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
    /// `lanes` in the high half, the next unclaimed lane in the low half. If lanes ≤ next there is
    /// nothing to claim.
    state: AtomicU64,
    /// Lanes of the job that are not done, lane 0 not counted.
    unfinished: AtomicU32,
    work: UnsafeCell<Option<Work<'static>>>,
    /// Held by the one caller.
    calling: Mutex<()>,
    /// Members that are parked or about to park.
    sleepers: AtomicU32,
    /// The time of the last [`is_asked_often`](Team::is_asked_often), in ms, as the bits of an
    /// `f64`.
    asked: AtomicU64,
    lock: Mutex<()>,
    job: Condvar,
    done: Condvar,
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
            state: AtomicU64::new(0),
            unfinished: AtomicU32::new(0),
            work: UnsafeCell::new(None),
            calling: Mutex::new(()),
            sleepers: AtomicU32::new(0),
            asked: AtomicU64::new(0),
            lock: Mutex::new(()),
            job: Condvar::new(),
            done: Condvar::new(),
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
            let mut spins = 0;
            while let Some(lane) = self.claim() {
                self.work_on(lane);
                spins = 0;
            }
            while spins < SPINS && !self.is_wanted() {
                spins += 1;
                std::hint::spin_loop();
            }
            if !self.is_wanted() {
                let mut guard = self.guard();
                // Pairs with the load in `run`: either `run` sees the sleeper, or the sleeper sees
                // the job.
                self.sleepers.fetch_add(1, SeqCst);
                while !self.is_wanted() {
                    guard = self.job.wait(guard).unwrap_or_else(PoisonError::into_inner);
                }
                self.sleepers.fetch_sub(1, SeqCst);
            }
        }
        self.members.fetch_sub(1, SeqCst);
    }

    /// Makes all members return from [`serve`](Team::serve), including those that have yet to join.
    pub fn leave(&self) {
        self.leaving.store(true, SeqCst);
        let _guard = self.guard();
        self.job.notify_all();
    }

    /// The number of members that have not left.
    pub fn members(&self) -> u32 {
        self.members.load(SeqCst)
    }

    /// Calls `work(lane)` once for each lane in `0..lanes`, on the caller and on members, and
    /// returns when all calls have returned. Lane 0 runs even if `lanes` is 0.
    ///
    /// `work` must not start another job on the same team, which would deadlock.
    ///
    /// # Panics
    /// When `work` panics in any lane, after all lanes have ended.
    pub fn run(&self, lanes: usize, work: Work<'_>) {
        if lanes <= 1 {
            work(0);
            return;
        }
        let _calling = self.calling.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: the closure outlives every use of it, by the invariant above. No thread reads
        // `work` now: all lanes of the last job have been claimed and counted off.
        unsafe { *self.work.get() = Some(std::mem::transmute::<Work<'_>, Work<'static>>(work)) };
        // The last job may have left this set: if its lane 0 panicked it unwound before the check
        // below.
        self.panicked.store(false, SeqCst);
        self.unfinished.store(lanes as u32 - 1, SeqCst);
        // Publishes the job. Pairs with the exchange in `claim`.
        self.state.store((lanes as u64) << 32 | 1, SeqCst);
        // Pairs with the increment of `sleepers` in `serve`.
        if self.sleepers.load(SeqCst) > 0 {
            let _guard = self.guard();
            self.job.notify_all();
        }
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

    /// Whether no member is parked.
    pub fn is_awake(&self) -> bool {
        self.sleepers.load(SeqCst) == 0
    }

    fn is_wanted(&self) -> bool {
        self.has_lane() || self.leaving.load(SeqCst)
    }

    fn has_lane(&self) -> bool {
        let state = self.state.load(SeqCst);
        state & 0xffff_ffff < state >> 32
    }

    fn claim(&self) -> Option<usize> {
        let next = |state: u64| (state & 0xffff_ffff < state >> 32).then_some(state + 1);
        let state = self.state.fetch_update(SeqCst, SeqCst, next).ok()?;
        Some((state & 0xffff_ffff) as usize)
    }

    fn work_on(&self, lane: usize) {
        let _counts_off = CountOff(self);
        // SAFETY: the lane is claimed and not yet counted off, so `work` is the closure of the job
        // for which `run` is still waiting.
        if let Some(work) = unsafe { *self.work.get() } {
            work(lane);
        }
    }

    fn guard(&self) -> MutexGuard<'_, ()> {
        self.lock.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends a job on the caller's side: runs the unclaimed lanes, and waits for the others.
struct Finish<'a>(&'a Team);

impl Drop for Finish<'_> {
    fn drop(&mut self) {
        let team = self.0;
        while let Some(lane) = team.claim() {
            team.work_on(lane);
        }
        let mut spins = 0;
        while team.unfinished.load(SeqCst) > 0 && spins < SPINS {
            spins += 1;
            std::hint::spin_loop();
        }
        let mut guard = team.guard();
        while team.unfinished.load(SeqCst) > 0 {
            guard = team.done.wait(guard).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Counts a lane off when dropped, so also when its work unwinds.
struct CountOff<'a>(&'a Team);

impl Drop for CountOff<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.panicked.store(true, SeqCst);
        }
        if self.0.unfinished.fetch_sub(1, SeqCst) == 1 {
            // Under the lock, so that the caller either has yet to poll `unfinished` or is already
            // waiting.
            let _guard = self.0.guard();
            self.0.done.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Barrier, atomic::AtomicUsize};

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
                for _ in 0..50 {
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
        // be parked, spinning or still starting.
        for _ in 0..100 {
            team.run(2, &|_| {
                both.wait();
            });
        }
    }

    #[test]
    fn parked_members_wake_for_the_next_job() {
        let team = team(2);
        while team.sleepers.load(SeqCst) < 2 {
            std::thread::yield_now();
        }
        let all = Barrier::new(3);
        team.run(3, &|_| {
            all.wait();
        });
    }

    #[test]
    fn spinning_and_parked_members_leave() {
        for asleep in [0, 2] {
            let team = Arc::new(Team::new());
            let members: Vec<_> = (0..2)
                .map(|_| {
                    let team = Arc::clone(&team);
                    std::thread::spawn(move || team.serve())
                })
                .collect();
            while team.sleepers.load(SeqCst) < asleep {
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
        assert!(outcome.is_err());
        assert_eq!(ended.load(SeqCst), 3);
    }

    #[test]
    fn a_job_after_one_that_panicked_runs() {
        let team = team(0);
        for fails in 0..3 {
            let job = |lane: usize| assert!(lane != fails, "lane {lane} fails");
            let outcome =
                std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| team.run(3, &job)));
            assert!(outcome.is_err());
            team.run(2, &|_| {});
        }
    }
}
