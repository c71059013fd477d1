//! The kernels of this artefact, and how fast each is here.

use super::convert::object;
use crate::matmul::kernel::{Kernels, measure::Bench};
use crate::web::PerformanceClock;
use common::order::descending;
use wasm_bindgen::prelude::*;

/// Turns that a kernel takes, at least half of them. The first ones run code that the browser has
/// not optimised yet.
const TURNS: usize = 10;
/// A share of the fastest rate, below which a kernel is not measured further.
const BEHIND: f64 = 0.8;
/// A share of the fastest rate, above which a kernel counts as equally fast: what is left is noise.
const EQUAL: f64 = 0.9;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A kernel, its rate on operands in the first-level cache, and that of its multiply-adds alone. */
export interface KernelRate {
  name: string;
  gflops: number;
  limitGflops: number;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// Kernels and rates, as JavaScript sees them.
    #[wasm_bindgen(typescript_type = "KernelRate[]")]
    pub type KernelRates;
}

/// Measures all kernels for elements of 32 or 64 bits, in turns of `turnMs`; the fastest first, of
/// equals the registry's first.
#[wasm_bindgen(js_name = measureKernels)]
#[must_use]
pub fn measure_kernels(bits: u32, turn_ms: f64) -> KernelRates {
    let rates = if bits == 32 { rates::<f32>(turn_ms) } else { rates::<f64>(turn_ms) };
    let rates: js_sys::Array = rates
        .into_iter()
        .map(|(name, [gflops, limit])| {
            object([
                ("name", name.into()),
                ("gflops", gflops.into()),
                ("limitGflops", limit.into()),
            ])
        })
        .collect();
    rates.unchecked_into()
}

/// What one core does at most for elements of 32 or 64 bits, in GFLOP/s: multiply-adds without any
/// load, fused or not, each kind measured once for `turnMs`; the better of them.
#[wasm_bindgen(js_name = measureLimit)]
#[must_use]
pub fn measure_limit(bits: u32, turn_ms: f64) -> f64 {
    if bits == 32 { limit::<f32>(turn_ms) } else { limit::<f64>(turn_ms) }
}

fn limit<T: Kernels>(turn_ms: f64) -> f64 {
    let clock = PerformanceClock { origin_ms: 0.0 };
    let mut kernels: Vec<_> = T::kernels().iter().collect();
    // The loop is the instruction set's, not the tile's.
    kernels.dedup_by(|one, other| one.has_limit_of(other));
    kernels.into_iter().map(|kernel| Bench::new(*kernel).limit(turn_ms, &clock)).fold(0.0, f64::max)
}

/// The best of each kernel's turns: whatever else the machine does only makes one slower. What
/// falls behind takes no more turns.
fn rates<T: Kernels>(turn_ms: f64) -> Vec<(&'static str, [f64; 2])> {
    let clock = PerformanceClock { origin_ms: 0.0 };
    let mut benches: Vec<_> = T::kernels()
        .iter()
        .map(|kernel| (kernel.name(), Bench::new(*kernel), [0.0_f64; 2]))
        .collect();
    let mut fastest = 0.0_f64;
    for turn in 0..TURNS {
        for (_, bench, [rate, limit]) in &mut benches {
            if turn < TURNS / 2 || *rate > fastest * BEHIND {
                *rate = rate.max(bench.run(turn_ms, &clock));
                *limit = limit.max(bench.limit(turn_ms / 2.0, &clock));
                fastest = fastest.max(*rate);
            }
        }
    }
    // The benches are in the registry's order: of as good as equal ones the first is preferred.
    let preferred =
        benches.iter().position(|(_, _, [rate, _])| *rate > fastest * EQUAL).unwrap_or(0);
    let rate = |(at, (_, _, [rate, _])): (usize, &(_, _, [f64; 2]))| {
        if at == preferred { f64::INFINITY } else { *rate }
    };
    let order = descending(benches.iter().enumerate().map(rate));
    order
        .into_iter()
        .map(|at| &benches[at as usize])
        .map(|(name, _, best)| (*name, *best))
        .collect()
}
