//! Work of a stated amount: as much computing as one core does in a stated time. Where several
//! workers share a core, each of them takes longer, as real programs do; a worker that waited for
//! the clock instead would finish in time, having done less.
//!
//! The *unit* is a chain of dependent multiplications, so it takes the same time on every core of a
//! machine, whatever else that core could do in parallel, and about the same in code that the
//! browser has not optimised yet. The number of units per millisecond is measured once, in windows
//! from one step of the clock to another. The best window counts, since other load on the machine
//! only makes a window slower. Workers with another memory are given the number.
//!
//! Work never ends before its stated time is over, so no core ever appears to have done more than
//! it could.

use core::hint::black_box;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Units between two readings of the clock: about ten microseconds.
const TURN: u32 = 512;
/// Units per reading of the clock once the amount is done and the time is not over.
const EXTRA: u32 = 32;
/// The number of windows measured.
const WINDOWS: u32 = 4;
/// The minimum length of a window in ms. A clock with coarser steps makes it longer.
const WINDOW_MS: f64 = 1.5;

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

/// Sets the number of units per millisecond to that measured elsewhere on this machine by the same
/// code.
pub fn set_per_ms(units: f64) {
    PER_MS.store(units.to_bits(), Relaxed);
}

/// Measures the number of units per millisecond; returns the best measurement so far.
pub fn calibrate(now_ms: impl Fn() -> f64) -> f64 {
    let mut best = known_per_ms();
    for _ in 0..WINDOWS {
        let before = now_ms();
        let mut start = now_ms();
        while start == before {
            start = now_ms();
        }
        let (mut units, mut elapsed) = (0.0, 0.0);
        while elapsed < WINDOW_MS {
            compute(TURN);
            units += f64::from(TURN);
            elapsed = now_ms() - start;
        }
        best = best.max(units / elapsed);
        // Some browsers have so coarse a clock that one of its steps is long enough; and start-up
        // waits for this function.
        if elapsed > 4.0 * WINDOW_MS {
            break;
        }
    }
    set_per_ms(best);
    best
}

/// Work in progress.
///
/// ```
/// use common::spin::Work;
/// let mut work = Work::new(0.0, 2.0, 1000.0);
/// assert_eq!((work.units, work.due_ms), (2000.0, 2.0));
/// while !work.is_over(2.0) {
///     work.turn();
/// }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Work {
    /// The number of units left.
    pub units: f64,
    /// The earliest moment at which the work may end, in ms.
    pub due_ms: f64,
}

impl Work {
    /// As much work as a core does in `duration_ms`, started at `start_ms`, at `per_ms` units per
    /// millisecond.
    #[must_use]
    pub fn new(start_ms: f64, duration_ms: f64, per_ms: f64) -> Self {
        Self { units: duration_ms * per_ms, due_ms: start_ms + duration_ms }
    }

    /// Whether the work is over at the moment `now_ms`, which has just been read.
    #[must_use]
    pub fn is_over(&self, now_ms: f64) -> bool {
        self.units <= 0.0 && now_ms >= self.due_ms
    }

    /// Does a little of the work, so that the caller can then check whether to stop.
    pub fn turn(&mut self) {
        let most =
            if self.units > 0.0 { self.units.min(f64::from(TURN)).max(1.0) as u32 } else { EXTRA };
        compute(most);
        self.units -= f64::from(most);
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
        let mut work = Work { units: 100.0 * f64::from(TURN), due_ms: 5.0 };
        assert_eq!(done_after(&mut work, || clock.replace(clock.get() + 1000.0)), 100);
        // Nor is the work over before its time.
        let clock = Cell::new(0.0);
        let mut work = Work { units: f64::from(TURN), due_ms: 5.0 };
        assert!(done_after(&mut work, || clock.replace(clock.get() + 0.5)) >= 10);
    }

    #[test]
    fn work_of_no_duration_is_over_at_once() {
        let work = Work::new(3.0, 0.0, 1e6);
        assert!(work.is_over(3.0));
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
        for _ in 0..5 {
            set_per_ms(0.0);
            fine = fine.max(calibrate(now_ms));
            set_per_ms(0.0);
            coarse = coarse.max(calibrate(coarse_ms));
        }
        assert!((0.6..1.7).contains(&(coarse / fine)), "{coarse} {fine}");
    }
}
