//! WebAssembly's relaxed 128-bit instructions: a fused multiply-add, which is rounded once, on
//! processors that have it, else a product and a sum.
//!
//! Source: WebAssembly's Relaxed SIMD proposal, `f32x4.relaxed_madd`.

use super::Kernel;
use super::tile::{kernel, narrow_loop};
use super::vector::wasm_vector;
use core::arch::wasm32;

wasm_vector!(
    F32x4,
    f32,
    4,
    true,
    f32x4_splat,
    v128_load32_splat,
    f32x4_add,
    f32x4_mul,
    |sum, a, b| wasm32::f32x4_relaxed_madd(a, b, sum)
);
wasm_vector!(
    F64x2,
    f64,
    2,
    true,
    f64x2_splat,
    v128_load64_splat,
    f64x2_add,
    f64x2_mul,
    |sum, a, b| wasm32::f64x2_relaxed_madd(a, b, sum)
);

/// Registers: 9 sums, 3 of B, 1 of A.
pub const F32_3X12: Kernel<f32> = kernel::<F32x4, 3, 3, 12, _>(
    "relaxed 3×12",
    [narrow_loop::<F32x4, 8, 1>(), narrow_loop::<F32x4, 4, 2>()],
);
/// Registers: 8 sums, 2 of B, 1 of A.
pub const F32_4X8: Kernel<f32> =
    kernel::<F32x4, 4, 2, 8, _>("relaxed 4×8", [narrow_loop::<F32x4, 8, 1>()]);
/// Registers: 12 sums, 2 of B, 1 of A.
pub const F32_6X8: Kernel<f32> =
    kernel::<F32x4, 6, 2, 8, _>("relaxed 6×8", [narrow_loop::<F32x4, 8, 1>()]);
/// Registers: 9 sums, 3 of B, 1 of A.
pub const F64_3X6: Kernel<f64> = kernel::<F64x2, 3, 3, 6, _>(
    "relaxed 3×6",
    [narrow_loop::<F64x2, 8, 1>(), narrow_loop::<F64x2, 4, 2>()],
);
/// Registers: 8 sums, 2 of B, 1 of A.
pub const F64_4X4: Kernel<f64> =
    kernel::<F64x2, 4, 2, 4, _>("relaxed 4×4", [narrow_loop::<F64x2, 8, 1>()]);
/// Registers: 12 sums, 2 of B, 1 of A.
pub const F64_6X4: Kernel<f64> =
    kernel::<F64x2, 6, 2, 4, _>("relaxed 6×4", [narrow_loop::<F64x2, 8, 1>()]);
