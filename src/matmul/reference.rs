//! The oracle: each element of C is one sum over k, in ascending order, in double precision.
//!
//! It shares no code with the algorithms that it checks. The loops are in the order i-k-j, which
//! adds the same terms to each element in the same order as i-j-k does, but reads B along its rows.

use super::{Element, Shape, filled};
use std::collections::TryReserveError;

/// Computes one row of A·B in double precision; `c_row` is as long as B is wide.
///
/// # Panics
/// When the length of `b` is not that of `a_row` times that of `c_row`.
pub fn row<T: Element>(a_row: &[T], b: &[T], c_row: &mut [f64]) {
    columns(a_row, b, c_row.len(), 0, c_row);
}

/// Computes the elements `c` of one row of A·B, from column `first` on; B is `n` wide.
fn columns<T: Element>(a_row: &[T], b: &[T], n: usize, first: usize, c: &mut [f64]) {
    assert_eq!(a_row.len() * n, b.len(), "B is k×n");
    c.fill(0.0);
    if n == 0 {
        return;
    }
    for (&a, b_row) in a_row.iter().zip(b.chunks_exact(n)) {
        let a: f64 = a.into();
        for (c, &b) in c.iter_mut().zip(&b_row[first..]) {
            *c += a * b.into();
        }
    }
}

/// The whole product C[m×n] = A[m×k]·B[k×n] in double precision, row-major.
///
/// # Panics
/// When the length of B is not that of its shape, unless one of the sizes is 0.
///
/// ```
/// use matmul::{Shape, reference};
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

/// The Euclidean norm of a row or column, as `scaled · 2^exponent`, so that the squares of very
/// large or small elements neither overflow nor underflow, as in BLAS's `nrm2`. Elements that are
/// not finite are left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Norm {
    exponent: i32,
    scaled: f64,
}

/// Exponents are clamped to ± this, so that 2 to their power is finite and not 0. The squares of
/// numbers beyond, once scaled, still neither overflow nor underflow.
const MOST_EXPONENT: i32 = 1000;

impl Norm {
    /// The norm of no elements yet, scaled for elements of at most `most`.
    fn begin(most: f64) -> Self {
        // `most` is f·2^exponent with f in [½, 1).
        let exponent = (most.to_bits() >> 52) as i32 - 1022;
        Self { exponent: exponent.clamp(-MOST_EXPONENT, MOST_EXPONENT), scaled: 0.0 }
    }

    /// Adds the scaled square of `x`. After the last one `scaled` must be replaced by its root.
    fn add(&mut self, x: f64) {
        let x = finite(x) * power_of_two(-self.exponent);
        self.scaled += x * x;
    }

    fn of<T: Element>(elements: &[T]) -> Self {
        let most = elements.iter().map(|&x| finite(x.into()).abs()).fold(0.0, f64::max);
        let mut norm = Self::begin(most);
        for &x in elements {
            norm.add(x.into());
        }
        norm.scaled = norm.scaled.sqrt();
        norm
    }
}

/// The norms of the columns of B[k×n].
///
/// # Errors
/// When the norms do not fit into memory.
pub fn column_norms<T: Element>(b: &[T], n: usize) -> Result<Vec<Norm>, TryReserveError> {
    let mut norms = filled(n, Norm { exponent: 0, scaled: 0.0 })?;
    if n == 0 {
        return Ok(norms);
    }
    // First pass: the greatest element of each column, which determines its scale.
    for b_row in b.chunks_exact(n) {
        for (norm, &b) in norms.iter_mut().zip(b_row) {
            norm.scaled = norm.scaled.max(finite(b.into()).abs());
        }
    }
    for norm in &mut norms {
        *norm = Norm::begin(norm.scaled);
    }
    for b_row in b.chunks_exact(n) {
        for (norm, &b) in norms.iter_mut().zip(b_row) {
            norm.add(b.into());
        }
    }
    for norm in &mut norms {
        norm.scaled = norm.scaled.sqrt();
    }
    Ok(norms)
}

