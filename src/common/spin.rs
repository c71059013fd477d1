//! Work of a stated amount: as much computing as one core does in a stated time. Where several
//! workers share a core, each of them takes longer, as real programs do; a worker that waited for
//! the clock instead would finish in time, having done less.
//!
//! The *unit* is a chain of dependent multiplications, so it takes the same time on every core of a
//! machine, whatever else that core could do in parallel, and about the same in code that the
//! browser has not optimised yet. The number of units per millisecond is measured in windows from
//! one step of the clock to another. The best window counts, since other load on the machine only
//! makes a window slower. Workers with another memory are given the number. Start-up may be too
//! busy for a fair measurement, so work itself goes on measuring, and corrects a rate that proves
//! too low.
//!
//! Work never ends before its stated time is over, so no core ever appears to have done more than
//! it could.

use core::hint::black_box;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Units between two readings of the clock: about ten microseconds.
const TURN: u32 = 512;
/// Units per reading of the clock once the amount is done and the time is not over.
const EXTRA: u32 = 32;
/// The minimum length of a window in ms.
const WINDOW_MS: f64 = 1.5;
/// How long to measure before the first use, in ms; a clock with coarse steps makes it longer. It
/// ends sooner when two windows agree: only those that nothing disturbed are alike.
const MEASURE_MS: f64 = 24.0;
const ALIKE: f64 = 0.97;
/// The steps of the clock in a window of that measurement: browsers add a step of jitter.
const MEASURE_STEPS: f64 = 30.0;
/// The steps in a window during work, which must fit between two switches on a crowded core.
const WORK_STEPS: f64 = 15.0;
/// By which factor such a window must exceed the rate to correct it: more than its jitter, or the
/// best of many would exceed the true rate.
const BETTER: f64 = 1.08;

/// Units per millisecond, as the bits of an `f64`; 0 until it has been measured.
static PER_MS: AtomicU64 = AtomicU64::new(0);

/// The number of units per millisecond, measured now if it is not known yet.
pub fn per_ms(now_ms: impl Fn() -> f64) -> f64 {
    let known = known_per_ms();
    if known > 0.0 { known } else { calibrate(now_ms) }
}

/// The number of units per millisecond, or 0 if it has not been measured.
pub fn known_per_ms() -> f64 {
    f64::from_bits(PER_MS.load(Relaxed))
}

/// Takes over the number of units per millisecond that was measured elsewhere on this machine by
/// the same code, unless a better one is known.
pub fn set_per_ms(units: f64) {
    // Positive floats are ordered like their bits.
    PER_MS.fetch_max(units.to_bits(), Relaxed);
}

/// Measures the number of units per millisecond; returns the best measurement so far.
pub fn calibrate(now_ms: impl Fn() -> f64) -> f64 {
    set_per_ms(measured(now_ms, known_per_ms()));
    known_per_ms()
}

/// The best rate of several windows and the `best` before.
fn measured(now_ms: impl Fn() -> f64, mut best: f64) -> f64 {
    let (mut window, mut units, mut second) =
        (Window::new(MEASURE_STEPS, MEASURE_MS), 0.0, 0.0_f64);
    let start = now_ms();
    loop {
        let now = now_ms();
        if let Some(rate) = window.read(now, units) {
            second = second.max(rate.min(best));
            best = best.max(rate);
            if second >= ALIKE * best || now - start >= MEASURE_MS {
                return best;
            }
        }
        compute(TURN);
        units += f64::from(TURN);
    }
}

/// Measures the rate of what is done between two steps of the clock.
#[derive(Debug, Clone, Copy)]
struct Window {
    /// The steps of the clock that make it long enough, and how long it may be instead, in ms.
    steps: f64,
    longest_ms: f64,
    /// The latest reading of the clock, in ms.
    last_ms: f64,
    /// The smallest step of the clock seen, in ms.
    step_ms: f64,
    /// When the window began, in ms, and the units done before.
    start: Option<(f64, f64)>,
}

