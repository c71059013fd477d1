//! Kernels without vector instructions, for targets that have none. So the one micro-kernel is
//! tested on the host as well.

use super::Kernel;
use super::tile::{Vector, kernel, narrow_loop};

macro_rules! scalar {
    ($element:ty) => {
        impl Vector for $element {
            type Element = $element;
            const WIDTH: usize = 1;
            const FUSED: bool = false;

            fn zero() -> Self {
                0.0
            }
            #[inline(always)]
            unsafe fn load(from: *const $element) -> Self {
                // SAFETY: by the caller's contract.
                unsafe { *from }
            }
            #[inline(always)]
            unsafe fn splat(from: *const $element) -> Self {
                // SAFETY: by the caller's contract.
                unsafe { *from }
            }
            #[inline(always)]
            unsafe fn store(self, to: *mut $element) {
                // SAFETY: by the caller's contract.
                unsafe { *to = self }
            }
            #[inline(always)]
            fn multiply_add(self, a: Self, b: Self) -> Self {
                self + a * b
            }
            #[inline(always)]
            fn multiply(self, other: Self) -> Self {
                self * other
            }
            #[inline(always)]
            fn add(self, other: Self) -> Self {
                self + other
            }
        }
    };
}

scalar!(f32);
scalar!(f64);

/// A tile of 4×4 scalars.
pub const F32_4X4: Kernel<f32> = kernel::<f32, 4, 4, 4, _>(
    "scalar 4×4",
    [narrow_loop::<f32, 8, 1>(), narrow_loop::<f32, 4, 2>(), narrow_loop::<f32, 4, 3>()],
);
/// A tile of 4×4 scalars.
pub const F64_4X4: Kernel<f64> = kernel::<f64, 4, 4, 4, _>(
    "scalar 4×4",
    [narrow_loop::<f64, 8, 1>(), narrow_loop::<f64, 4, 2>(), narrow_loop::<f64, 4, 3>()],
);
