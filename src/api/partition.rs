//! Partitioning, by index: the values stay with the caller.

use super::convert::{coded, object};
use crate::partition::Strategy;
use js_sys::Uint32Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** The indices of all items, part after part, and how many each part holds. */
export interface Partition {
  order: Uint32Array;
  lengths: Uint32Array;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// A partition, as JavaScript sees it.
    #[wasm_bindgen(typescript_type = "Partition")]
    pub type Partition;
}

/// `{order, lengths}`: the indices of all items, part after part, and how many each part holds.
///
/// # Errors
/// `E_ARGUMENT` for an unknown strategy or no parts.
#[wasm_bindgen]
pub fn partition(items: u32, parts: u32, strategy: &str) -> Result<Partition, JsValue> {
    let strategy = Strategy::from_name(strategy).ok_or_else(|| {
        coded("E_ARGUMENT", format!("strategy is {strategy:?}; it must be \"chunk\" or \"roundRobin\""))
    })?;
    if parts == 0 {
        return Err(coded("E_ARGUMENT", "parts is 0; it must be at least 1"));
    }
    let mut order = Vec::with_capacity(items as usize);
    let mut lengths = Vec::new();
    for part in strategy.deal(items as usize, parts as usize) {
        lengths.push(part.len() as u32);
        order.extend(part.map(|item| item as u32));
    }
    Ok(object([
        ("order", Uint32Array::from(order.as_slice()).into()),
        ("lengths", Uint32Array::from(lengths.as_slice()).into()),
    ])
    .unchecked_into())
}
