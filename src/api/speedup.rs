//! The laws of speedup.

use super::convert::{coded, object};
use crate::timing::{self, SpeedupPoint};
use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What times on several numbers of workers say. */
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

/// `{points: [{workers, speedup, efficiency, karpFlatt}], serialFraction}` of a time for each
/// number of workers.
///
/// # Errors
/// `E_ARGUMENT` when one worker is not among them, a number comes twice, or a time is none.
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