impl Window {
    fn new(steps: f64, longest_ms: f64) -> Self {
        Self { steps, longest_ms, last_ms: f64::NAN, step_ms: f64::INFINITY, start: None }
    }

    /// Takes note that `done` units have been done until `now_ms`. Returns the units per
    /// millisecond of a window that has just ended.
    fn read(&mut self, now_ms: f64, done: f64) -> Option<f64> {
        let step = now_ms - self.last_ms;
        self.last_ms = now_ms;
        // Not at the first reading, which may be amid a step.
        if step.is_nan() || step <= 0.0 {
            return None;
        }
        self.step_ms = self.step_ms.min(step);
        let Some((start, before)) = self.start else {
            self.start = Some((now_ms, done));
            return None;
        };
        let elapsed = now_ms - start;
        if elapsed < WINDOW_MS.max(self.steps * self.step_ms).min(self.longest_ms) {
            return None;
        }
        self.start = Some((now_ms, done));
        Some((done - before) / elapsed)
    }
}

/// Work in progress.
///
/// ```
/// use common::spin::Work;
/// let mut work = Work::new(0.0, 2.0, 1000.0);
/// assert_eq!((work.units(), work.due_ms()), (2000.0, 2.0));
/// while !work.is_over(2.0) {
///     work.turn();
/// }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Work {
    units: f64,
    due_ms: f64,
    per_ms: f64,
    done: f64,
    window: Window,
}

impl Work {
    /// As much work as a core does in `duration_ms`, started at `start_ms`, at `per_ms` units per
    /// millisecond.
    #[must_use]
    pub fn new(start_ms: f64, duration_ms: f64, per_ms: f64) -> Self {
        Self { per_ms, ..Self::resumed(duration_ms * per_ms, start_ms + duration_ms) }
    }

    /// Work of which `units` are left, and which may not end before `due_ms`.
    #[must_use]
    pub fn resumed(units: f64, due_ms: f64) -> Self {
        let window = Window::new(WORK_STEPS, f64::INFINITY);
        Self { units, due_ms, per_ms: known_per_ms(), done: 0.0, window }
    }

    /// The number of units left.
    #[must_use]
    pub fn units(&self) -> f64 {
        self.units
    }

    /// The earliest moment at which the work may end, in ms.
    #[must_use]
    pub fn due_ms(&self) -> f64 {
        self.due_ms
    }

    /// Whether the work is over at the moment `now_ms`, which has just been read.
    #[must_use]
    pub fn is_over(&mut self, now_ms: f64) -> bool {
        if self.units > 0.0
            && let Some(rate) = self.window.read(now_ms, self.done)
            && rate > BETTER * self.per_ms
            && self.per_ms > 0.0
        {
            set_per_ms(rate);
            self.units = (self.units + self.done) * (rate / self.per_ms) - self.done;
            self.per_ms = rate;
        }
        self.units <= 0.0 && now_ms >= self.due_ms
    }

    /// Does a little of the work, so that the caller can then check whether to stop.
    pub fn turn(&mut self) {
        let most =
            if self.units > 0.0 { self.units.min(f64::from(TURN)).max(1.0) as u32 } else { EXTRA };
        compute(most);
        self.units -= f64::from(most);
        self.done += f64::from(most);
    }
}

/// Computes `units` units. The result depends on every step, and the compiler cannot tell that it
/// is unused.
#[inline(never)]
fn compute(units: u32) {
    let mut x = black_box(0x9e37_79b9_7f4a_7c15_u64);
    for _ in 0..units {
        x = mixed(mixed(mixed(mixed(mixed(mixed(mixed(mixed(x))))))));
    }
    black_box(x);
}

