//! Shared words in a buffer of JavaScript's, through `Atomics`: a `SharedArrayBuffer` between processes, or a plain
//! `ArrayBuffer` within one event loop, where nothing may wait.

use super::PerformanceClock;
use crate::ipc::words::{Wait, Words};
use crate::timing::Clock;
use js_sys::{Atomics, Int32Array, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // The bindings of js-sys take and return i32 and answer each call with a Result; only `wait` can fail here.
    #[wasm_bindgen(js_namespace = Atomics, js_name = wait, catch)]
    fn atomics_wait(
        words: &Int32Array,
        index: u32,
        expected: i32,
        timeout_ms: f64,
    ) -> Result<String, JsValue>;
    #[wasm_bindgen(js_namespace = Atomics, js_name = notify)]
    fn atomics_notify(words: &Int32Array, index: u32, count: f64) -> u32;
}

/// The words of one buffer.
#[derive(Debug)]
pub struct BufferWords {
    words: Int32Array,
    bytes: Uint8Array,
}

impl BufferWords {
    /// The words of `buffer`, an `ArrayBuffer` or a `SharedArrayBuffer`.
    #[must_use]
    pub fn new(buffer: &JsValue) -> Self {
        Self { words: Int32Array::new(buffer), bytes: Uint8Array::new(buffer) }
    }
}

/// An operation on a word inside the array cannot fail.
fn word(result: Result<i32, JsValue>) -> u32 {
    result.expect_throw("a word lies inside its buffer").cast_unsigned()
}

impl Words for BufferWords {
    fn n_words(&self) -> u32 {
        self.words.length()
    }

    fn load(&self, index: u32) -> u32 {
        word(Atomics::load(&self.words, index))
    }

    fn store(&self, index: u32, value: u32) {
        word(Atomics::store(&self.words, index, value.cast_signed()));
    }

    fn swap(&self, index: u32, value: u32) -> u32 {
        word(Atomics::exchange(&self.words, index, value.cast_signed()))
    }

    fn compare_exchange(&self, index: u32, expected: u32, new: u32) -> u32 {
        word(Atomics::compare_exchange(&self.words, index, expected.cast_signed(), new.cast_signed()))
    }

    fn fetch_add(&self, index: u32, n: u32) -> u32 {
        word(Atomics::add(&self.words, index, n.cast_signed()))
    }

    fn wait(&self, index: u32, expected: u32, timeout_ms: Option<f64>) -> Wait {
        let timeout_ms = timeout_ms.unwrap_or(f64::INFINITY);
        match atomics_wait(&self.words, index, expected.cast_signed(), timeout_ms).as_deref() {
            // An error: a realm that must not block, or a buffer that is not shared. The time is over at once.
            Ok("timed-out") | Err(_) => Wait::TimedOut,
            Ok(_) => Wait::Woken,
        }
    }

    fn notify(&self, index: u32, count: u32) {
        atomics_notify(&self.words, index, f64::from(count));
    }

    fn copy_in(&self, offset: u32, bytes: &[u8]) {
        self.bytes.subarray(offset, offset + bytes.len() as u32).copy_from(bytes);
    }

    fn copy_out(&self, offset: u32, bytes: &mut [u8]) {
        self.bytes.subarray(offset, offset + bytes.len() as u32).copy_to(bytes);
    }

    fn now_ms(&self) -> f64 {
        PerformanceClock { origin_ms: 0.0 }.now_ms()
    }
}
