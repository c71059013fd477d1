//! What the two WebAssembly instruction sets share: one macro defines the vectors of both.

/// Defines a [`Vector`](super::tile::Vector) over `v128` from its name, element and width, whether
/// its multiply-add is one instruction, its intrinsics, and its multiply-add.
macro_rules! wasm_vector {
    (
        $name:ident, $element:ty, $width:literal, $fused:literal,
        $splat:ident, $load_splat:ident, $add:ident, $multiply:ident,
        |$sum:ident, $a:ident, $b:ident| $multiply_add:expr
    ) => {
        #[derive(Clone, Copy)]
        pub struct $name(wasm32::v128);

        impl $crate::kernel::tile::Vector for $name {
            type Element = $element;
            const WIDTH: usize = $width;
            const FUSED: bool = $fused;

            #[inline(always)]
            fn zero() -> Self {
                Self(wasm32::$splat(0.0))
            }
            #[inline(always)]
            unsafe fn load(from: *const $element) -> Self {
                // SAFETY: by the caller's contract; WebAssembly's loads need no alignment.
                Self(unsafe { wasm32::v128_load(from.cast()) })
            }
            #[inline(always)]
            unsafe fn splat(from: *const $element) -> Self {
                // SAFETY: by the caller's contract.
                Self(unsafe { wasm32::$load_splat(from.cast()) })
            }
            #[inline(always)]
            unsafe fn store(self, to: *mut $element) {
                // SAFETY: by the caller's contract.
                unsafe { wasm32::v128_store(to.cast(), self.0) }
            }
            #[inline(always)]
            fn multiply_add(self, a: Self, b: Self) -> Self {
                let ($sum, $a, $b) = (self.0, a.0, b.0);
                Self($multiply_add)
            }
            #[inline(always)]
            fn multiply(self, other: Self) -> Self {
                Self(wasm32::$multiply(self.0, other.0))
            }
            #[inline(always)]
            fn add(self, other: Self) -> Self {
                Self(wasm32::$add(self.0, other.0))
            }
        }
    };
}

pub(super) use wasm_vector;
