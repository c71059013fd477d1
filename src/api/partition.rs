//! Partitioning by index: the values stay with the caller.

use super::convert::{coded, object};
use crate::partition::{MAX_PARTS, Strategy};
use js_sys::Uint32Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** The indices of all items, part by part, and the number of items in each part. */
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

/// Partitions `items` items into `parts` parts. Returns `{order, lengths}`: the indices of all
/// items, part by part, and the number of items in each part.
///
/// # Errors
/// `E_ARGUMENT` for an unknown strategy, for 0 parts and for too many; `E_MEMORY`.
#[wasm_bindgen]
pub fn partition(items: u32, parts: u32, strategy: &str) -> Result<Partition, JsValue> {
    let strategy = Strategy::from_name(strategy).ok_or_else(|| {
        coded(
            "E_ARGUMENT",
            format!("strategy is \"{strategy}\"; it must be \"chunk\" or \"roundRobin\""),
        )
    })?;
    if !(1..=MAX_PARTS).contains(&parts) {
        let allowed = format!("it must be an integer from 1 to {MAX_PARTS}");
        return Err(coded("E_ARGUMENT", format!("parts is {parts}; {allowed}")));
    }
    let mut order = Vec::new();
    order.try_reserve_exact(items as usize).map_err(|_| {
        let bytes = u64::from(items) * size_of::<u32>() as u64;
        coded("E_MEMORY", format!("an order of {bytes} bytes does not fit into memory"))
    })?;
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
