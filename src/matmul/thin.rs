//! Shapes too thin for tiles: most of a micro-kernel would be padding. Each number is read once or
//! twice, so memory sets the pace, and what counts is to read it in order.

use super::{Element, Shape};

/// Multiply-adds in one task: some tens of microseconds.
const TASK_WORK: usize = 1 << 17;
/// Multiply-adds that are worth a lane of their own.
pub const LANE_WORK: u64 = 1 << 18;
/// Sums of an inner product that do not wait for one another.
const SUMS: usize = 16;

/// Rows of C in one task.
pub fn panel(Shape { k, n, .. }: Shape) -> usize {
    (TASK_WORK / (k * n)).max(1)
}

/// The rows of C that belong to the rows of A in `a_rows` (k wide), for a B whose columns lie one
/// after the other.
pub fn dots<T: Element>(a_rows: &[T], k: usize, columns: &[T], c_rows: &mut [T]) {
    let n = columns.len() / k;
    for (a_row, c_row) in a_rows.chunks_exact(k).zip(c_rows.chunks_exact_mut(n)) {
        for (c, column) in c_row.iter_mut().zip(columns.chunks_exact(k)) {
            *c = dot(a_row, column);
        }
    }
}

fn dot<T: Element>(a: &[T], b: &[T]) -> T {
    let mut sums = [T::default(); SUMS];
    let (a_parts, b_parts) = (a.chunks_exact(SUMS), b.chunks_exact(SUMS));
    let rest = a_parts.remainder().iter().zip(b_parts.remainder());
    let mut total = rest.fold(T::default(), |sum, (&a, &b)| sum + a * b);
    for (a, b) in a_parts.zip(b_parts) {
        for ((sum, &a), &b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    for sum in sums {
        total += sum;
    }
    total
}
