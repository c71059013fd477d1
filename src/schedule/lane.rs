//! A real worker of a run: it meets the others, asks the policy, works, and notes when. All share one row of words, the board; the
//! same code runs in threads, over the engine's memory, and in processes, over the memory that they share.
//!
//! Nothing is allocated and no lock is taken: a task's times have their place on the board before it begins, and only whoever runs
//! the task writes there.
//!
//! A lane runs until a given moment and can be taken up again: between two slices the engine lets messages in.
//!
//! Clocks: workers read one axis, but their readings of it may differ. Before the start worker 0 asks every other for its time, a few
//! times; of the answer that came back soonest, what lies outside the question's own duration and the clock's step is a real
//! difference, and taken off. (NTP's rule: the true difference is within half of the round trip of the one that was read.)
//! Source: D. L. Mills, RFC 1305, §5.

use super::policy::{Name, Plan, Policy};
use common::spin::{Work, known_per_ms};
use core::ops::Range;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed, Ordering::SeqCst};

/// Words at the head of the board: how the run stands, and its plan, so that the words are all that a worker needs.
pub const HEAD: usize = 8;
/// Words of each lane: cache lines of its own.
const LANE: usize = 16;
/// Words for each task.
const TASK: usize = 5;

// The head.
const ARRIVED: usize = 0;
const SYNCED: usize = 1;
const START: usize = 2;
const STOP: usize = 3;
const NAME_AND_WORKERS: usize = 4;
const TASKS_AND_CHUNK: usize = 5;
const SEED: usize = 6;

// A lane.
const PHASE: usize = 0;
const TAKEN: usize = 1;
const DUE: usize = 2;
const LAST: usize = 3;
const OFFSET: usize = 4;
const PING: usize = 5;
const PONG: usize = 6;
const DONE: usize = 7;
const ANSWERED: usize = 8;
const UNITS: usize = 9;

// What a lane is at.
const COMING: u64 = 0;
const MEETING: u64 = 1;
const WAITING: u64 = 2;
const WORKING: u64 = 3;
const ENDED: u64 = 4;

/// Questions to each worker for its time.
const PINGS: u32 = 8;
/// From the last answer to the start, in ms: every worker has heard of it by then.
const LEAD_MS: f64 = 0.2;
/// Looks before a worker that waits for another lets it have the core.
const SPINS: u32 = 2000;
/// For how long, in ms.
const NAP_MS: f64 = 0.05;
/// The longest sleep without a look at whether to stop, in ms.
const LOOK_MS: f64 = 20.0;
/// A sleeper wakes up late: so much before the end of a task it stops sleeping and looks at the clock instead, in ms.
const LATE_MS: f64 = 0.3;
/// No time at all: the bits of a number that no clock gives.
const NEVER: u64 = u64::MAX;

/// What a task does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Load {
    /// Waits without using the core.
    Sleep,
    /// Computes as much as a core does in that time.
    Spin,
}

/// Where a lane runs.
pub trait Spot {
    /// Milliseconds on this worker's clock, from an origin that all share.
    fn now_ms(&self) -> f64;
    /// Lets others have the core for about so many milliseconds.
    fn sleep_ms(&self, ms: f64);
}

/// What the workers of a run share, seen as what it is.
pub struct Board<'a> {
    policy: Policy,
    workers: u32,
    head: &'a [AtomicU64],
    lanes: &'a [AtomicU64],
    words: &'a [AtomicU64],
    /// By place, as bits of a number of milliseconds: how long the task takes.
    pub durations: &'a [AtomicU64],
    /// When the task at the place began.
    pub starts: &'a [AtomicU64],
    /// When it ended.
    pub ends: &'a [AtomicU64],
    /// When the dispatch that begins at the place was asked for.
    pub asked: &'a [AtomicU64],
    /// Of how many tasks it is (lower half; 0 where none begins), and whose (upper half).
    pub takes: &'a [AtomicU64],
}

