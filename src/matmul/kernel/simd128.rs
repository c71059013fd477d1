//! WebAssembly's fixed 128-bit instructions: a multiply-add is a product and a sum, each rounded.

#![cfg_attr(
    target_feature = "relaxed-simd",
    allow(dead_code, reason = "an artefact with fused multiply-adds measures the limit of these")
)]

use super::Kernel;
use super::tile::{kernel, narrow_loop};
use super::vector::wasm_vector;
use core::arch::wasm32;

wasm_vector!(
    F32x4,
    f32,
    4,
    false,
    f32x4_splat,
    v128_load32_splat,
    f32x4_add,
    f32x4_mul,
    |sum, a, b| wasm32::f32x4_add(sum, wasm32::f32x4_mul(a, b))
);
wasm_vector!(
    F64x2,
    f64,
    2,
    false,
    f64x2_splat,
    v128_load64_splat,
    f64x2_add,
    f64x2_mul,
    |sum, a, b| wasm32::f64x2_add(sum, wasm32::f64x2_mul(a, b))
);

/// Registers: 8 sums, 2 of B, 1 of A, and a product in flight.
pub const F32_4X8: Kernel<f32> =
    kernel::<F32x4, 4, 2, 8, _>("simd128 4×8", [narrow_loop::<F32x4, 8, 1>()]);
/// Registers: 9 sums, 3 of B, 1 of A.
pub const F32_3X12: Kernel<f32> = kernel::<F32x4, 3, 3, 12, _>(
    "simd128 3×12",
    [narrow_loop::<F32x4, 8, 1>(), narrow_loop::<F32x4, 4, 2>()],
);
/// Registers: 12 sums, 2 of B, 1 of A.
pub const F32_6X8: Kernel<f32> =
    kernel::<F32x4, 6, 2, 8, _>("simd128 6×8", [narrow_loop::<F32x4, 8, 1>()]);
/// Registers: 8 sums, 2 of B, 1 of A, and a product in flight.
pub const F64_4X4: Kernel<f64> =
    kernel::<F64x2, 4, 2, 4, _>("simd128 4×4", [narrow_loop::<F64x2, 8, 1>()]);
/// Registers: 9 sums, 3 of B, 1 of A.
pub const F64_3X6: Kernel<f64> = kernel::<F64x2, 3, 3, 6, _>(
    "simd128 3×6",
    [narrow_loop::<F64x2, 8, 1>(), narrow_loop::<F64x2, 4, 2>()],
);
/// Registers: 12 sums, 2 of B, 1 of A.
pub const F64_6X4: Kernel<f64> =
    kernel::<F64x2, 6, 2, 4, _>("simd128 6×4", [narrow_loop::<F64x2, 8, 1>()]);