/// One step of the chain, which a compiler cannot combine with the next.
#[inline]
const fn mixed(x: u64) -> u64 {
    (x ^ (x >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::cell::Cell;
    use std::time::Instant;

    fn clock() -> impl Fn() -> f64 + Copy {
        let start = Instant::now();
        move || start.elapsed().as_secs_f64() * 1e3
    }

    fn done_after(work: &mut Work, now_ms: impl Fn() -> f64) -> u32 {
        let mut turns = 0;
        while !work.is_over(now_ms()) {
            work.turn();
            turns += 1;
        }
        turns
    }

    #[test]
    fn the_amount_does_not_depend_on_the_clock() {
        // A worker that is preempted for a second at each reading has done nothing in the meantime.
        let clock = Cell::new(0.0);
        let mut work = Work::resumed(100.0 * f64::from(TURN), 5.0);
        assert_eq!(done_after(&mut work, || clock.replace(clock.get() + 1000.0)), 100);
        // Nor is the work over before its time.
        let clock = Cell::new(0.0);
        let mut work = Work::resumed(f64::from(TURN), 5.0);
        assert!(done_after(&mut work, || clock.replace(clock.get() + 0.5)) >= 10);
    }

    #[test]
    fn work_of_no_duration_is_over_at_once() {
        let mut work = Work::new(3.0, 0.0, 1e6);
        assert!(work.is_over(3.0));
    }

    /// The time that `work` takes, in ms, on a core that does `rate` units in a millisecond, by a
    /// clock that advances in steps of `step_ms`.
    fn simulated_ms(mut work: Work, rate: f64, step_ms: f64) -> f64 {
        let now = |done: f64| (done / rate / step_ms).floor() * step_ms;
        let mut done = 0.0;
        while !work.is_over(now(done)) {
            let before = work.done;
            work.turn();
            done += work.done - before;
        }
        done / rate
    }

    #[test]
    fn a_rate_that_proves_too_low_is_corrected() {
        // Far below any real core's, as all tests share the known rate.
        const RATE: f64 = 10_000.0;
        for step_ms in [0.005, 0.1, 1.0] {
            for wrong in [0.2, 0.5, 0.8] {
                let elapsed = simulated_ms(Work::new(0.0, 100.0, wrong * RATE), RATE, step_ms);
                assert!((92.0..108.0).contains(&elapsed), "{step_ms} {wrong}: {elapsed} ms");
            }
            // One within the clock's jitter stays.
            let work = Work::new(0.0, 100.0, 0.95 * RATE);
            assert!((99.0..101.5).contains(&simulated_ms(work, RATE, step_ms)));
        }
    }

    #[test]
    fn windows_that_are_disturbed_do_not_count() {
        // Another program has the core for 4 ms of every 8.
        let (calls, turn_ms) = (Cell::new(0_u32), 0.01);
        let now_ms = || {
            let own = f64::from(calls.replace(calls.get() + 1)) * turn_ms;
            own + (own / 4.0).floor() * 4.0
        };
        let rate = measured(now_ms, 0.0) * turn_ms / f64::from(TURN);
        assert!((0.97..1.03).contains(&rate), "{rate}");
    }

    #[test]
    fn work_takes_about_its_stated_time() {
        let now_ms = clock();
        let per_ms = calibrate(now_ms);
        // The fastest of many: a millisecond is seldom interrupted.
        let times = (0..60).map(|_| {
            let start_ms = now_ms();
            done_after(&mut Work::new(start_ms, 1.0, per_ms), now_ms);
            now_ms() - start_ms
        });
        let quickest = times.fold(f64::INFINITY, f64::min);
        assert!((1.0..1.3).contains(&quickest), "{quickest} ms");
    }

    #[test]
    fn a_coarse_clock_suffices_for_measuring() {
        let now_ms = clock();
        let coarse_ms = || (now_ms() / 2.0).floor() * 2.0;
        // Noise only makes a measurement slower: take the best of several, alternating.
        let (mut fine, mut coarse) = (0.0_f64, 0.0_f64);
        for _ in 0..12 {
            fine = fine.max(measured(now_ms, 0.0));
            coarse = coarse.max(measured(coarse_ms, 0.0));
        }
        assert!((0.6..1.7).contains(&(coarse / fine)), "{coarse} {fine}");
    }
}
