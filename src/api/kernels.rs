//! The micro-kernels of this artefact, and how fast each one is on this machine.

use super::convert::object;
use crate::matmul::kernel::{Kernels, race::Race};
use crate::web::PerformanceClock;
use wasm_bindgen::prelude::*;

const CLOCK: PerformanceClock = PerformanceClock { origin_ms: 0.0 };

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A kernel, its rate on operands in the first-level cache, and the machine's limit for it. */
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

enum Either {
    Single(Race<f32>),
    Double(Race<f64>),
}

macro_rules! either {
    ($self:expr, $race:ident => $call:expr) => {
        match $self {
            Either::Single($race) => $call,
            Either::Double($race) => $call,
        }
    };
}

/// A measurement of all kernels for one element type, which JavaScript drives turn by turn.
#[wasm_bindgen]
pub struct KernelRace {
    race: Either,
}

#[wasm_bindgen]
impl KernelRace {
    /// A race for elements of 32 or 64 `bits`, in turns of `turnMs`, not begun.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(bits: u32, turn_ms: f64) -> Self {
        let race = match bits {
            32 => Either::Single(Race::new(turn_ms)),
            _ => Either::Double(Race::new(turn_ms)),
        };
        Self { race }
    }

    /// Runs each kernel for a turn, so that the browser optimises it. Wait a moment after that.
    #[wasm_bindgen(js_name = warmUp)]
    pub fn warm_up(&mut self) {
        either!(&mut self.race, race => race.warm_up(&CLOCK));
    }

    /// Measures one kernel for a turn; returns true while turns are left.
    pub fn step(&mut self) -> bool {
        either!(&mut self.race, race => race.step(&CLOCK))
    }

    /// The kernels and their rates, the fastest first; among equally fast ones, the first of the
    /// registry.
    #[must_use]
    pub fn rates(&self) -> KernelRates {
        either!(&self.race, race => rates(race))
    }
}

fn rates<T: Kernels>(race: &Race<T>) -> KernelRates {
    let rates: js_sys::Array = race
        .rates()
        .into_iter()
        .map(|(kernel, gflops)| {
            object([
                ("name", kernel.name().into()),
                ("gflops", gflops.into()),
                ("limitGflops", race.limit().into()),
            ])
        })
        .collect();
    rates.unchecked_into()
}
