//! Micro-kernels: the innermost loop of the fast product, one instruction set a file, all in one
//! registry.
//!
//! A micro-kernel adds `MR rows of A · B-sliver` to a tile of C that stays in registers from first
//! to last. B is packed, `b[p·NR + j]` for `p < k`, `j < NR`, so that it is read in order. A is
//! row-major and `MR` small: its rows are read in order as they lie, and packing them would cost
//! more than it saves (see the README).
//!
//! Source: F. Van Zee & R. van de Geijn, *BLIS: A Framework for Rapidly Instantiating BLAS
//! Functionality* (2015), §3.

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

use crate::Element;

/// Adds to a column of tiles (`first` false) or sets it (`first` true): `(k, (a, stride of its
/// rows, rows), (b, stride), (c, stride), first)`.
///
/// # Safety
/// So many rows of A of `k` elements each, at least 1; `k` rows of B of `NR` elements each; and
/// rows of C of `NR` elements each, as many as A has, up to a multiple of `MR` (A's missing ones
/// are read as its last). All are a stride apart, and nobody else touches C's.
type Run<T> = unsafe fn(usize, (*const T, usize, usize), (*const T, usize), (*mut T, usize), bool);

/// A loop over K, and the rows of its tile.
#[derive(Debug, Clone, Copy)]
struct Loop<T> {
    mr: usize,
    run: Run<T>,
}

/// One micro-kernel for elements of kind `T`. Unsafe code relies on its sizes, so only this room
/// makes one.
///
/// ```
/// use matmul::kernel::Kernels;
/// let kernel = f32::kernels()[0];
/// assert!(kernel.nr() % kernel.width() == 0, "{} has whole vectors", kernel.name());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Kernel<T> {
    name: &'static str,
    mr: usize,
    nr: usize,
    /// For columns of C of one vector, of two, and so on; from `nr` on, the kernel's own. Narrower
    /// tiles are higher, so that their sums still hide the latency of an addition.
    /// [`multiply`](Self::multiply) calls them.
    loops: [Loop<T>; MAX_VECTORS],
    /// Packs a panel of B for this kernel: `(B, its stride, k, columns, zero, slivers)`.
    pack_b: fn(&[T], usize, usize, usize, T, &mut [T]),
    /// What the machine can do at most with the kernel's instructions: see [`tile::limit`].
    limit: unsafe fn(usize, *const T, *mut T),
    width: usize,
}

/// The greatest tile of any kernel, for the scratch tile at C's edges.
pub const MAX_TILE: usize = 8 * 16;
/// The most vectors in a row of any kernel's tile.
pub const MAX_VECTORS: usize = 4;
/// The most columns of any kernel's tile.
pub const MAX_NR: usize = 16;

/// What one call of [`Kernel::multiply`] reads and sets.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operands<'a, T> {
    /// Rows of A, from the first element that takes part.
    pub a: &'a [T],
    /// Elements between A's rows.
    pub a_stride: usize,
    /// `k` rows of B, each with the columns of C's column, filled up to whole vectors.
    pub b: &'a [T],
    /// Elements between B's rows: the kernel's columns if B is packed.
    pub b_stride: usize,
    /// Terms of each sum.
    pub k: usize,
    /// Elements between C's rows.
    pub c_stride: usize,
    /// C is set, not added to.
    pub first: bool,
}

impl<T> Kernel<T> {
    /// Instruction set and tile, e.g. `simd128 6×8`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Rows of the tile.
    #[must_use]
    pub const fn mr(&self) -> usize {
        self.mr
    }

    /// Columns of the tile.
    #[must_use]
    pub const fn nr(&self) -> usize {
        self.nr
    }

    /// Elements in a vector.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Whether both have the same instructions, so that the machine's limit is the same for both.
    #[must_use]
    pub fn has_limit_of(&self, other: &Self) -> bool {
        core::ptr::fn_addr_eq(self.limit, other.limit)
    }
}

impl<T: Element> Kernel<T> {
    /// Packs a panel of B, `k × cols` at `from` with rows `stride` apart, into slivers of `nr`
    /// columns.
    ///
    /// # Panics
    /// When `to` is shorter than the slivers.
    pub(crate) fn pack(&self, from: &[T], stride: usize, (k, cols): (usize, usize), to: &mut [T]) {
        (self.pack_b)(from, stride, k, cols, T::default(), to);
    }

    /// The 1st loop: the kernel down a column of C of `rows × width`, tile after tile. What does
    /// not fill a tile is computed in a scratch tile, of which the rest is dropped.
    ///
    /// # Safety
    /// `c` points to such a column, which nobody else touches.
    #[inline(always)]
    pub(crate) unsafe fn multiply(
        &self,
        (rows, width): (usize, usize),
        operands: Operands<'_, T>,
        c: *mut T,
    ) {
        let vectors = width.div_ceil(self.width);
        let Loop { mr, run } = self.loops[vectors - 1];
        let nr = vectors * self.width;
        let Operands { a, a_stride, b, b_stride, k, c_stride, first } = operands;
        let a = &a[..(rows - 1) * a_stride + k];
        let b = (b[..(k - 1) * b_stride + nr].as_ptr(), b_stride);
        let whole = if width == nr { rows - rows % mr } else { 0 };
        if whole > 0 {
            // SAFETY: rows of A and B are in bounds, and these tiles lie in C.
            unsafe { run(k, (a.as_ptr(), a_stride, whole), b, (c, c_stride), first) };
        }
        for row in (whole..rows).step_by(mr) {
            let height = mr.min(rows - row);
            let mut scratch = [T::default(); MAX_TILE];
            let a = (a[row * a_stride..].as_ptr(), a_stride, height);
            // SAFETY: rows of A and B are in bounds, and the scratch holds a tile.
            unsafe { run(k, a, b, (scratch.as_mut_ptr(), nr), true) };
            for (i, sums) in scratch.chunks_exact(nr).take(height).enumerate() {
                // SAFETY: the column has this row, `width` wide, and nobody else touches it.
                let to =
                    unsafe { std::slice::from_raw_parts_mut(c.add((row + i) * c_stride), width) };
                for (to, &sum) in to.iter_mut().zip(sums) {
                    *to = if first { sum } else { *to + sum };
                }
            }
        }
    }
}

/// The kernels of this artefact for one kind of element, the one to use unless measured otherwise
/// first.
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
