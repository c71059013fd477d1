//! Statistics of samples.

use super::convert::{coded, object};
use crate::timing::Statistics;
use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** The statistics of samples, in ms. */
export interface Figures {
  medianMs: number;
  minMs: number;
  maxMs: number;
  meanMs: number;
  stddevMs: number;
  warnings: ('coarse-clock' | 'outliers' | 'few-samples')[];
}
"#;

#[wasm_bindgen]
extern "C" {
    /// The figures, as JavaScript sees them.
    #[wasm_bindgen(typescript_type = "Figures")]
    pub type Figures;
}

/// The statistics of samples in ms, taken with a clock that advances in steps of
/// `clockResolutionMs`: `{medianMs, minMs, maxMs, meanMs, stddevMs, warnings}`.
///
/// # Errors
/// `E_ARGUMENT` when there are no samples, or one is negative or not finite.
#[wasm_bindgen]
pub fn statistics(samples_ms: &[f64], clock_resolution_ms: f64) -> Result<Figures, JsValue> {
    let figures = Statistics::of(samples_ms, clock_resolution_ms)
        .map_err(|error| coded("E_ARGUMENT", error))?;
    let warnings: Array =
        figures.warnings.iter().map(|warning| JsValue::from(warning.name())).collect();
    Ok(object([
        ("medianMs", figures.median.into()),
        ("minMs", figures.min.into()),
        ("maxMs", figures.max.into()),
        ("meanMs", figures.mean.into()),
        ("stddevMs", figures.stddev.into()),
        ("warnings", warnings.into()),
    ])
    .unchecked_into())
}
