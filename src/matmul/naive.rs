//! The chapter's program: for each row and each column of C, the sum over k. B is read down its
//! columns.

use super::Element;

/// Computes the rows `c_rows` (n wide) of C from the rows `a_rows` (k wide) of A.
pub fn rows<T: Element>(a_rows: &[T], k: usize, b: &[T], n: usize, c_rows: &mut [T]) {
    for (a_row, c_row) in a_rows.chunks_exact(k).zip(c_rows.chunks_exact_mut(n)) {
        for (j, c) in c_row.iter_mut().enumerate() {
            let mut sum = T::default();
            for (p, &a) in a_row.iter().enumerate() {
                sum += a * b[p * n + j];
            }
            *c = sum;
        }
    }
}
