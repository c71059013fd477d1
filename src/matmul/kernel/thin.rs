//! Kernels for shapes too thin for tiles, over the same vectors. Each number is used only once or
//! twice, so memory bounds the speed: what counts is that whole lines are read in order, and that
//! each of them takes few instructions.
//!
//! - [`outer`]: products of a column and a row, two rows of C at a time, whose loads of B they
//!   share. (Sums over several rows of B are in `blocked.rs`: there LLVM's own vectors are faster.)
//! - [`dots`]: inner products of four rows of A with the same columns, whose loads they share.
//!
//! Registers of `dots`, of 15: eight sums, two of B and one of A.

#![allow(clippy::needless_range_loop, reason = "the indices are those of the formulas")]

use super::Kernels;
use super::tile::Vector;
use crate::Element;

/// Vectors of columns in a turn of [`outer`]: a line of 64 bytes of each row.
const COLUMNS: usize = 4;
/// Rows of A in a turn of [`dots`].
const DOT_ROWS: usize = 4;

/// Computes the rows `c_rows` of C from as many elements of A's only column. If `c_rows` is only a
/// part of a single row, `b` begins at the part's first column; `n` is B's width.
///
/// # Panics
/// When `a_rows` or `b` is too short.
#[inline(never)]
pub fn outer<T: Kernels>(a_rows: &[T], b: &[T], n: usize, c_rows: &mut [T]) {
    let width = n.min(c_rows.len());
    let m = c_rows.len() / width;
    assert!(m <= a_rows.len() && width <= b.len());
    // SAFETY: the bounds are checked above, and the loops stay within m and width.
    unsafe {
        let (a, b, c) = (a_rows.as_ptr(), b.as_ptr(), c_rows.as_mut_ptr());
        for row in (0..m - m % 2).step_by(2) {
            let c = [c.add(row * width), c.add((row + 1) * width)];
            set_rows::<T::Vector, 2>([*a.add(row), *a.add(row + 1)], b, c, width);
        }
        if m % 2 == 1 {
            set_rows::<T::Vector, 1>([*a.add(m - 1)], b, [c.add((m - 1) * width)], width);
        }
    }
}

/// `c[i] = a[i]·b` for `M` rows of C.
///
/// # Safety
/// `b` may be read for `cols` elements, each of `c` written for as many, and no other thread
/// accesses them.
unsafe fn set_rows<V: Vector<Element: Element>, const M: usize>(
    a: [V::Element; M],
    b: *const V::Element,
    c: [*mut V::Element; M],
    cols: usize,
) {
    // SAFETY: by the caller's contract; `j` counts the columns.
    unsafe {
        let vectors: [V; M] = std::array::from_fn(|i| V::splat(&raw const a[i]));
        let mut j = 0;
        while j + COLUMNS * V::WIDTH <= cols {
            for v in 0..COLUMNS {
                let at = j + v * V::WIDTH;
                let b = V::load(b.add(at));
                for i in 0..M {
                    vectors[i].multiply(b).store(c[i].add(at));
                }
            }
            j += COLUMNS * V::WIDTH;
        }
        for j in j..cols {
            for i in 0..M {
                *c[i].add(j) = a[i] * *b.add(j);
            }
        }
    }
}

/// Computes the rows `c_rows` of C from the rows `a_rows` (k wide) of A, for a B of one or two
/// columns, which are stored one after another.
///
/// # Panics
/// When there are more columns, or `a_rows` is too short.
#[inline(never)]
pub fn dots<T: Kernels>(a_rows: &[T], k: usize, columns: &[T], c_rows: &mut [T]) {
    let n = columns.len() / k;
    let m = c_rows.len() / n;
    assert!((1..=2).contains(&n) && m * k <= a_rows.len());
    let whole = m - m % DOT_ROWS;
    // SAFETY: the bounds are checked above; the rows of a turn are below m.
    unsafe {
        let (a, b, c) = (a_rows.as_ptr(), columns.as_ptr(), c_rows.as_mut_ptr());
        for row in (0..whole).step_by(DOT_ROWS) {
            let a = std::array::from_fn(|i| a.add((row + i) * k));
            let c = c.add(row * n);
            if n == 1 {
                dot_rows::<T::Vector, DOT_ROWS, 1, 2>(k, a, [b], c);
            } else {
                dot_rows::<T::Vector, DOT_ROWS, 2, 1>(k, a, [b, b.add(k)], c);
            }
        }
        for row in whole..m {
            let (a, c) = ([a.add(row * k)], c.add(row * n));
            if n == 1 {
                dot_rows::<T::Vector, 1, 1, 4>(k, a, [b], c);
            } else {
                dot_rows::<T::Vector, 1, 2, 4>(k, a, [b, b.add(k)], c);
            }
        }
    }
}

/// The inner products of `M` rows of A and `N` columns of B, `U` vectors of each a turn, as `M`
/// rows of `N` elements of C.
///
/// # Safety
/// Each of `a` and `b` may be read for `k` elements; `c` may be written for `M·N`, and no other
/// thread accesses them.
#[inline(never)]
unsafe fn dot_rows<V: Vector<Element: Element>, const M: usize, const N: usize, const U: usize>(
    k: usize,
    a: [*const V::Element; M],
    b: [*const V::Element; N],
    c: *mut V::Element,
) {
    // SAFETY: by the caller's contract; `left` counts the elements.
    unsafe {
        let mut sums = [[[V::zero(); U]; N]; M];
        let (mut a, mut b, mut left) = (a, b, k);
        while left >= U * V::WIDTH {
            for u in 0..U {
                for j in 0..N {
                    let b = V::load(b[j].add(u * V::WIDTH));
                    for i in 0..M {
                        let a = V::load(a[i].add(u * V::WIDTH));
                        sums[i][j][u] = sums[i][j][u].multiply_add(a, b);
                    }
                }
            }
            a = a.map(|a| a.add(U * V::WIDTH));
            b = b.map(|b| b.add(U * V::WIDTH));
            left -= U * V::WIDTH;
        }
        for i in 0..M {
            for j in 0..N {
                let [mut vector, ref rest @ ..] = sums[i][j][..] else { return };
                for &sum in rest {
                    vector = vector.add(sum);
                }
                let mut lanes = [V::Element::default(); super::MAX_WIDTH];
                vector.store(lanes.as_mut_ptr());
                let mut total = lanes[0];
                for &lane in &lanes[1..V::WIDTH] {
                    total += lane;
                }
                for p in 0..left {
                    total += *a[i].add(p) * *b[j].add(p);
                }
                *c.add(i * N + j) = total;
            }
        }
    }
}
