//! Kernels for shapes too thin for tiles, over the same vectors. Each number is used only once or
//! twice, so memory bounds the speed: what counts is that whole lines are read in order, and that
//! each of them takes few instructions.
//!
//! - [`add_rows`]: `C += Σ a·(row of B)`, eight rows of B and four vectors of columns a turn, so
//!   that an element of C is loaded and stored once for eight products, and every turn reads whole
//!   lines.
//! - [`dots`]: inner products of four rows of A with the same columns, whose loads they share.
//!
//! Registers, of 15: four sums and eight elements of A; or eight sums, two of B and one of A.

#![allow(clippy::needless_range_loop, reason = "the indices are those of the formulas")]

use super::Kernels;
use super::tile::Vector;
use crate::Element;

/// Vectors of columns in a turn: with four of them a turn reads a line of 64 bytes from each row.
const COLUMNS: usize = 4;
/// Rows of A in a turn of [`dots`].
const DOT_ROWS: usize = 4;
/// Columns of C that stay in the first-level cache, and rows of B, read meanwhile for each row of
/// A: 32 × 2048 × 4 bytes = 256 KiB, half of a second-level cache.
const BLOCK_COLS: usize = 2048;
const BLOCK_ROWS: usize = 32;

/// Computes the rows `c_rows` of C from the rows `a_rows` (k wide) of A, by [`add_rows`]. If
/// `c_rows` is only a part of a single row, `b` begins at the part's first column; `n` is B's
/// width.
///
/// # Panics
/// When `a_rows` or `b` is too short.
#[inline(never)]
pub fn rows<T: Kernels>(a_rows: &[T], k: usize, b: &[T], n: usize, c_rows: &mut [T]) {
    let width = n.min(c_rows.len());
    let m = c_rows.len() / width;
    assert!(m * k <= a_rows.len() && (k - 1) * n + width <= b.len());
    // SAFETY: the bounds are checked above, and the loops stay within m, k and width.
    unsafe {
        let (a, b, c) = (a_rows.as_ptr(), b.as_ptr(), c_rows.as_mut_ptr());
        if k == 1 {
            // Two rows of C share the loads of B's only row.
            for row in (0..m - m % 2).step_by(2) {
                let c = [c.add(row * width), c.add((row + 1) * width)];
                add_rows::<T::Vector, 2, 1, true>([a.add(row), a.add(row + 1)], [b], c, width);
            }
            if m % 2 == 1 {
                let row = m - 1;
                add_rows::<T::Vector, 1, 1, true>([a.add(row)], [b], [c.add(row * width)], width);
            }
            return;
        }
        for p0 in (0..k).step_by(BLOCK_ROWS) {
            let depth = BLOCK_ROWS.min(k - p0);
            for j0 in (0..width).step_by(BLOCK_COLS) {
                let cols = BLOCK_COLS.min(width - j0);
                for row in 0..m {
                    let (a, b) = (a.add(row * k + p0), b.add(p0 * n + j0));
                    block::<T::Vector>(a, depth, (b, n), c.add(row * width + j0), cols, p0 == 0);
                }
            }
        }
    }
}

/// Sets a part of a row of C, of `cols` columns, or adds to it, the products of `depth` elements of
/// A and as many rows of B.
///
/// # Safety
/// `a` may be read for `depth` elements, `b` for as many rows of `cols` elements, `n` apart, and
/// `c` read and written for `cols` elements.
unsafe fn block<V: Vector<Element: Element>>(
    a: *const V::Element,
    depth: usize,
    (b, n): (*const V::Element, usize),
    c: *mut V::Element,
    cols: usize,
    first: bool,
) {
    let mut p = 0;
    // SAFETY: by the caller's contract; `p` plus the rows of B never exceeds `depth`.
    unsafe {
        let row = |p: usize| b.add(p * n);
        if first && depth >= 4 {
            let b = [row(0), row(1), row(2), row(3)];
            add_rows::<V, 1, 4, true>([a], b, [c], cols);
            p = 4;
        } else if first {
            add_rows::<V, 1, 1, true>([a], [b], [c], cols);
            p = 1;
        }
        while p + 8 <= depth {
            let b = std::array::from_fn(|i| row(p + i));
            add_rows::<V, 1, 8, false>([a.add(p)], b, [c], cols);
            p += 8;
        }
        if p + 4 <= depth {
            let b = std::array::from_fn(|i| row(p + i));
            add_rows::<V, 1, 4, false>([a.add(p)], b, [c], cols);
            p += 4;
        }
        while p < depth {
            add_rows::<V, 1, 1, false>([a.add(p)], [row(p)], [c], cols);
            p += 1;
        }
    }
}

/// `c[i] = Σ a[i][r]·b[r]` for `M` rows of C and `R` rows of B if `SET`, else `c[i] += Σ …`.
///
/// # Safety
/// Each of `a` may be read for `R` elements, each of `b` for `cols`; each of `c` may be read and
/// written for `cols` elements, and no other thread accesses them.
#[inline(never)]
unsafe fn add_rows<V: Vector<Element: Element>, const M: usize, const R: usize, const SET: bool>(
    a: [*const V::Element; M],
    b: [*const V::Element; R],
    c: [*mut V::Element; M],
    cols: usize,
) {
    // SAFETY: by the caller's contract; `left` counts the columns.
    unsafe {
        let vectors = a.map(|a| -> [V; R] { std::array::from_fn(|r| V::splat(a.add(r))) });
        let (mut b, mut c, mut left) = (b, c, cols);
        macro_rules! turns {
            ($columns:expr) => {
                while left >= $columns * V::WIDTH {
                    turn::<V, M, R, { $columns }, SET>(&vectors, b, c);
                    b = b.map(|b| b.add($columns * V::WIDTH));
                    c = c.map(|c| c.add($columns * V::WIDTH));
                    left -= $columns * V::WIDTH;
                }
            };
        }
        turns!(COLUMNS);
        turns!(1);
        for j in 0..left {
            for i in 0..M {
                let mut sum = *a[i] * *b[0].add(j);
                for r in 1..R {
                    sum += *a[i].add(r) * *b[r].add(j);
                }
                let c = c[i].add(j);
                *c = if SET { sum } else { *c + sum };
            }
        }
    }
}

/// One turn of [`add_rows`], for `N` vectors of columns.
///
/// # Safety
/// As for [`add_rows`].
#[inline(always)]
unsafe fn turn<V: Vector, const M: usize, const R: usize, const N: usize, const SET: bool>(
    a: &[[V; R]; M],
    b: [*const V::Element; R],
    c: [*mut V::Element; M],
) {
    let mut sums = [[V::zero(); N]; M];
    // SAFETY: by the caller's contract.
    unsafe {
        if !SET {
            for i in 0..M {
                for j in 0..N {
                    sums[i][j] = V::load(c[i].add(j * V::WIDTH));
                }
            }
        }
        for r in 0..R {
            for j in 0..N {
                let b = V::load(b[r].add(j * V::WIDTH));
                for i in 0..M {
                    sums[i][j] = if SET && r == 0 {
                        a[i][r].multiply(b)
                    } else {
                        sums[i][j].multiply_add(a[i][r], b)
                    };
                }
            }
        }
        for i in 0..M {
            for j in 0..N {
                sums[i][j].store(c[i].add(j * V::WIDTH));
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
