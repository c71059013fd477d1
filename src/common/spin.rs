//! Work that is work: a stated amount of computing, about as much as one core does in a stated
//! time. Where several workers share a core each of them takes longer, as real programs do; who
//! waited for the clock instead would be done in time, having done less.
//!
//! The *unit* is a chain of multiplications that each wait for the last, so it takes the same time
//! on every core of a machine whatever else that core could do beside it, and about the same in
//! code that the browser has not optimised yet. How many units make a millisecond is measured once,
//! in windows from one step of the clock to another; the best one counts, since whatever else
//! the machine does only makes one slower. Whoever has another memory is told.
//!
//! What is done ends no sooner than the time it stands for, so no core ever seems to have done more
//! than it could.

use core::hint::black_box;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Units between two looks at the clock: some ten microseconds.
const TURN: u32 = 512;
/// Units that are done when the amount is complete and the time is not.
const EXTRA: u32 = 32;
/// Windows that are measured.
const WINDOWS: u32 = 4;
/// How long each is at least, in ms. A clock of coarser steps makes it longer.
const WINDOW_MS: f64 = 1.5;

/// Units in a millisecond, as bits of a number; 0 as long as nobody has measured.
static PER_MS: AtomicU64 = AtomicU64::new(0);

/// How many units make a millisecond: measured now if that has not been done.
pub fn per_ms(now_ms: impl Fn() -> f64) -> f64 {
    let known = known_per_ms();
    if known > 0.0 { known } else { calibrate(now_ms) }
}

/// The same as far as it has been measured, else 0.
pub fn known_per_ms() -> f64 {
    f64::from_bits(PER_MS.load(Relaxed))
}

/// What was measured elsewhere on this machine, by the same code.
pub fn set_per_ms(units: f64) {
    PER_MS.store(units.to_bits(), Relaxed);
}

/// Measures, and gives the best so far.
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
        // One step of a clock that some browsers make as coarse as that is long enough, and
        // start-up waits for this.
        if elapsed > 4.0 * WINDOW_MS {
            break;
        }
    }
    set_per_ms(best);
    best
}

/// An amount of work under way.
#[derive(Debug, Clone, Copy)]
pub struct Work {
    /// Units that are left.
    pub units: f64,
    /// Not over before.
    pub due_ms: f64,
}

impl Work {
    /// As much as a core does in `duration_ms`, begun at `start_ms`, where so many units make a
    /// millisecond.
    #[must_use]
    pub fn new(start_ms: f64, duration_ms: f64, per_ms: f64) -> Self {
        Self { units: duration_ms * per_ms, due_ms: start_ms + duration_ms }
    }

    /// Whether all has been done, at a moment that was just read.
    #[must_use]
    pub fn is_over(&self, now_ms: f64) -> bool {
        self.units <= 0.0 && now_ms >= self.due_ms
    }

    /// Does a little: then is the time to look whether somebody wants it to stop.
    pub fn turn(&mut self) {
        let most =
            if self.units > 0.0 { self.units.min(f64::from(TURN)).max(1.0) as u32 } else { EXTRA };
        compute(most);
        self.units -= f64::from(most);
    }
}

/// So many units. The number that comes out depends on every step, and nobody can tell that it is
/// not used.
#[inline(never)]
fn compute(units: u32) {
    let mut x = black_box(0x9e37_79b9_7f4a_7c15_u64);
    for _ in 0..units {
        x = mixed(mixed(mixed(mixed(mixed(mixed(mixed(mixed(x))))))));
    }
    black_box(x);
}

/// One step of the chain, which no compiler can combine with the next.
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
    fn the_amount_does_not_depend_on_how_the_clock_goes_meanwhile() {
        // A worker that is put aside for a second at each look has done nothing meanwhile.
        let clock = Cell::new(0.0);
        let mut work = Work { units: 100.0 * f64::from(TURN), due_ms: 5.0 };
        assert_eq!(done_after(&mut work, || clock.replace(clock.get() + 1000.0)), 100);
        // Nor is it over before its time.
        let clock = Cell::new(0.0);
        let mut work = Work { units: f64::from(TURN), due_ms: 5.0 };
        assert!(done_after(&mut work, || clock.replace(clock.get() + 0.5)) >= 10);
    }

    #[test]
    fn no_time_is_no_work() {
        let work = Work::new(3.0, 0.0, 1e6);
        assert!(work.is_over(3.0));
    }

    #[test]
    fn it_takes_about_as_long_as_it_stands_for() {
        let now_ms = clock();
        let per_ms = calibrate(now_ms);
        // Of many the quickest: most of a millisecond is seldom interrupted.
        let times = (0..60).map(|_| {
            let start_ms = now_ms();
            done_after(&mut Work::new(start_ms, 1.0, per_ms), now_ms);
            now_ms() - start_ms
        });
        let quickest = times.fold(f64::INFINITY, f64::min);
        assert!((1.0..1.3).contains(&quickest), "{quickest} ms");
    }

    #[test]
    fn a_clock_of_coarse_steps_does_for_measuring() {
        let now_ms = clock();
        let coarse_ms = || (now_ms() / 2.0).floor() * 2.0;
        // Noise only makes a measurement slower: the best of several, taken in turn.
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
