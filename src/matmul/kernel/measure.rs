//! Measuring the kernels, since none is the fastest everywhere. Processors with separate adders are
//! fast with a product and a sum, others gain a factor of up to two from fused multiply-adds; and
//! JavaScript engines differ in the number of registers that they allocate.

use super::tile::LIMIT_SUMS;
use super::{Kernel, Kernels, Limit, MAX_WIDTH};
// The depth of the product's panels, so that the measured loop is the one that will run.
use crate::blocking::DEPTH as K;
use core::hint::black_box;
use timing::Clock;

/// Calls between two readings of the clock: some 10⁵ multiply-adds, which take longer than the step
/// of most clocks.
const CALLS: u32 = 20;

/// Steps in a call of the limit's loop: many, since its start and end take about a hundred cycles.
const LIMIT_STEPS: usize = 2 * K;

/// A benchmark of one kernel, on slivers that stay in the first-level cache.
///
/// ```
/// # #[cfg(not(target_arch = "wasm32"))] {
/// use matmul::kernel::{Kernels, measure::Bench};
/// let mut bench = Bench::new(f32::kernels()[0]);
/// let gflops = bench.run(1.0, &timing::StdClock::start());
/// assert!(gflops > 0.0);
/// # }
/// ```
#[derive(Debug)]
pub struct Bench<T> {
    kernel: Kernel<T>,
    a: Vec<T>,
    b: Vec<T>,
    c: Vec<T>,
}

impl<T: Kernels> Bench<T> {
    /// A benchmark of `kernel`. Its slivers have small numbers, so that no sum overflows.
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
            // SAFETY: the MR rows of A and the sliver have K steps, and C is one tile.
            unsafe { run(K, (a.as_ptr(), K, *mr), (b.as_ptr(), *nr), (c.as_mut_ptr(), *nr), true) };
        })
    }
}

/// The most that one core does, in GFLOP/s: the rate of multiply-adds without loads. Each way to
/// multiply and add is measured for `budget_ms`, and the better rate is returned.
pub fn limit<T: Kernels>(budget_ms: f64, clock: &impl Clock) -> f64 {
    let (from, mut to) = ([T::from_f64(1e-3); MAX_WIDTH], [T::default(); MAX_WIDTH]);
    let rates = T::limits().iter().map(|&Limit { run, width }| {
        debug_assert!(width <= MAX_WIDTH);
        // Were the loop known here, it would go: nobody reads what it computes.
        let run = black_box(run);
        rate((4 * width * LIMIT_SUMS * LIMIT_STEPS) as f64, budget_ms, clock, || {
            // SAFETY: both hold a vector.
            unsafe { run(LIMIT_STEPS, from.as_ptr(), to.as_mut_ptr()) };
        })
    });
    rates.fold(0.0, f64::max)
}

/// Repeats `call`, of `multiply_adds` multiply-adds, for about `budget_ms`; returns GFLOP/s.
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
