//! A real worker of a run: it meets the others, asks the policy, works, and notes when. The same
//! code runs in threads, over the engine's memory, and in processes, over the memory that they
//! share.
//!
//! A lane runs until a given moment and can be resumed: between two slices the engine handles
//! messages.

use super::board::{
    ANSWERED, ARRIVED, Board, DONE, DUE, LAST, NEVER, OFFSET, PHASE, PING, PONG, START, SYNCED,
    TAKEN, UNITS,
};
use super::clocks::Reading;
use common::spin::{Work, known_per_ms};
use core::ops::Range;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed, Ordering::SeqCst};

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
/// A sleeper wakes up late: so much before the end of a task it stops sleeping and looks at the
/// clock instead, in ms.
const LATE_MS: f64 = 0.3;
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

impl Load {
    /// What a task of that duration is that begins at `start_ms`: when it may be over, and if it is
    /// to compute, how much. How much work that is has been measured before the run.
    #[must_use]
    pub fn work(self, start_ms: f64, duration_ms: f64) -> Work {
        match self {
            Self::Sleep => Work { units: 0.0, due_ms: start_ms + duration_ms },
            Self::Spin => Work::new(start_ms, duration_ms, known_per_ms()),
        }
    }
}

impl Board<'_> {
    /// Runs the worker's lane until the moment `until_ms`; true when there is nothing left for it.
    /// `step_ms` is the clock's step.
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

    /// What worker 0 does before the start: waits for the others, compares their clocks with its
    /// own, and says when the run begins.
    fn call_together(&self, spot: &impl Spot, step_ms: f64, until_ms: f64) -> bool {
        let everybody = || self.head[ARRIVED].load(SeqCst) == u64::from(self.workers);
        if !self.wait(spot, until_ms, everybody) {
            return false;
        }
        for worker in self.head[SYNCED].load(SeqCst) as u32..self.workers {
            let other = self.lane(worker);
            let mut best = Reading::WORST;
            for _ in 0..PINGS {
                // Questions are numbered: a slice may end between one and its answer, which then
                // comes when another has been asked.
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
}

/// Goes on with a task, and gives the moment when it was over; none when `until` came before or it
/// is to stop.
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
