//! The laws of speedup.

use super::convert::{coded, object};
use crate::timing::{self, SpeedupPoint};
use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** The figures for times on several numbers of workers. */
export interface SpeedupFigures {
  /** A point for each number of workers, in the order given. */
  points: {
    workers: number;
    speedup: number | null;
    efficiency: number | null;
    karpFlatt: number | null;
  }[];
  serialFraction: number | null;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// The figures, as JavaScript sees them.
    #[wasm_bindgen(typescript_type = "SpeedupFigures")]
    pub type SpeedupFigures;
}

/// The figures for `timesMs[i]` on `workers[i]` workers: `{points: [{workers, speedup, efficiency,
/// karpFlatt}], serialFraction}`. A figure is null if it is not defined.
///
/// # Errors
/// `E_ARGUMENT` when the lengths differ, a number of workers is 0 or given twice, one worker is not
/// among them, or a time is not a finite number of at least 0.
#[wasm_bindgen]
pub fn speedup(workers: &[u32], times_ms: &[f64]) -> Result<SpeedupFigures, JsValue> {
    let figures =
        timing::Speedup::of(workers, times_ms).map_err(|error| coded("E_ARGUMENT", error))?;
    let points: Array = figures.points.iter().map(point).collect();
    Ok(object([("points", points.into()), ("serialFraction", nullable(figures.serial_fraction))])
        .unchecked_into())
}

fn point(point: &SpeedupPoint) -> JsValue {
    object([
        ("workers", point.workers.into()),
        ("speedup", nullable(point.speedup)),
        ("efficiency", nullable(point.efficiency)),
        ("karpFlatt", nullable(point.karp_flatt)),
    ])
}

fn nullable(figure: Option<f64>) -> JsValue {
    figure.map_or(JsValue::NULL, JsValue::from)
}
