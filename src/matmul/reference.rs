//! The oracle: each element of C as one sum over k, in ascending order, in double precision.
//!
//! It shares no code with the algorithms that it judges. The loops run i-k-j, which adds the same terms to the same
//! element in the same order as i-j-k and walks B along its rows.

use super::{Element, Shape};

/// One row of A·B, in double precision.
///
/// # Panics
/// When `a_row` is not as long as B is high, or `c_row` not as long as B is wide.
pub fn row<T: Element>(a_row: &[T], b: &[T], c_row: &mut [f64]) {
    let n = c_row.len();
    assert_eq!(a_row.len() * n, b.len(), "B is k×n");
    c_row.fill(0.0);
    if n == 0 {
        return;
    }
    for (&a, b_row) in a_row.iter().zip(b.chunks_exact(n)) {
        let a: f64 = a.into();
        for (c, &b) in c_row.iter_mut().zip(b_row) {
            *c += a * b.into();
        }
    }
}

/// A·B, in double precision: the whole C[m×n], row-major.
///
/// # Panics
/// When an operand does not have its shape.
///
/// ```
/// use parallel_playground::matmul::{Shape, reference};
/// let shape = Shape { m: 1, k: 2, n: 2 };
/// assert_eq!(reference::product(shape, &[1.0, 2.0], &[3.0, 4.0, 5.0, 6.0]), [13.0, 16.0]);
/// ```
#[must_use]
pub fn product<T: Element>(shape: Shape, a: &[T], b: &[T]) -> Vec<f64> {
    let mut c = vec![0.0; shape.m * shape.n];
    if c.is_empty() || shape.k == 0 {
        return c;
    }
    for (a_row, c_row) in a.chunks_exact(shape.k).zip(c.chunks_exact_mut(shape.n)) {
        row(a_row, b, c_row);
    }
    c
}

/// The Euclidean norm of each column of B[k×n].
#[must_use]
pub fn column_norms<T: Element>(b: &[T], n: usize) -> Vec<f64> {
    let mut squares = vec![0.0; n];
    if n > 0 {
        for b_row in b.chunks_exact(n) {
            for (square, &b) in squares.iter_mut().zip(b_row) {
                *square += b.into() * b.into();
            }
        }
    }
    squares.into_iter().map(f64::sqrt).collect()
}

/// The greatest error of one row of C, relative to what the sums can be: `max_j |c_j − r_j| / (‖a‖·‖b_j‖)`.
///
/// By Cauchy–Schwarz `|r_j| ≤ ‖a‖·‖b_j‖`, and the error of a sum of k products is at most about `k·u·‖a‖·‖b_j‖`
/// with the unit roundoff `u` (Higham, *Accuracy and Stability of Numerical Algorithms*, §3.1), however much the sum
/// cancels. A NaN in C is an infinite error. `scratch` is as long as the row.
pub fn row_error<T: Element>(a_row: &[T], b: &[T], norms: &[f64], c_row: &[T], scratch: &mut [f64]) -> f64 {
    row(a_row, b, scratch);
    let norm = a_row.iter().map(|&a| a.into() * a.into()).sum::<f64>().sqrt();
    let mut worst = 0.0_f64;
    for ((&c, &r), &column) in c_row.iter().zip(&*scratch).zip(norms) {
        let difference = (c.into() - r).abs();
        let error = if difference == 0.0 { 0.0 } else { difference / (norm * column) };
        worst = worst.max(if error.is_nan() { f64::INFINITY } else { error });
    }
    worst
}
