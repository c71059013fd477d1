//! The Rust libraries that `make bench` measures: `C[m×n] = A[m×k]·B[k×n]`, row-major, one function
//! for each library and element, over memory that the caller has from [`alloc`]. Plain WebAssembly:
//! no glue, no threads.

use gemm::{Parallelism, gemm};
use ndarray::{ArrayView2, ArrayViewMut2, LinalgScalar, linalg::general_mat_mul};
use std::alloc::{Layout, alloc_zeroed, dealloc};

/// Matrices begin at a multiple of a cache line.
const ALIGN: usize = 64;

fn layout(len_bytes: usize) -> Layout {
    Layout::from_size_align(len_bytes.max(ALIGN), ALIGN).expect("a size that memory could hold")
}

/// Zeroed memory; null where there is not so much.
#[unsafe(no_mangle)]
pub extern "C" fn alloc(len_bytes: usize) -> *mut u8 {
    // SAFETY: the layout is never empty.
    unsafe { alloc_zeroed(layout(len_bytes)) }
}

/// Gives back what [`alloc`] gave.
///
/// # Safety
/// `at` is from `alloc(len_bytes)`, and nobody uses it any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn free(at: *mut u8, len_bytes: usize) {
    // SAFETY: the caller's promise; the layout is a function of the size.
    unsafe { dealloc(at, layout(len_bytes)) }
}

/// ndarray's product, into a C that is there: what `dot` does, less the allocation.
///
/// # Safety
/// `a`, `b` and `c` hold matrices of those shapes, and `c` overlaps neither.
unsafe fn with_ndarray<T: LinalgScalar>(m: usize, k: usize, n: usize, a: *const T, b: *const T, c: *mut T) {
    // SAFETY: the caller's promise.
    let (a, b, mut c) = unsafe {
        (
            ArrayView2::from_shape_ptr((m, k), a),
            ArrayView2::from_shape_ptr((k, n), b),
            ArrayViewMut2::from_shape_ptr((m, n), c),
        )
    };
    general_mat_mul(T::one(), &a, &b, T::zero(), &mut c);
}

/// The gemm crate's product.
///
/// # Safety
/// `a`, `b` and `c` hold matrices of those shapes, and `c` overlaps neither.
unsafe fn with_gemm<T: LinalgScalar>(m: usize, k: usize, n: usize, a: *const T, b: *const T, c: *mut T) {
    let [k_stride, n_stride] = [k, n].map(|stride| stride as isize);
    // SAFETY: the caller's promise; strides of row-major matrices, columns first.
    unsafe {
        gemm(
            m,
            n,
            k,
            c,
            1,
            n_stride,
            false,
            a,
            1,
            k_stride,
            b,
            1,
            n_stride,
            T::zero(),
            T::one(),
            false,
            false,
            false,
            Parallelism::None,
        );
    }
}

macro_rules! export {
    ($name:ident, $product:ident, $element:ty) => {
        /// See the function that it calls.
        ///
        /// # Safety
        /// As the function that it calls.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name(
            m: usize,
            k: usize,
            n: usize,
            a: *const $element,
            b: *const $element,
            c: *mut $element,
        ) {
            // SAFETY: the caller's promise.
            unsafe { $product(m, k, n, a, b, c) }
        }
    };
}

export!(ndarray_f32, with_ndarray, f32);
export!(ndarray_f64, with_ndarray, f64);
export!(gemm_f32, with_gemm, f32);
export!(gemm_f64, with_gemm, f64);
