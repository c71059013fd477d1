//! The algorithms that compute C by rows: each row is computed by one worker.

use super::blocking::Blocks;
use super::kernel::{self, Kernel, Kernels};
use super::{Right, Shape, blocked, naive, simd, thin};

/// A loop over rows of C.
#[derive(Debug)]
pub enum RowLoop<T> {
    /// The chapter's three loops.
    Naive,
    /// Blocks for the caches.
    Blocked,
    /// A micro-kernel on an unpacked B.
    Simd(Kernel<T>),
    /// For few rows of A or of B: B's rows are read in order, multiplied by elements of A and added
    /// up.
    Axpy,
    /// For few columns of B: inner products of A's rows with these columns, which are stored here
    /// one after another.
    Dots(Vec<T>),
}

/// The most multiply-adds of one task, so that it takes at most some tens of milliseconds; a
/// micro-kernel does about four times as many in that time.
const MOST_WORK: usize = 1 << 28;
/// The fewest rows of a task, even if they exceed [`MOST_WORK`]: with fewer, a large B would be
/// read from memory for almost every sum.
const FEWEST_ROWS: usize = 4;
/// The most tasks, each of which leaves a span. If there are more rows, a task takes several.
const MOST_TASKS: usize = 1 << 16;

/// The most rows of A or of B for [`RowLoop::Axpy`].
pub const FEW_ROWS: usize = 4;
/// The most columns of B for [`RowLoop::Dots`].
const FEW_COLS: usize = 2;

/// The most rows of a task that takes some tens of milliseconds.
fn most_rows(Shape { k, n, .. }: Shape) -> usize {
    (MOST_WORK / (k * n).max(1)).max(FEWEST_ROWS)
}

impl<T: Kernels> RowLoop<T> {
    /// The loop for a shape too thin for tiles; `None` for other shapes, and for a few rows of A if
    /// B's panels are kept. A single one would use too little of a tile.
    pub fn thin(Shape { m, k, n }: Shape, right: &Right<T>) -> Option<Self> {
        let (b, mut columns) = (right.elements(), Vec::new());
        // If memory is too short for the columns, `Axpy` works without a copy of B.
        if n <= FEW_COLS && columns.try_reserve_exact(b.len()).is_ok() {
            columns.extend((0..n).flat_map(|col| b.iter().skip(col).step_by(n)));
            return Some(Self::Dots(columns));
        }
        let most_rows = if right.is_kept() { 1 } else { FEW_ROWS };
        (n <= FEW_COLS || k <= FEW_ROWS || m <= most_rows).then_some(Self::Axpy)
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

    /// The name of the inner loop.
    pub fn name(&self) -> &'static str {
        match self {
            // A sum in a fixed order cannot be vectorised.
            Self::Naive => "scalar",
            Self::Simd(kernel) => kernel.name(),
            Self::Blocked if cfg!(target_feature = "simd128") => "simd128",
            Self::Blocked => "autovectorised",
            Self::Axpy => "axpy",
            Self::Dots(_) => "dot",
        }
    }

    /// Computes the rows `c_rows` (n wide) of C from the rows `a_rows` (k wide) of A.
    pub fn run(&self, a_rows: &[T], k: usize, b: &[T], n: usize, c_rows: &mut [T]) {
        match self {
            Self::Naive => naive::rows(a_rows, k, b, n, c_rows),
            Self::Blocked => blocked::rows(a_rows, k, b, n, c_rows, Blocks::CACHED),
            Self::Simd(kernel) => simd::rows(kernel, a_rows, k, b, n, c_rows),
            Self::Axpy if k == 1 => kernel::thin::outer(a_rows, b, n, c_rows),
            Self::Axpy => blocked::rows(a_rows, k, b, n, c_rows, Blocks::STREAMED),
            Self::Dots(columns) => kernel::thin::dots(a_rows, k, columns, c_rows),
        }
    }
}