/// The greatest relative error of one row of C against the oracle's r: `max_j |c_j − r_j| /
/// (‖a‖·‖b_j‖)`.
///
/// By Cauchy–Schwarz `|r_j| ≤ ‖a‖·‖b_j‖`, and the error of a sum of k products is at most about
/// `k·u·‖a‖·‖b_j‖` with the unit roundoff `u`, however much the sum cancels (Higham, *Accuracy and
/// Stability of Numerical Algorithms*, §3.1). Each product that underflows may be off by the least
/// number above 0, which does not count as an error. An infinity or a NaN in C is right if IEEE 754
/// demands it, or if some order of summation produces it; otherwise the error is infinite.
///
/// `norms` are those of B's columns. The oracle's row is computed in pieces of the length of
/// `scratch`.
///
/// # Panics
/// When `scratch` is empty and the row is not, or the length of `b` is not that of `a_row` times
/// that of `c_row`.
pub fn row_error<T: Element>(
    a_row: &[T],
    b: &[T],
    norms: &[Norm],
    c_row: &[T],
    scratch: &mut [f64],
) -> f64 {
    let norm = Norm::of(a_row);
    let n = c_row.len();
    let vanished = (a_row.len() + 1) as f64 * T::LEAST;
    let mut worst = 0.0_f64;
    let length = scratch.len();
    for (col, (&c, &column)) in c_row.iter().zip(norms).enumerate() {
        if col % length == 0 {
            let piece = length.min(n - col);
            columns(a_row, b, n, col, &mut scratch[..piece]);
        }
        let r = scratch[col % length];
        let c: f64 = c.into();
        let error = if c.is_finite() && r.is_finite() {
            let difference = (c - r).abs() - vanished;
            relative(difference.max(0.0), norm, column)
        } else if c == r || c.is_nan() && r.is_nan() {
            0.0
        } else {
            let terms = a_row.iter().zip(b.iter().skip(col).step_by(n));
            Terms::of(terms.map(|(&a, &b)| (a.into(), b.into())), norm, column)
                .error::<T>(c, norm, column)
        };
        worst = worst.max(if error.is_nan() { f64::INFINITY } else { error });
    }
    worst
}

/// `difference / (‖a‖·‖b‖)`.
fn relative(difference: f64, a: Norm, b: Norm) -> f64 {
    if difference == 0.0 {
        return 0.0;
    }
    times_power_of_two(difference, -(a.exponent + b.exponent)) / (a.scaled * b.scaled)
}

/// The terms of one sum of products, by sign, to decide which results some order of summation can
/// have. Sums are scaled as the norms are.
#[derive(Default)]
struct Terms {
    /// The sum of the positive terms, and that of the negative terms' absolute values.
    sums: [f64; 2],
    /// Whether a term is +∞, and whether one is −∞, because a factor is infinite.
    infinite: [bool; 2],
    /// Whether a term is NaN.
    nan: bool,
}

impl Terms {
    fn of(factors: impl Iterator<Item = (f64, f64)>, a_norm: Norm, b_norm: Norm) -> Self {
        let mut terms = Self::default();
        let (a_scale, b_scale) = (power_of_two(-a_norm.exponent), power_of_two(-b_norm.exponent));
        for (a, b) in factors {
            let side = usize::from(a.is_sign_negative() != b.is_sign_negative());
            if a.is_finite() && b.is_finite() {
                terms.sums[side] += (a * a_scale * (b * b_scale)).abs();
            } else if (a * b).is_nan() {
                terms.nan = true;
            } else {
                terms.infinite[side] = true;
            }
        }
        terms
    }

    /// The relative error of `c` as the sum of these terms in elements of type `T`, if `c` or the
    /// oracle's sum is not finite.
    fn error<T: Element>(&self, c: f64, a: Norm, b: Norm) -> f64 {
        let is_nan = self.nan || self.infinite == [true; 2];
        let exponent = -(a.exponent + b.exponent);
        if c.is_finite() {
            if is_nan || self.infinite != [false; 2] {
                return f64::INFINITY;
            }
            // The oracle's sum has overflowed; in another order it need not.
            let difference = times_power_of_two(c, exponent) - (self.sums[0] - self.sums[1]);
            return difference.abs() / (a.scaled * b.scaled);
        }
        // A sum can overflow if the terms of one sign can. The limit is a little below the greatest
        // number, to allow for rounding up.
        let most = times_power_of_two(T::GREATEST * (1.0 - 1e-6), exponent);
        let can = [0, 1].map(|side| self.infinite[side] || self.sums[side] >= most);
        let is_right = if c.is_nan() {
            is_nan || can == [true; 2]
        } else {
            !is_nan && can[usize::from(c < 0.0)]
        };
        if is_right { 0.0 } else { f64::INFINITY }
    }
}

/// `x`, or 0 if it is infinite or NaN.
fn finite(x: f64) -> f64 {
    if x.is_finite() { x } else { 0.0 }
}

/// 2^exponent, for an exponent in −1022…1023.
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

/// `x·2^exponent`, also for an exponent beyond the range of `f64`, in three steps, so that no
/// intermediate result lies beyond both `x` and the result.
fn times_power_of_two(x: f64, exponent: i32) -> f64 {
    let third = exponent / 3;
    x * power_of_two(third) * power_of_two(third) * power_of_two(exponent - 2 * third)
}
