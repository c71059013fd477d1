//! The micro-kernel alone, on A, B and C as they lie: neither blocked for the caches nor packed.
//! What [`fast`](super::fast) gains over it, blocking and packing gain.

use super::Element;
use super::kernel::{Kernel, MAX_NR, Operands};

/// Rows of C in one task: B is read once for each task.
pub const PANEL: usize = 48;
/// Depth to which the columns beyond the last whole vector are packed, since a vector must not
/// reach over B's end.
const EDGE_DEPTH: usize = 32;

/// The rows of C that belong to the rows of A in `a_rows` (k wide); `c_rows` is n wide.
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
        // SAFETY: the column lies in `c_rows`.
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