/// Words of the board for a plan.
#[must_use]
pub fn n_words(plan: &Plan) -> usize {
    HEAD + LANE * plan.n_workers as usize + plan.n_words() + TASK * plan.n_tasks as usize
}

/// The plan that the head of a board tells; none where that is no board.
#[must_use]
pub fn plan_of(head: &[AtomicU64]) -> Option<Plan> {
    let halves = |index: usize| {
        let word = head[index].load(SeqCst);
        (word as u32, (word >> 32) as u32)
    };
    let ((name, n_workers), (n_tasks, chunk)) = (halves(NAME_AND_WORKERS), halves(TASKS_AND_CHUNK));
    let (name, _) = *Name::ALL.get(name as usize)?;
    Some(Plan { name, n_tasks, n_workers, chunk, seed: halves(SEED).0 })
}

impl<'a> Board<'a> {
    /// The board in these words, which are [`n_words`].
    #[must_use]
    pub fn new(plan: &Plan, board: &'a [AtomicU64]) -> Self {
        let n = plan.n_tasks as usize;
        let (head, rest) = board.split_at(HEAD);
        let (lanes, rest) = rest.split_at(LANE * plan.n_workers as usize);
        let (words, rest) = rest.split_at(plan.n_words());
        let (durations, rest) = rest.split_at(n);
        let (starts, rest) = rest.split_at(n);
        let (ends, rest) = rest.split_at(n);
        let (asked, rest) = rest.split_at(n);
        let takes = &rest[..n];
        Self {
            policy: plan.policy(),
            workers: plan.n_workers,
            head,
            lanes,
            words,
            durations,
            starts,
            ends,
            asked,
            takes,
        }
    }

    /// Prepares words that are all 0.
    pub fn begin(&self, plan: &Plan, durations_ms: &[f64]) {
        let both = |lower: u32, upper: u32| u64::from(upper) << 32 | u64::from(lower);
        self.head[NAME_AND_WORKERS].store(both(plan.name as u32, plan.n_workers), SeqCst);
        self.head[TASKS_AND_CHUNK].store(both(plan.n_tasks, plan.chunk), SeqCst);
        self.head[SEED].store(both(plan.seed, 0), SeqCst);
        self.policy.begin(self.words);
        for (word, duration) in self.durations.iter().zip(durations_ms) {
            word.store(duration.to_bits(), SeqCst);
        }
        for worker in 0..self.workers {
            self.lane(worker)[DUE].store(NEVER, SeqCst);
        }
        // Worker 0 is the one whose clock counts.
        self.head[SYNCED].store(1, SeqCst);
        self.head[START].store(NEVER, SeqCst);
    }

    /// Tasks that are done.
    #[must_use]
    pub fn done(&self) -> u64 {
        (0..self.workers).map(|worker| self.lane(worker)[DONE].load(Relaxed)).sum()
    }

    /// Asks the policy in the worker's name, and notes when.
    #[inline]
    #[must_use]
    pub fn take_for(&self, worker: u32, at_ms: f64) -> Option<Range<u32>> {
        let places = self.policy.take(self.words, worker)?;
        let (first, length) = (places.start as usize, u64::from(places.end - places.start));
        // What is on the board is for whoever reads it when all lanes have returned: relaxed stores are enough.
        self.asked[first].store(at_ms.to_bits(), Relaxed);
        self.takes[first].store(u64::from(worker) << 32 | length, Relaxed);
        Some(places)
    }

    /// Makes all lanes end at their next look.
    pub fn stop(&self) {
        self.head[STOP].store(1, SeqCst);
    }

