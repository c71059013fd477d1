//! Which kernel is the fastest on this machine, by successive halving: all are measured a little,
//! the slower half is left out, and the rest is measured again. Each step takes one short turn, so
//! that other work can be done in between.
//!
//! Source: Z. Karnin et al., *Almost Optimal Exploration in Multi-Armed Bandits* (2013).

use super::measure::{Bench, limit};
use super::{Kernel, Kernels};
use common::order::descending;
use timing::Clock;

/// Turns of each kernel in a round. The best counts, since other work on the machine only makes a
/// turn slower.
const TURNS: usize = 2;
/// A kernel above this share of the fastest rate counts as equally fast: the difference is noise.
const EQUAL: f64 = 0.9;

/// A measurement of all kernels, in progress.
///
/// ```
/// # #[cfg(not(target_arch = "wasm32"))] {
/// use matmul::kernel::race::Race;
/// let clock = timing::StdClock::start();
/// let mut race = Race::<f32>::new(0.1);
/// race.warm_up(&clock);
/// while race.step(&clock) {}
/// assert!(race.rates().iter().all(|(_, gflops)| *gflops > 0.0));
/// # }
/// ```
#[derive(Debug)]
pub struct Race<T> {
    turn_ms: f64,
    benches: Vec<Bench<T>>,
    heats: Heats,
    limit: f64,
}

impl<T: Kernels> Race<T> {
    /// A race of all kernels in turns of `turn_ms`, not begun.
    #[must_use]
    pub fn new(turn_ms: f64) -> Self {
        let benches: Vec<_> = T::kernels().iter().map(|kernel| Bench::new(*kernel)).collect();
        let heats = Heats::new(benches.len());
        Self { turn_ms, benches, heats, limit: 0.0 }
    }

    /// Runs each kernel once, so that the browser optimises it. After a moment, in which it does
    /// so on another thread, the race can begin.
    pub fn warm_up(&mut self, clock: &impl Clock) {
        for bench in &mut self.benches {
            bench.run(self.turn_ms, clock);
        }
        limit::<T>(0.0, clock);
    }

    /// Measures one kernel for a turn, or the limit at the end; returns true while turns are left.
    pub fn step(&mut self, clock: &impl Clock) -> bool {
        let Self { turn_ms, benches, heats, limit: best } = self;
        if heats.turn(|kernel| benches[kernel].run(*turn_ms, clock)) {
            return true;
        }
        *best = best.max(limit::<T>(*turn_ms, clock));
        false
    }

    /// The kernels and their rates in GFLOP/s, the fastest first; among equally fast kernels the
    /// first of the registry.
    #[must_use]
    pub fn rates(&self) -> Vec<(&Kernel<T>, f64)> {
        self.heats
            .ranking()
            .into_iter()
            .map(|at| (&T::kernels()[at as usize], self.heats.rates[at as usize]))
            .collect()
    }

    /// The machine's limit in GFLOP/s, at least the fastest kernel's rate, once the race is over.
    #[must_use]
    pub fn limit(&self) -> f64 {
        self.heats.rates.iter().copied().fold(self.limit, f64::max)
    }
}

/// The rounds of successive halving, of contenders that are known by their indices.
#[derive(Debug)]
struct Heats {
    /// The best rate of each.
    rates: Vec<f64>,
    /// Those that are still measured, in ascending order.
    left: Vec<usize>,
    /// Turns of this round that were taken.
    taken: usize,
}

impl Heats {
    fn new(contenders: usize) -> Self {
        Self { rates: vec![0.0; contenders], left: (0..contenders).collect(), taken: 0 }
    }

    /// Measures the next contender; returns true while turns are left. All of a round take turns,
    /// so that a moment of other work on the machine is nobody's alone.
    fn turn(&mut self, measure: impl FnOnce(usize) -> f64) -> bool {
        let contender = self.left[self.taken % self.left.len()];
        self.rates[contender] = self.rates[contender].max(measure(contender));
        self.taken += 1;
        if self.taken < TURNS * self.left.len() {
            return true;
        }
        // Two that are compared once more are the last round.
        if self.left.len() <= 2 {
            return false;
        }
        let order = descending(self.left.len(), |at| self.rates[self.left[at]]);
        let stay = self.left.len().div_ceil(2);
        let first = &order[..stay];
        let mut at = 0..;
        self.left.retain(|_| at.next().is_some_and(|at| first.contains(&at)));
        self.taken = 0;
        true
    }

    /// All, the preferred one first, the others by their rates.
    fn ranking(&self) -> Vec<u32> {
        let fastest = self.rates.iter().copied().fold(0.0, f64::max);
        let preferred = self.rates.iter().position(|&rate| rate >= fastest * EQUAL);
        descending(self.rates.len(), |at| {
            if Some(at) == preferred { f64::INFINITY } else { self.rates[at] }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs the heats of contenders with these rates; the turns of each, and the ranking.
    fn run(rates: &[f64]) -> (Vec<usize>, Vec<u32>) {
        let mut heats = Heats::new(rates.len());
        let mut turns = vec![0; rates.len()];
        while heats.turn(|at| {
            turns[at] += 1;
            rates[at]
        }) {}
        (turns, heats.ranking())
    }

    #[test]
    fn the_slower_half_is_left_out_and_the_rest_measured_again() {
        assert_eq!(run(&[3.0, 1.0, 2.0]), (vec![4, 2, 4], vec![0, 2, 1]));
        assert_eq!(run(&[1.0, 2.0, 3.0, 4.0, 5.0]), (vec![2, 2, 4, 6, 6], vec![4, 3, 2, 1, 0]));
        assert_eq!(run(&[7.0]), (vec![2], vec![0]));
    }

    #[test]
    fn among_equally_fast_ones_the_first_is_preferred() {
        assert_eq!(run(&[9.5, 10.0, 5.0]).1, [0, 1, 2]);
        assert_eq!(run(&[8.5, 10.0, 5.0]).1, [1, 0, 2]);
    }

    #[test]
    fn a_race_ends_with_a_rate_for_every_kernel_and_a_limit_above_them() {
        let clock = timing::StdClock::start();
        let mut race = Race::<f64>::new(0.05);
        race.warm_up(&clock);
        while race.step(&clock) {}
        assert_eq!(race.rates().len(), f64::kernels().len());
        assert!(race.rates().iter().all(|(_, rate)| *rate > 0.0 && *rate <= race.limit()));
    }
}
