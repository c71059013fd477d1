//! A cache-friendly order of the sums: a block of B stays in the second-level cache while a panel
//! of rows of A is multiplied with it, eight rows of B at a time, so that an element of C is loaded
//! and stored once for eight products.
//!
//! Source: K. Goto & R. van de Geijn, *Anatomy of High-Performance Matrix Multiplication* (2008),
//! §4, without packing.

use super::Element;
use super::blocking::Blocks;

/// Rows of C in one task: enough to use a block of B many times, few enough to share even 64 rows
/// among workers.
pub const PANEL: usize = 16;

/// Computes the rows `c_rows` (n wide) of C from the rows `a_rows` (k wide) of A. If `c_rows` is
/// only a part of a single row, `b` begins at the part's first column, and `n` is still B's width.
pub fn rows<T: Element>(
    a_rows: &[T],
    k: usize,
    b: &[T],
    n: usize,
    c_rows: &mut [T],
    Blocks { depth, cols }: Blocks,
) {
    let width = n.min(c_rows.len());
    for k0 in (0..k).step_by(depth) {
        let k1 = (k0 + depth).min(k);
        for j0 in (0..width).step_by(cols) {
            let j1 = (j0 + cols).min(width);
            for (a_row, c_row) in a_rows.chunks_exact(k).zip(c_rows.chunks_exact_mut(width)) {
                block(&a_row[k0..k1], &b[k0 * n..], n, j0, &mut c_row[j0..j1], k0 == 0);
            }
        }
    }
}

/// `c = a·B` if `first`, else `c += a·B`, for one row of A and a block of B whose columns begin at
/// `j0`.
fn block<T: Element>(a: &[T], b: &[T], n: usize, j0: usize, c: &mut [T], mut first: bool) {
    let width = c.len();
    let b_row = |p: usize| &b[p * n + j0..][..width];
    let (eights, rest) = a.as_chunks::<8>();
    let (fours, ones) = rest.as_chunks::<4>();
    let mut p = 0;
    let mut next = || {
        p += 1;
        b_row(p - 1)
    };
    for a in eights {
        add_rows(*a, std::array::from_fn(|_| next()), c, first);
        first = false;
    }
    for a in fours {
        add_rows(*a, std::array::from_fn(|_| next()), c, first);
        first = false;
    }
    for a in ones {
        add_rows([*a], [next()], c, first);
        first = false;
    }
}

/// `c = Σ a[i]·b[i]` if `first`, else `c += Σ a[i]·b[i]`, for rows of B that are as long as `c`.
fn add_rows<T: Element, const R: usize>(a: [T; R], b: [&[T]; R], c: &mut [T], first: bool) {
    let b = b.map(|row| &row[..c.len()]);
    for j in 0..c.len() {
        let mut sum = a[0] * b[0][j];
        for i in 1..R {
            sum += a[i] * b[i][j];
        }
        c[j] = if first { sum } else { c[j] + sum };
    }
}