    /// Runs the worker's lane until the moment `until_ms`; true when there is nothing left for it. `step_ms` is the clock's step.
    pub fn run(&self, worker: u32, load: Load, spot: &impl Spot, step_ms: f64, until_ms: f64) -> bool {
        let lane = self.lane(worker);
        if lane[PHASE].load(SeqCst) == COMING {
            lane[PHASE].store(MEETING, SeqCst);
            self.head[ARRIVED].fetch_add(1, SeqCst);
        }
        if lane[PHASE].load(SeqCst) == MEETING {
            let met = if worker == 0 {
                self.call_together(spot, step_ms, until_ms)
            } else {
                self.answer(lane, spot, until_ms)
            };
            if !met {
                return self.is_stopped();
            }
            lane[PHASE].store(WAITING, SeqCst);
        }
        if lane[PHASE].load(SeqCst) == WAITING {
            let start_ms = self.start_ms() + f64::from_bits(lane[OFFSET].load(SeqCst));
            if !self.wait(spot, until_ms, || spot.now_ms() >= start_ms) {
                return self.is_stopped();
            }
            lane[PHASE].store(WORKING, SeqCst);
        }
        if lane[PHASE].load(SeqCst) == WORKING {
            if !self.work(worker, lane, load, spot, until_ms) {
                return false;
            }
            lane[PHASE].store(ENDED, SeqCst);
        }
        true
    }

    /// What worker 0 does before the start: waits for the others, compares their clocks with its own, and says when the run begins.
    fn call_together(&self, spot: &impl Spot, step_ms: f64, until_ms: f64) -> bool {
        let everybody = || self.head[ARRIVED].load(SeqCst) == u64::from(self.workers);
        if !self.wait(spot, until_ms, everybody) {
            return false;
        }
        for worker in self.head[SYNCED].load(SeqCst) as u32..self.workers {
            let other = self.lane(worker);
            let mut best = Reading::WORST;
            for _ in 0..PINGS {
                // Questions are numbered: a slice may end between one and its answer, which then comes when another has been asked.
                let question = other[PING].load(SeqCst) + 1;
                let sent_ms = spot.now_ms();
                other[PING].store(question, SeqCst);
                if !self.wait(spot, until_ms, || other[ANSWERED].load(SeqCst) == question) {
                    return false;
                }
                let theirs_ms = f64::from_bits(other[PONG].load(SeqCst));
                best = best.or(Reading::new(sent_ms, theirs_ms, spot.now_ms()));
            }
            other[OFFSET].store(best.offset_ms(step_ms).to_bits(), SeqCst);
            self.head[SYNCED].store(u64::from(worker) + 1, SeqCst);
        }
        self.head[START].store((spot.now_ms() + LEAD_MS).to_bits(), SeqCst);
        true
    }

    /// What the others do meanwhile.
    fn answer(&self, lane: &[AtomicU64], spot: &impl Spot, until_ms: f64) -> bool {
        self.wait(spot, until_ms, || {
            let question = lane[PING].load(SeqCst);
            if question != lane[ANSWERED].load(SeqCst) {
                lane[PONG].store(spot.now_ms().to_bits(), SeqCst);
                // Only its number makes the time an answer.
                lane[ANSWERED].store(question, SeqCst);
            }
            self.head[START].load(SeqCst) != NEVER
        })
    }

    /// Asks and works; true when there is nothing left.
    fn work(&self, worker: u32, lane: &[AtomicU64], load: Load, spot: &impl Spot, until_ms: f64) -> bool {
        let origin_ms = self.start_ms() + f64::from_bits(lane[OFFSET].load(Relaxed));
        let now = || spot.now_ms() - origin_ms;
        let until = until_ms - origin_ms;
        let word = lane[TAKEN].load(Relaxed);
        let mut taken: Range<u32> = word as u32..(word >> 32) as u32;
        let mut last = f64::from_bits(lane[LAST].load(Relaxed));
        let mut due = lane[DUE].load(Relaxed);
        let mut units = f64::from_bits(lane[UNITS].load(Relaxed));
        let mut done = lane[DONE].load(Relaxed);
        let ended = loop {
            if due == NEVER {
                if taken.is_empty() {
                    let Some(places) = self.take_for(worker, last) else {
                        break true;
                    };
                    taken = places;
                }
                let place = taken.start as usize;
                let start = now();
                self.starts[place].store(start.to_bits(), Relaxed);
                let rest = load.work(start, f64::from_bits(self.durations[place].load(Relaxed)));
                (due, units) = (rest.due_ms.to_bits(), rest.units);
            }
            let mut rest = Work { units, due_ms: f64::from_bits(due) };
            let ended = perform(load, &mut rest, until, now, spot, || self.is_stopped());
            units = rest.units;
            let Some(end) = ended else {
                break self.is_stopped();
            };
            self.ends[taken.start as usize].store(end.to_bits(), Relaxed);
            due = NEVER;
            last = end;
            taken.start += 1;
            done += 1;
            lane[DONE].store(done, Relaxed);
            if end >= until {
                break false;
            }
        };
        lane[TAKEN].store(u64::from(taken.end) << 32 | u64::from(taken.start), Relaxed);
        lane[LAST].store(last.to_bits(), Relaxed);
        lane[DUE].store(due, Relaxed);
        lane[UNITS].store(units.to_bits(), Relaxed);
        ended
    }

