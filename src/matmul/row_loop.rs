//! The products that are computed by rows of C, each by one worker from first to last.

use super::blocking::Blocks;
use super::kernel::Kernel;
use super::{Element, Shape, blocked, naive, simd, thin};

/// A loop over rows of C.
#[derive(Debug)]
pub enum RowLoop<T> {
    /// The chapter's.
    Naive,
    /// In blocks for the caches.
    Blocked,
    /// By a micro-kernel, unpacked.
    Simd(Kernel<T>),
    /// Few rows of A, or few of B: B's rows are read in order and added up.
    Axpy,
    /// Few columns of B: inner products of A's rows with these columns, which lie here one after
    /// the other.
    Dots(Vec<T>),
}

/// Multiply-adds of one task at most, so that it takes no more than some tens of milliseconds; a
/// micro-kernel does some four times as many.
const MOST_WORK: usize = 1 << 28;
/// Rows that a task has all the same: with fewer, large Bs would be read from memory for almost
/// every sum.
const FEWEST_ROWS: usize = 4;
/// Tasks at most, each of which leaves a span: more rows than these go together.
const MOST_TASKS: usize = 1 << 16;

/// Rows of A, or of B, up to which B's rows are added up as they come.
const FEW_ROWS: usize = 4;
/// Columns of B up to which each element of C is an inner product of its own.
const FEW_COLS: usize = 2;

fn most_rows(Shape { k, n, .. }: Shape) -> usize {
    (MOST_WORK / (k * n).max(1)).max(FEWEST_ROWS)
}

impl<T: Element> RowLoop<T> {
    /// The loop for a shape too thin for tiles; `None` for other shapes.
    pub fn thin(Shape { m, k, n }: Shape, b: &[T]) -> Option<Self> {
        let mut columns = Vec::new();
        // Where there is no room for a copy of B, its rows are read as they are.
        if n <= FEW_COLS && columns.try_reserve_exact(b.len()).is_ok() {
            columns.extend((0..n).flat_map(|col| b.iter().skip(col).step_by(n)));
            return Some(Self::Dots(columns));
        }
        (n <= FEW_COLS || m.min(k) <= FEW_ROWS).then_some(Self::Axpy)
    }

    /// Rows of C in one task.
    pub fn panel(&self, shape: Shape) -> usize {
        let panel = match self {
            Self::Naive => 1,
            Self::Blocked => blocked::PANEL.min(most_rows(shape)),
            Self::Simd(_) => simd::PANEL.min(4 * most_rows(shape)),
            Self::Axpy | Self::Dots(_) => thin::panel(shape),
        };
        panel.max(shape.m.div_ceil(MOST_TASKS))
    }

    /// The inner loop's name.
    pub fn name(&self) -> &'static str {
        match self {
            // A sum in a stated order cannot be spread over a vector.
            Self::Naive => "scalar",
            Self::Simd(kernel) => kernel.name(),
            Self::Blocked if cfg!(target_feature = "simd128") => "simd128",
            Self::Blocked => "autovectorised",
            Self::Axpy => "axpy",
            Self::Dots(_) => "dot",
        }
    }

    /// Computes the rows of C that belong to the rows of A, `n` wide.
    pub fn run(&self, a_rows: &[T], k: usize, b: &[T], n: usize, c_rows: &mut [T]) {
        match self {
            Self::Naive => naive::rows(a_rows, k, b, n, c_rows),
            Self::Blocked => blocked::rows(a_rows, k, b, n, c_rows, Blocks::CACHED),
            Self::Simd(kernel) => simd::rows(kernel, a_rows, k, b, n, c_rows),
            Self::Axpy => blocked::rows(a_rows, k, b, n, c_rows, Blocks::STREAMED),
            Self::Dots(columns) => thin::dots(a_rows, k, columns, c_rows),
        }
    }
}
