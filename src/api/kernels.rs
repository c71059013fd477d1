//! The micro-kernels of this artefact, and how fast each one is on this machine.

use super::convert::object;
use crate::matmul::kernel::{Kernels, measure::Bench};
use crate::web::PerformanceClock;
use common::order::descending;
use wasm_bindgen::prelude::*;

/// The most turns that a kernel is measured in; the least is half as many. The first turns run code
/// that the browser has not optimised yet.
const TURNS: usize = 10;
/// A kernel below this share of the fastest rate is not measured further.
const BEHIND: f64 = 0.8;
/// A kernel above this share of the fastest rate counts as equally fast: the difference is noise.
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
    /// The kernels and their rates, as JavaScript sees them.
    #[wasm_bindgen(typescript_type = "KernelRate[]")]
    pub type KernelRates;
}

/// Measures all kernels for elements of 32 or 64 `bits`, in turns of `turnMs`. The fastest comes
/// first; among equally fast kernels, the first of the registry.
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

/// The most that one core does for elements of 32 or 64 `bits`, in GFLOP/s: the rate of
/// multiply-adds without loads. Fused and unfused ones are measured once each, for `turnMs`, and
/// the better rate is returned.
#[wasm_bindgen(js_name = measureLimit)]
#[must_use]
pub fn measure_limit(bits: u32, turn_ms: f64) -> f64 {
    if bits == 32 { limit::<f32>(turn_ms) } else { limit::<f64>(turn_ms) }
}

fn limit<T: Kernels>(turn_ms: f64) -> f64 {
    let clock = PerformanceClock { origin_ms: 0.0 };
    let mut kernels: Vec<_> = T::kernels().iter().collect();
    // The measured loop depends on the instruction set, not on the tile.
    kernels.dedup_by(|one, other| one.has_limit_of(other));
    kernels.into_iter().map(|kernel| Bench::new(*kernel).limit(turn_ms, &clock)).fold(0.0, f64::max)
}

/// The best of each kernel's turns, since other work on the machine only makes a turn slower. A
/// kernel that falls behind takes no more turns.
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
    // The benches are in the registry's order: the first of the equally fast ones is preferred.
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
