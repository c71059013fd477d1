//! Which kernel is the fastest here: none is everywhere. Processors with separate adders do well
//! with a product and a sum, others gain up to two from fusing them; and engines differ in how many
//! registers they give.

use super::tile::LIMIT_SUMS;
use super::{Kernel, Kernels};
// The depth of the product's panels, so that what is measured is what will run.
use crate::blocking::DEPTH as K;
use timing::Clock;

/// Calls between two looks at the clock: some 10⁵ multiply-adds, longer than the step of most
/// clocks.
const CALLS: u32 = 20;

/// Steps in a call of the limit's loop: its beginning and its end take about a hundred cycles.
const LIMIT_STEPS: usize = 2 * K;

/// A kernel at work on slivers that stay in the first-level cache.
#[derive(Debug)]
pub struct Bench<T> {
    kernel: Kernel<T>,
    a: Vec<T>,
    b: Vec<T>,
    c: Vec<T>,
}

impl<T: Kernels> Bench<T> {
    /// With slivers of small numbers, so that no sum grows beyond all bounds.
    #[must_use]
    pub fn new(kernel: Kernel<T>) -> Self {
        let Kernel { mr, nr, .. } = kernel;
        let numbers = |len: usize| (0..len).map(|i| T::from_f64((i % 7) as f64 / 1e3)).collect();
        Self { kernel, a: numbers(mr * K), b: numbers(nr * K), c: numbers(mr * nr) }
    }

    /// Runs the kernel for about `budget_ms` and returns its rate in GFLOP/s.
    pub fn run(&mut self, budget_ms: f64, clock: &impl Clock) -> f64 {
        let Self { kernel: Kernel { mr, nr, width, loops, .. }, a, b, c } = self;
        let run = loops[*nr / *width - 1].run;
        rate((*mr * *nr * K) as f64, budget_ms, clock, || {
            // SAFETY: MR rows and the sliver have K steps, and C is one tile, set anew by each
            // call.
            unsafe { run(K, (a.as_ptr(), K, *mr), (b.as_ptr(), *nr), (c.as_mut_ptr(), *nr), true) };
        })
    }

    /// Runs a loop of the kernel's multiply-adds without loads for about `budget_ms` and returns
    /// its rate in GFLOP/s: what no kernel of these instructions can pass.
    pub fn limit(&mut self, budget_ms: f64, clock: &impl Clock) -> f64 {
        let Self { kernel: Kernel { limit, width, .. }, a, c, .. } = self;
        rate((4 * *width * LIMIT_SUMS * LIMIT_STEPS) as f64, budget_ms, clock, || {
            // SAFETY: both hold more than a vector.
            unsafe { limit(LIMIT_STEPS, a.as_ptr(), c.as_mut_ptr()) };
        })
    }
}

/// Multiply-adds a call, as GFLOP/s over about `budget_ms`.
fn rate(multiply_adds: f64, budget_ms: f64, clock: &impl Clock, mut call: impl FnMut()) -> f64 {
    let start_ms = clock.now_ms();
    let mut calls = 0_u32;
    loop {
        for _ in 0..CALLS {
            call();
        }
        calls += CALLS;
        let elapsed_ms = clock.now_ms() - start_ms;
        if elapsed_ms >= budget_ms && elapsed_ms > 0.0 {
            return 2.0 * multiply_adds * f64::from(calls) / (elapsed_ms * 1e6);
        }
    }
}
