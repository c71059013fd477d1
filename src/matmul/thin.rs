//! Shapes too thin for tiles: most of a micro-kernel would be padding. Each number is read once or twice, so memory sets the pace, and
//! what counts is to read it in order.

use super::blocked::Blocks;
use super::row_loop::RowLoop;
use super::{Element, Shape};

/// Rows of A, or of B, up to which B's rows are added up as they come.
const FEW_ROWS: usize = 4;
/// Columns of B up to which each element of C is an inner product of its own.
const FEW_COLS: usize = 2;
/// A row of C as far as it stays in the first-level cache, over whole rows of B.
pub const STREAMED: Blocks = Blocks { depth: 32, cols: 2048 };
/// Multiply-adds in one task: some tens of microseconds.
const TASK_WORK: usize = 1 << 17;
/// Multiply-adds that are worth a lane of their own.
pub const LANE_WORK: u64 = 1 << 18;
/// Sums of an inner product that do not wait for one another.
const SUMS: usize = 16;

/// The loop for that shape, if it is thin.
pub fn row_loop<T: Element>(Shape { m, k, n }: Shape, b: &[T]) -> Option<RowLoop<T>> {
    let mut columns = Vec::new();
    // Where there is no room for a copy of B, its rows are read as they are.
    if n <= FEW_COLS && columns.try_reserve_exact(b.len()).is_ok() {
        columns.extend((0..n).flat_map(|col| b.iter().skip(col).step_by(n)));
        return Some(RowLoop::Dots(columns));
    }
    (n <= FEW_COLS || m.min(k) <= FEW_ROWS).then_some(RowLoop::Axpy)
}

/// Rows of C in one task.
pub fn panel(Shape { k, n, .. }: Shape) -> usize {
    (TASK_WORK / (k * n)).max(1)
}

/// The rows of C that belong to the rows of A in `a_rows` (k wide), for a B whose columns lie one after the other.
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
