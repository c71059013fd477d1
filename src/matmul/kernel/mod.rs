//! Micro-kernels: the innermost loop of the fast product, with one file per instruction set and one
//! registry of all.
//!
//! A micro-kernel adds `MR rows of A · sliver of B` to a tile of C that stays in registers
//! throughout. B is packed, `b[p·NR + j]` for `p < k` and `j < NR`, so that it is read in order. A
//! is row-major and not packed: `MR` is small, each row is read in order anyway, and packing would
//! cost more than it saves (see the README).
//!
//! Source: F. Van Zee & R. van de Geijn, *BLIS: A Framework for Rapidly Instantiating BLAS
//! Functionality* (2015), §3.

#![allow(
    clippy::inline_always,
    reason = "the sums stay in registers only if everything around them is inlined"
)]

pub mod measure;
pub mod pack;
pub mod race;
#[cfg(target_feature = "relaxed-simd")]
mod relaxed;
#[cfg(not(target_feature = "simd128"))]
mod scalar;
#[cfg(target_feature = "simd128")]
mod simd128;
pub(crate) mod thin;
mod tile;
#[cfg(target_feature = "simd128")]
mod vector;

use crate::Element;
use crate::habits::{self, HabitsByKind, Kind};
use crew::Habits;

/// Sets a column of tiles of C (if `first`) or adds to it. The arguments are `(k, (a, stride,
/// rows), (b, stride), (c, stride), first)`, with strides from row to row.
///
/// # Safety
/// `a` may be read for `rows` rows of `k` elements, with `rows` and `k` at least 1; `b` for `k`
/// rows of `NR` elements; and `c` may be read and written for rows of `NR` elements, as many as
/// `rows` rounded up to a multiple of `MR` (for the rows that A lacks its last row is read
/// instead). Rows are a stride apart, and no other thread accesses those of C.
type Run<T> = unsafe fn(usize, (*const T, usize, usize), (*const T, usize), (*mut T, usize), bool);

/// A loop over K, and the number of rows of its tile.
#[derive(Debug, Clone, Copy)]
struct Loop<T> {
    mr: usize,
    run: Run<T>,
}

/// A micro-kernel for elements of type `T`. Unsafe code relies on its sizes, so only this module
/// can make one.
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
    /// The loops for columns of C of one vector, of two, and so on; from `nr` columns on, the
    /// kernel's own. Narrower tiles are higher, so that their sums still hide the latency of an
    /// addition. [`multiply`](Self::multiply) selects one.
    loops: [Loop<T>; MAX_VECTORS],
    /// Packs a panel of B for this kernel: `(B, its stride, k, columns, zero, slivers)`.
    pack_b: fn(&[T], usize, usize, usize, T, &mut [T]),
    /// Elements in a vector.
    width: usize,
}

/// A loop of multiply-adds without loads, for vectors of `width` elements: see `tile.rs`.
#[derive(Debug, Clone, Copy)]
pub struct Limit<T> {
    run: unsafe fn(usize, *const T, *mut T),
    width: usize,
}

/// The most elements in a tile of any kernel, for the scratch tile at C's edges.
pub const MAX_TILE: usize = 8 * 16;
/// The most elements in a vector.
const MAX_WIDTH: usize = 4;
/// The most vectors in a row of any kernel's tile.
pub const MAX_VECTORS: usize = 4;
/// The most columns of any kernel's tile.
pub const MAX_NR: usize = 16;

/// The operands of one call of [`Kernel::multiply`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operands<'a, T> {
    /// Rows of A, from the first element that takes part.
    pub a: &'a [T],
    /// Elements from one row of A to the next.
    pub a_stride: usize,
    /// `k` rows of B, with the columns that are multiplied, padded to whole vectors.
    pub b: &'a [T],
    /// Elements from one row of B to the next: the kernel's columns if B is packed.
    pub b_stride: usize,
    /// The number of terms of each sum.
    pub k: usize,
    /// Elements from one row of C to the next.
    pub c_stride: usize,
    /// Whether C is set (`true`) or added to.
    pub first: bool,
}

impl<T> Kernel<T> {
    /// The instruction set and the tile, e.g. `simd128 6×8`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The rows of the tile, MR in the literature.
    #[must_use]
    pub const fn mr(&self) -> usize {
        self.mr
    }

    /// The columns of the tile, NR in the literature.
    #[must_use]
    pub const fn nr(&self) -> usize {
        self.nr
    }

    /// The number of elements in a vector.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }
}

