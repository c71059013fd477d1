//! Micro-kernels: the innermost loop of the fast product, one instruction set a file, all in one registry.
//!
//! A micro-kernel adds `MR rows of A · B-sliver` to a tile of C that stays in registers from first to last. B is packed,
//! `b[p·NR + j]` for `p < k`, `j < NR`, so that it is read in order. A is row-major and `MR` small: its rows are read in
//! order as they lie, and packing them would cost more than it saves (see the README).
//!
//! Source: F. Van Zee & R. van de Geijn, *BLIS: A Framework for Rapidly Instantiating BLAS Functionality* (2015), §3.

#![allow(
    clippy::inline_always,
    reason = "the sums stay in registers only if everything around them is inlined"
)]

pub mod measure;
pub mod pack;
#[cfg(target_feature = "relaxed-simd")]
mod relaxed;
mod scalar;
#[cfg(target_feature = "simd128")]
mod simd128;
mod tile;
#[cfg(target_feature = "simd128")]
mod vector;

use super::Element;

/// One micro-kernel for elements of kind `T`.
#[derive(Debug, Clone, Copy)]
pub struct Kernel<T> {
    /// Instruction set and tile, e.g. `simd128 6×8`.
    pub name: &'static str,
    /// Rows of the tile.
    pub mr: usize,
    /// Columns of the tile.
    pub nr: usize,
    /// Adds to the tile (`first` false) or sets it (`first` true): `(k, rows of A, b, c, stride of C's rows, first)`.
    ///
    /// # Safety
    /// `MR` rows of A of `k` elements each, `b` of `k·NR`, and `c` of `MR` rows of `NR` elements, `stride` apart, which
    /// nobody else touches.
    pub run: unsafe fn(usize, *const *const T, *const T, *mut T, usize, bool),
    /// Packs a panel of B for this kernel: `(B, its stride, k, columns, zero, slivers)`.
    pub pack_b: fn(&[T], usize, usize, usize, T, &mut [T]),
    /// What the machine can do at most with the kernel's instructions: see [`tile::limit`].
    pub limit: unsafe fn(usize, *const T, *mut T),
    /// Elements in a vector.
    pub width: usize,
}

/// The greatest tile of any kernel, for the scratch tile at C's edges.
pub const MAX_TILE: usize = 8 * 16;
/// The most rows of any kernel's tile.
pub const MAX_MR: usize = 8;

/// The kernels of this artefact for one kind of element, the one to use unless measured otherwise first.
pub trait Kernels: Element {
    /// All of them.
    fn kernels() -> &'static [Kernel<Self>];
}

impl Kernels for f32 {
    fn kernels() -> &'static [Kernel<f32>] {
        const ALL: &[Kernel<f32>] = &[
            #[cfg(target_feature = "relaxed-simd")]
            relaxed::F32_3X12,
            #[cfg(target_feature = "relaxed-simd")]
            relaxed::F32_4X8,
            #[cfg(target_feature = "relaxed-simd")]
            relaxed::F32_6X8,
            #[cfg(target_feature = "simd128")]
            simd128::F32_3X12,
            #[cfg(target_feature = "simd128")]
            simd128::F32_4X8,
            #[cfg(target_feature = "simd128")]
            simd128::F32_6X8,
            scalar::F32_4X4,
        ];
        ALL
    }
}

impl Kernels for f64 {
    fn kernels() -> &'static [Kernel<f64>] {
        const ALL: &[Kernel<f64>] = &[
            #[cfg(target_feature = "relaxed-simd")]
            relaxed::F64_3X6,
            #[cfg(target_feature = "relaxed-simd")]
            relaxed::F64_4X4,
            #[cfg(target_feature = "relaxed-simd")]
            relaxed::F64_6X4,
            #[cfg(target_feature = "simd128")]
            simd128::F64_3X6,
            #[cfg(target_feature = "simd128")]
            simd128::F64_4X4,
            #[cfg(target_feature = "simd128")]
            simd128::F64_6X4,
            scalar::F64_4X4,
        ];
        ALL
    }
}
