//! A matrix product, which JavaScript drives slice by slice.

use super::convert::{coded, crew, rows_of_numbers};
use crate::matmul::kernel::Kernels;
use crate::matmul::{Algorithm, Element, MatmulError, Product, Right, filled};
use crate::web::PerformanceClock;
use js_sys::{Float32Array, Float64Array};
use std::sync::Arc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A matrix, as JavaScript sees it.
    #[wasm_bindgen(typescript_type = "Float32Array | Float64Array")]
    pub type Matrix;
}

enum Either<S, D> {
    Single(S),
    Double(D),
}

macro_rules! either {
    ($self:expr, $product:ident => $call:expr) => {
        match $self {
            Either::Single($product) => $call,
            Either::Double($product) => $call,
        }
    };
}

/// A right operand B[k×n], row-major, for one product or for many. Products that have begun keep
/// what they need of it when it is freed.
#[wasm_bindgen]
pub struct RightMatrix {
    b: Either<Arc<Right<f32>>, Arc<Right<f64>>>,
}

#[wasm_bindgen]
impl RightMatrix {
    /// A copy of `b`, a `Float32Array` or a `Float64Array`. If `kept` is true, panels that a fast
    /// product packs are kept for the next ones, which takes as much memory again.
    ///
    /// # Errors
    /// `E_ARGUMENT` for another type, `E_SHAPE` for a wrong number of elements, `E_MEMORY`.
    #[wasm_bindgen(constructor)]
    pub fn new(k: u32, n: u32, b: &JsValue, kept: bool) -> Result<Self, JsValue> {
        let b = if b.is_instance_of::<Float32Array>() {
            Either::Single(right(k, n, singles(b)?, kept)?)
        } else {
            Either::Double(right(k, n, doubles(b)?, kept)?)
        };
        Ok(Self { b })
    }
}

/// The product `C[m×n] = A[m×k]·B[k×n]`, row-major. Both operands are `Float32Array` or both are
/// `Float64Array`.
#[wasm_bindgen]
pub struct Matmul {
    product: Either<Product<f32>, Product<f64>>,
    clock: PerformanceClock,
}

#[wasm_bindgen]
impl Matmul {
    /// A product that has not begun, with a copy of A, which has `m` rows. `kernel` names the
    /// micro-kernel; an unknown name, such as the empty one, selects the registry's first. Times of
    /// spans are in ms since `originMs` (`performance.timeOrigin + performance.now()`).
    ///
    /// # Errors
    /// `E_UNSUPPORTED` for an unknown algorithm, `E_ARGUMENT` for operands of other or different
    /// types, `E_SHAPE` for a wrong number of elements, `E_MEMORY`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        m: u32,
        algorithm: &str,
        a: &JsValue,
        b: &RightMatrix,
        kernel: &str,
        origin_ms: f64,
    ) -> Result<Self, JsValue> {
        let algorithm = Algorithm::from_name(algorithm).ok_or_else(|| {
            coded("E_UNSUPPORTED", format!("the algorithm \"{algorithm}\" is not in this build"))
        })?;
        let product = match &b.b {
            Either::Single(b) => Either::Single(product(m, algorithm, kernel, singles(a)?, b)?),
            Either::Double(b) => Either::Double(product(m, algorithm, kernel, doubles(a)?, b)?),
        };
        Ok(Self { product, clock: PerformanceClock { origin_ms } })
    }

    /// Begins again with the same B and another band of A: `m` rows of the operands' type.
    ///
    /// # Errors
    /// `E_ARGUMENT` for another type, `E_SHAPE` for a wrong number of elements, `E_MEMORY`.
    #[wasm_bindgen(js_name = nextBand)]
    pub fn next_band(&mut self, m: u32, a: &JsValue) -> Result<(), JsValue> {
        match &mut self.product {
            Either::Single(product) => product.next_band(m as usize, singles(a)?),
            Either::Double(product) => product.next_band(m as usize, doubles(a)?),
        }
        .map_err(refusal)
    }

    /// Begins again with the same operands.
    pub fn restart(&mut self) {
        either!(&mut self.product, product => product.restart());
    }

    /// Takes a C of the operands' type that was computed elsewhere, so that it can be checked.
    ///
    /// # Errors
    /// `E_ARGUMENT` for another type, `E_SHAPE` for a wrong number of elements, `E_MEMORY`.
    pub fn complete(&mut self, c: &JsValue) -> Result<(), JsValue> {
        match &mut self.product {
            Either::Single(product) => product.complete(singles(c)?),
            Either::Double(product) => product.complete(doubles(c)?),
        }
        .map_err(refusal)
    }

    /// Computes for about `budgetMs` on `lanes` lanes, the caller's included (0 or 1: the caller
    /// alone); returns true while rows are left.
    pub fn step(&mut self, budget_ms: f64, lanes: u32) -> bool {
        either!(&mut self.product, product => product.step(budget_ms, crew(lanes), &self.clock))
    }

    /// Compares C with the reference for about `budgetMs` on `lanes` lanes, as in `step`; returns
    /// true while rows are left.
    ///
    /// # Errors
    /// `E_MEMORY`.
    pub fn check(&mut self, budget_ms: f64, lanes: u32) -> Result<bool, JsValue> {
        either!(&mut self.product, product => product.check(budget_ms, crew(lanes), &self.clock))
            .map_err(refusal)
    }

    /// The greatest relative error, max |c − r| / (‖row of A‖·‖column of B‖), once `check` has
    /// returned false.
    #[wasm_bindgen(getter, js_name = maxRelativeError)]
    #[must_use]
    pub fn max_relative_error(&self) -> f64 {
        either!(&self.product, product => product.max_relative_error())
    }

    /// The number of rows of C that are complete, or would be if the work done so far had been done
    /// row by row.
    #[wasm_bindgen(getter, js_name = rowsDone)]
    #[must_use]
    pub fn rows_done(&self) -> u32 {
        either!(&self.product, product => product.rows_done()) as u32
    }

    /// The name of the inner loop that runs.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn kernel(&self) -> String {
        either!(&self.product, product => product.kernel()).to_owned()
    }

    /// A copy of C, of the operands' type.
    #[must_use]
    pub fn c(&self) -> Matrix {
        match &self.product {
            Either::Single(product) => Float32Array::from(product.c()).unchecked_into(),
            Either::Double(product) => Float64Array::from(product.c()).unchecked_into(),
        }
    }

    /// The spans of the tiles of C as rows of seven numbers: worker, first row, number of rows,
    /// first column, number of columns, start and end in ms since `originMs`.
    #[must_use]
    pub fn spans(&self) -> Float64Array {
        rows_of_numbers(
            either!(&self.product, product => product.spans()).iter().map(|span| span.to_row()),
        )
    }
}

