//! The kernels of this artefact, and how fast each is here.

use super::convert::object;
use crate::matmul::kernel::{Kernels, measure::Bench};
use crate::web::PerformanceClock;
use wasm_bindgen::prelude::*;

/// Turns that each kernel takes. The first ones run code that the engine has not optimised yet.
const TURNS: usize = 6;

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

/// Measures all kernels for elements of 32 or 64 bits, in turns of `turnMs`; the fastest first.
#[wasm_bindgen(js_name = measureKernels)]
#[must_use]
pub fn measure_kernels(bits: u32, turn_ms: f64) -> KernelRates {
    let rates = if bits == 32 { rates::<f32>(turn_ms) } else { rates::<f64>(turn_ms) };
    let rates: js_sys::Array = rates
        .into_iter()
        .map(|(name, [gflops, limit])| {
            object([("name", name.into()), ("gflops", gflops.into()), ("limitGflops", limit.into())])
        })
        .collect();
    rates.unchecked_into()
}

/// The best of each kernel's turns: whatever else the machine does only makes one slower.
fn rates<T: Kernels>(turn_ms: f64) -> Vec<(&'static str, [f64; 2])> {
    let clock = PerformanceClock { origin_ms: 0.0 };
    let mut benches: Vec<_> =
        T::kernels().iter().map(|kernel| (kernel.name, Bench::new(*kernel), [0.0_f64; 2])).collect();
    for _ in 0..TURNS {
        for (_, bench, [rate, limit]) in &mut benches {
            *rate = rate.max(bench.run(turn_ms, &clock));
            *limit = limit.max(bench.limit(turn_ms / 4.0, &clock));
        }
    }
    let mut rates: Vec<_> = benches.into_iter().map(|(name, _, best)| (name, best)).collect();
    rates.sort_by(|a, b| b.1[0].total_cmp(&a.1[0]));
    rates
}
