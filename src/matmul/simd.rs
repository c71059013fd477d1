//! The micro-kernel alone, without blocking for the caches and without packing: the lead of
//! [`fast`](super::fast) over it is what these two gain.

use super::Element;
use super::kernel::{Kernel, MAX_NR, Operands};

/// Rows of C in one task. B is read once for each task.
pub const PANEL: usize = 48;
/// The columns after the last whole vector are packed to this depth at a time, since a vector must
/// not extend past B's end.
const EDGE_DEPTH: usize = 32;

/// Computes the rows `c_rows` (n wide) of C from the rows `a_rows` (k wide) of A.
pub fn rows<T: Element>(
    kernel: &Kernel<T>,
    a_rows: &[T],
    k: usize,
    b: &[T],
    n: usize,
    c_rows: &mut [T],
) {
    let (nr, width) = (kernel.nr(), kernel.width());
    let m = c_rows.len() / n;
    let mut column = |col: usize, width: usize, operands: Operands<'_, T>| {
        let c = c_rows[col..][..(m - 1) * n + width].as_mut_ptr();
        // SAFETY: the column lies within `c_rows`, which is borrowed exclusively.
        unsafe { kernel.multiply((m, width), operands, c) };
    };
    let whole = n - n % width;
    for col in (0..whole).step_by(nr) {
        let (b, width) = (&b[col..], nr.min(whole - col));
        column(
            col,
            width,
            Operands { a: a_rows, a_stride: k, b, b_stride: n, k, c_stride: n, first: true },
        );
    }
    if whole < n {
        let mut packed = [T::default(); EDGE_DEPTH * MAX_NR];
        for p in (0..k).step_by(EDGE_DEPTH) {
            let depth = EDGE_DEPTH.min(k - p);
            kernel.pack(&b[p * n + whole..], n, (depth, n - whole), &mut packed[..depth * nr]);
            let (a, b, first) = (&a_rows[p..], &packed[..depth * nr], p == 0);
            column(
                whole,
                n - whole,
                Operands { a, a_stride: k, b, b_stride: nr, k: depth, c_stride: n, first },
            );
        }
    }
}