/// The operand, with or without room for its packed panels.
fn right<T: Kernels>(k: u32, n: u32, b: Vec<T>, kept: bool) -> Result<Arc<Right<T>>, JsValue> {
    let right = Right::new(k as usize, n as usize, b);
    let right = if kept { right.and_then(Right::kept) } else { right };
    right.map(Arc::new).map_err(refusal)
}

/// The product, with the kernel called `kernel` if this artefact has it.
fn product<T: Kernels>(
    m: u32,
    algorithm: Algorithm,
    kernel: &str,
    a: Vec<T>,
    b: &Arc<Right<T>>,
) -> Result<Product<T>, JsValue> {
    let product = Product::with_right(m as usize, algorithm, a, Arc::clone(b)).map_err(refusal)?;
    Ok(match T::kernels().iter().find(|known| known.name() == kernel) {
        Some(kernel) => product.with_kernel(*kernel),
        None => product,
    })
}

fn singles(matrix: &JsValue) -> Result<Vec<f32>, JsValue> {
    let matrix = matrix.dyn_ref::<Float32Array>().ok_or_else(other_kind)?;
    copy(matrix.length(), |x| matrix.copy_to(x))
}

fn doubles(matrix: &JsValue) -> Result<Vec<f64>, JsValue> {
    let matrix = matrix.dyn_ref::<Float64Array>().ok_or_else(other_kind)?;
    copy(matrix.length(), |x| matrix.copy_to(x))
}

fn other_kind() -> JsValue {
    coded("E_ARGUMENT", "a, b and c must all be Float32Array or all Float64Array")
}

/// The elements of a typed array of `len` elements.
fn copy<T: Element>(len: u32, copy_to: impl FnOnce(&mut [T])) -> Result<Vec<T>, JsValue> {
    let mut elements = filled(len as usize, T::default()).map_err(|_| {
        refusal(MatmulError::Memory { bytes: u64::from(len) * size_of::<T>() as u64 })
    })?;
    copy_to(&mut elements);
    Ok(elements)
}

fn refusal(error: MatmulError) -> JsValue {
    let code = match error {
        MatmulError::Length { .. } | MatmulError::KMismatch { .. } => "E_SHAPE",
        MatmulError::Memory { .. } => "E_MEMORY",
    };
    coded(code, error)
}
