//! A lane: a real worker of a run. It waits for the other workers, takes tasks from the policy,
//! runs them, and records the times. The same code runs in threads, over the engine's memory, and
//! in processes, over the memory they share.
//!
//! A lane runs until a given moment and can be resumed, so that the engine can handle messages
//! between two slices.

use super::board::{
    ANSWERED, ARRIVED, Board, DONE, DUE, LAST, NEVER, OFFSET, PHASE, PING, PONG, START, SYNCED,
    TAKEN, UNITS,
};
use super::clocks::Reading;
use common::spin::{Work, known_per_ms};
use core::ops::Range;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed, Ordering::SeqCst};

// The phases of a lane.
const COMING: u64 = 0;
const MEETING: u64 = 1;
const WAITING: u64 = 2;
const WORKING: u64 = 3;
const ENDED: u64 = 4;

/// How often each worker is asked for its time.
const PINGS: u32 = 8;
/// The time from the last answer to the start, in ms, in which every worker sees the start.
const LEAD_MS: f64 = 0.2;
/// The number of polls before a waiting worker sleeps, to let another have the core.
const SPINS: u32 = 2000;
/// The length of that sleep, in ms.
const NAP_MS: f64 = 0.05;
/// The longest sleep without checking whether to stop, in ms.
const LOOK_MS: f64 = 20.0;
/// The time before the end of a task, in ms, from which a sleeping task polls the clock instead,
/// since sleepers wake up late.
const LATE_MS: f64 = 0.3;

/// What a task does for its duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Load {
    /// It sleeps, without using the core.
    Sleep,
    /// It does as much work as one core does in that time.
    Spin,
}

/// The environment in which a lane runs.
pub trait Spot {
    /// This worker's clock: milliseconds since an origin that all workers share.
    fn now_ms(&self) -> f64;
    /// Sleeps for about `ms` milliseconds.
    fn sleep_ms(&self, ms: f64);
}

impl Load {
    /// The work of a task of `duration_ms` that starts at `start_ms`. For [`Spin`](Self::Spin) the
    /// number of units per millisecond must have been measured before the run.
    #[must_use]
    pub fn work(self, start_ms: f64, duration_ms: f64) -> Work {
        match self {
            Self::Sleep => Work::resumed(0.0, start_ms + duration_ms),
            Self::Spin => Work::new(start_ms, duration_ms, known_per_ms()),
        }
    }
}

impl Board<'_> {
    /// Runs the worker's lane until `until_ms`. Returns true once nothing is left for it, or the
    /// run is stopped. `step_ms` is the clock's step.
    pub fn run(
        &self,
        worker: u32,
        load: Load,
        spot: &impl Spot,
        step_ms: f64,
        until_ms: f64,
    ) -> bool {
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

    /// Worker 0, before the start: waits for the others, compares their clocks with its own, and
    /// sets the start. Returns false if the slice or the run ends before.
    fn call_together(&self, spot: &impl Spot, step_ms: f64, until_ms: f64) -> bool {
        let everybody = || self.head[ARRIVED].load(SeqCst) == u64::from(self.workers);
        if !self.wait(spot, until_ms, everybody) {
            return false;
        }
        for worker in self.head[SYNCED].load(SeqCst) as u32..self.workers {
            let other = self.lane(worker);
            let mut best = Reading::WORST;
            for _ in 0..PINGS {
                // Questions are numbered: a slice may end between a question and its answer, which
                // then arrives after the next question.
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

    /// The other workers, before the start: answer worker 0's questions until the start is set.
    /// Returns false if the slice or the run ends before.
    fn answer(&self, lane: &[AtomicU64], spot: &impl Spot, until_ms: f64) -> bool {
        self.wait(spot, until_ms, || {
            let question = lane[PING].load(SeqCst);
            if question != lane[ANSWERED].load(SeqCst) {
                lane[PONG].store(spot.now_ms().to_bits(), SeqCst);
                // Stored after the time, which becomes an answer only by this number. Pairs with
                // the load in `call_together`.
                lane[ANSWERED].store(question, SeqCst);
            }
            self.head[START].load(SeqCst) != NEVER
        })
    }

    /// Takes tasks and runs them. Returns true once nothing is left, or the run is stopped.
    fn work(
        &self,
        worker: u32,
        lane: &[AtomicU64],
        load: Load,
        spot: &impl Spot,
        until_ms: f64,
    ) -> bool {
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
                (due, units) = (rest.due_ms().to_bits(), rest.units());
            }
            let mut rest = Work::resumed(units, f64::from_bits(due));
            let ended = perform(load, &mut rest, until, now, spot, || self.is_stopped());
            units = rest.units();
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

    /// Waits until `is_so` holds; returns false if `until_ms` passes or the run is stopped before.
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
}

/// Continues a task. Returns the moment at which it ended, on the clock `now`, in ms; `None` if
/// `until` or a stop came first.
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
        let left = rest.due_ms() - moment;
        if load == Load::Spin {
            rest.turn();
        } else if left > LATE_MS {
            spot.sleep_ms((left - LATE_MS).min(until - moment).min(LOOK_MS));
        }
        core::hint::spin_loop();
    }
}