    /// Waits until it is so; false when the time is over or the run is stopped.
    fn wait(&self, spot: &impl Spot, until_ms: f64, mut is_so: impl FnMut() -> bool) -> bool {
        loop {
            for _ in 0..SPINS {
                if is_so() {
                    return true;
                }
                core::hint::spin_loop();
            }
            if self.is_stopped() || spot.now_ms() >= until_ms {
                return false;
            }
            spot.sleep_ms(NAP_MS);
        }
    }

    fn is_stopped(&self) -> bool {
        self.head[STOP].load(Relaxed) != 0
    }

    fn start_ms(&self) -> f64 {
        f64::from_bits(self.head[START].load(SeqCst))
    }

    fn lane(&self, worker: u32) -> &'a [AtomicU64] {
        &self.lanes[LANE * worker as usize..][..LANE]
    }
}

impl Load {
    /// What a task of that duration is that begins at `start_ms`: when it may be over, and if it is to compute, how much. How
    /// much work that is has been measured before the run.
    #[must_use]
    pub fn work(self, start_ms: f64, duration_ms: f64) -> Work {
        match self {
            Self::Sleep => Work { units: 0.0, due_ms: start_ms + duration_ms },
            Self::Spin => Work::new(start_ms, duration_ms, known_per_ms()),
        }
    }
}

/// Goes on with a task, and gives the moment when it was over; none when `until` came before or it is to stop.
pub fn perform(
    load: Load,
    rest: &mut Work,
    until: f64,
    now: impl Fn() -> f64,
    spot: &impl Spot,
    is_stopped: impl Fn() -> bool,
) -> Option<f64> {
    loop {
        let moment = now();
        if rest.is_over(moment) {
            return Some(moment);
        }
        if moment >= until || is_stopped() {
            return None;
        }
        let left = rest.due_ms - moment;
        if load == Load::Spin {
            rest.turn();
        } else if left > LATE_MS {
            spot.sleep_ms((left - LATE_MS).min(until - moment).min(LOOK_MS));
        }
        core::hint::spin_loop();
    }
}

/// What a question for another's time has told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    difference_ms: f64,
    round_trip_ms: f64,
}

impl Reading {
    /// Nothing has been told yet.
    pub const WORST: Self = Self { difference_ms: 0.0, round_trip_ms: f64::INFINITY };

    /// Asked and answered at these moments here, when it was `theirs_ms` there.
    #[must_use]
    pub fn new(sent_ms: f64, theirs_ms: f64, answered_ms: f64) -> Self {
        let difference_ms = (theirs_ms - sent_ms) - (answered_ms - sent_ms) / 2.0;
        Self { difference_ms, round_trip_ms: answered_ms - sent_ms }
    }

    /// The one that was answered sooner.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if other.round_trip_ms < self.round_trip_ms { other } else { self }
    }

    /// How far the other's clock is ahead, as far as that is certain on clocks of that step; else 0.
    #[must_use]
    pub fn offset_ms(self, step_ms: f64) -> f64 {
        let certain = self.difference_ms.abs() > self.round_trip_ms / 2.0 + step_ms;
        if certain { self.difference_ms } else { 0.0 }
    }
}
