//! Conversions between Rust's values and JavaScript's.

use crate::crew::Crew;
use js_sys::{Error, Float64Array, Number, Object, Reflect};
use std::fmt::Display;
use wasm_bindgen::{JsCast, JsValue};

/// An `Error` whose property `code` is one of the library's codes.
pub fn coded(code: &str, message: impl Display) -> JsValue {
    common::number::write_by(number_text);
    let error = Error::new(&message.to_string());
    set(&error, "code", &code.into());
    error.into()
}

/// The number as JavaScript writes it.
fn number_text(x: f64) -> String {
    Number::from(x).to_string_with_radix(10).map_or_else(|_| String::new(), String::from)
}

/// An `E_ARGUMENT` error whose property `item` is the index of an item of the call.
pub fn refused_item(item: usize, message: impl Display) -> JsValue {
    let error = coded("E_ARGUMENT", message);
    set(error.unchecked_ref(), "item", &(item as f64).into());
    error
}

/// A plain object with the given properties.
pub fn object<const N: usize>(properties: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (name, value) in properties {
        set(&object, name, &value);
    }
    object.into()
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // This cannot fail: the object is new and extensible.
    let _ = Reflect::set(object, &name.into(), value);
}

/// The crew with the given number of lanes, the caller's included; 0 or 1 is the caller alone.
pub fn crew(lanes: u32) -> Crew {
    match lanes {
        0 | 1 => Crew::Caller,
        lanes => Crew::Team { lanes: lanes as usize },
    }
}

/// The rows of `N` numbers each, concatenated.
pub fn rows_of_numbers<const N: usize>(rows: impl Iterator<Item = [f64; N]>) -> Float64Array {
    let numbers: Vec<f64> = rows.flatten().collect();
    Float64Array::from(numbers.as_slice())
}
