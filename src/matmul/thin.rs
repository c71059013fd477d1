//! Shapes too thin for tiles, where most of a micro-kernel's tile would be padding. Each number is
//! used only once or twice, so memory bounds the speed, and reading in order matters most.

use super::{Element, Shape};

/// Multiply-adds in one task: some tens of microseconds of work.
const TASK_WORK: usize = 1 << 17;
/// Multiply-adds that justify a lane.
pub const LANE_WORK: u64 = 1 << 18;
/// Independent partial sums of an inner product, so that additions need not wait for one another.
const SUMS: usize = 16;

/// Rows of C in one task.
pub fn panel(Shape { k, n, .. }: Shape) -> usize {
    (TASK_WORK / (k * n)).max(1)
}

/// Computes the rows `c_rows` of C from the rows `a_rows` (k wide) of A, for a B whose columns are
/// stored one after another.
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