impl<T: Element> Kernel<T> {
    /// Packs a panel of B, `k × cols` at `from` with rows `stride` apart, into slivers of `nr`
    /// columns.
    ///
    /// # Panics
    /// When `from` is shorter than the panel, or `k` is 0.
    pub(crate) fn pack(&self, from: &[T], stride: usize, (k, cols): (usize, usize), to: &mut [T]) {
        (self.pack_b)(from, stride, k, cols, T::default(), to);
    }

    /// The 1st loop: runs the kernel down a column of C of `rows × width`, tile by tile. A part
    /// that does not fill a tile is computed in a scratch tile and copied.
    ///
    /// # Panics
    /// When `operands.a` or `operands.b` is too short.
    ///
    /// # Safety
    /// `c` points to such a column, with rows `operands.c_stride` apart, which no other thread
    /// accesses.
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
            // SAFETY: the slices above check the bounds of A and B, and these tiles lie within C.
            unsafe { run(k, (a.as_ptr(), a_stride, whole), b, (c, c_stride), first) };
        }
        for row in (whole..rows).step_by(mr) {
            let height = mr.min(rows - row);
            let mut scratch = [T::default(); MAX_TILE];
            let a = (a[row * a_stride..].as_ptr(), a_stride, height);
            // SAFETY: the slices above check the bounds of A and B, and the scratch holds a tile.
            unsafe { run(k, a, b, (scratch.as_mut_ptr(), nr), true) };
            for (i, sums) in scratch.chunks_exact(nr).take(height).enumerate() {
                // SAFETY: the column has this row, `width` wide, and no other thread accesses it.
                let to =
                    unsafe { std::slice::from_raw_parts_mut(c.add((row + i) * c_stride), width) };
                for (to, &sum) in to.iter_mut().zip(sums) {
                    *to = if first { sum } else { *to + sum };
                }
            }
        }
    }
}

/// The registry of the kernels of this artefact for one element type: those of its widest
/// instruction set. A fused multiply-add does the work of a product and a sum and takes no more
/// units, so an artefact that has it needs no others; nor has any artefact both vectors and
/// scalars.
pub trait Kernels: Element {
    /// The vectors of the widest instruction set.
    #[doc(hidden)]
    type Vector: tile::Vector<Element = Self>;

    /// All kernels. The first is the one to use unless measurements say otherwise.
    fn kernels() -> &'static [Kernel<Self>];

    /// What is remembered of products of this element type.
    #[doc(hidden)]
    fn habits(kind: Kind) -> &'static Habits;

    /// Loops that measure the machine's limit, one per way to multiply and add: see
    /// [`measure::limit`].
    fn limits() -> &'static [Limit<Self>];
}

macro_rules! kernels {
    ($element:ty, $vector:ident, [$($kernel:ident),*], $scalar:ident) => {
        impl Kernels for $element {
            #[cfg(target_feature = "relaxed-simd")]
            type Vector = relaxed::$vector;
            #[cfg(all(target_feature = "simd128", not(target_feature = "relaxed-simd")))]
            type Vector = simd128::$vector;
            #[cfg(not(target_feature = "simd128"))]
            type Vector = $element;

            fn kernels() -> &'static [Kernel<$element>] {
                #[cfg(target_feature = "relaxed-simd")]
                const ALL: &[Kernel<$element>] = &[$(relaxed::$kernel),*];
                #[cfg(all(target_feature = "simd128", not(target_feature = "relaxed-simd")))]
                const ALL: &[Kernel<$element>] = &[$(simd128::$kernel),*];
                #[cfg(not(target_feature = "simd128"))]
                const ALL: &[Kernel<$element>] = &[scalar::$scalar];
                ALL
            }

            fn habits(kind: Kind) -> &'static Habits {
                static KNOWN: HabitsByKind = habits::none();
                &KNOWN[kind as usize]
            }

            fn limits() -> &'static [Limit<$element>] {
                const ALL: &[Limit<$element>] = &[
                    #[cfg(target_feature = "relaxed-simd")]
                    tile::limit_of::<relaxed::$vector>(),
                    #[cfg(target_feature = "simd128")]
                    tile::limit_of::<simd128::$vector>(),
                    #[cfg(not(target_feature = "simd128"))]
                    tile::limit_of::<$element>(),
                ];
                ALL
            }
        }
    };
}

kernels!(f32, F32x4, [F32_3X12, F32_4X8, F32_6X8], F32_4X4);
kernels!(f64, F64x2, [F64_3X6, F64_4X4, F64_6X4], F64_4X4);
