//! A product in progress: its operands, its result, and how far it is. It advances in slices of
//! about a given time, between which the caller may report progress or stop. Then it can be checked
//! against the oracle, likewise in slices.

use super::kernel::{Kernel, Kernels};
use super::work::Work;
use super::{Algorithm, Element, MatmulError, Right, Shape, TileSpan, filled, reference};
use crew::{Crew, Progress, Rows};
use ndarray::{Array2, ArrayView2};
use std::sync::Arc;
use timing::Clock;

/// A product `C[m×n] = A[m×k]·B[k×n]` in progress. All matrices are row-major.
///
/// ```
/// # #[cfg(not(target_arch = "wasm32"))] {
/// use crew::Crew;
/// use matmul::{Algorithm, Product, Shape};
/// use timing::StdClock;
/// let shape = Shape { m: 2, k: 1, n: 1 };
/// let mut product = Product::new(shape, Algorithm::Naive, vec![2.0, 3.0], vec![7.0])?;
/// let clock = StdClock::start();
/// while product.step(10.0, Crew::Caller, &clock) {}
/// assert_eq!(product.c(), [14.0, 21.0]);
/// while product.check(10.0, Crew::Caller, &clock)? {}
/// assert_eq!(product.max_relative_error(), 0.0);
/// # }
/// # Ok::<(), matmul::MatmulError>(())
/// ```
#[derive(Debug)]
pub struct Product<T> {
    algorithm: Algorithm,
    shape: Shape,
    kernel: Kernel<T>,
    a: Vec<T>,
    right: Arc<Right<T>>,
    c: Vec<T>,
    work: Work<T>,
    complete: bool,
    spans: Vec<TileSpan>,
    checking: Progress,
    /// The norms of B's columns, computed at the first check; B never changes.
    norms: Vec<reference::Norm>,
    /// The greatest relative error found so far.
    error: f64,
}

/// Columns of a row that the oracle computes at a time.
const CHECKED_COLUMNS: usize = 4096;

impl<T: Kernels> Product<T> {
    /// A product with a C of zeros, not begun. Its micro-kernel is the registry's first: see
    /// [`with_kernel`](Self::with_kernel).
    ///
    /// # Errors
    /// [`MatmulError::Length`] when the length of an operand is not that of its shape,
    /// [`MatmulError::Memory`] when C does not fit into memory.
    pub fn new(
        shape: Shape,
        algorithm: Algorithm,
        a: Vec<T>,
        b: Vec<T>,
    ) -> Result<Self, MatmulError> {
        let Shape { m, k, n } = shape;
        check_rows(m, k, &a)?;
        Self::with_right(m, algorithm, a, Arc::new(Right::new(k, n, b)?))
    }

    /// The same for `m` rows of A and a B that other products may use as well.
    ///
    /// # Errors
    /// [`MatmulError::Length`] when A does not have m·k elements, [`MatmulError::Memory`] when C
    /// does not fit into memory.
    pub fn with_right(
        m: usize,
        algorithm: Algorithm,
        a: Vec<T>,
        right: Arc<Right<T>>,
    ) -> Result<Self, MatmulError> {
        let shape = Shape { m, k: right.k(), n: right.n() };
        check_rows(m, shape.k, &a)?;
        let c = zeros(shape)?;
        let kernel = T::kernels()[0];
        Ok(Self {
            algorithm,
            shape,
            kernel,
            work: Work::new(algorithm, shape, kernel, &right),
            a,
            right,
            c,
            complete: false,
            spans: Vec::new(),
            checking: Progress::default(),
            norms: Vec::new(),
            error: 0.0,
        })
    }

    /// Uses another micro-kernel. Call this before the first step.
    #[must_use]
    pub fn with_kernel(mut self, kernel: Kernel<T>) -> Self {
        self.kernel = kernel;
        self.work = Work::new(self.algorithm, self.shape, kernel, &self.right);
        self
    }

    /// Uses the fast algorithm's tiles even if the shape is thin, for tests of kernels. Call this
    /// before the first step.
    #[must_use]
    pub fn in_tiles(mut self) -> Self {
        self.work = Work::panels(self.shape, self.kernel);
        self
    }

    /// Uses Strassen's algorithm with `levels` halvings. Call this before the first step.
    #[must_use]
    pub fn with_halvings(mut self, levels: u32) -> Self {
        self.work = Work::halves(self.shape, levels, self.kernel);
        self
    }

    /// The name of the inner loop that computes C.
    #[must_use]
    pub fn kernel(&self) -> &'static str {
        self.work.kernel()
    }

    /// Computes a part of C for about `budget_ms`, on `crew`; returns true while work is left.
    /// Times of spans are in milliseconds of `clock`.
    pub fn step(&mut self, budget_ms: f64, crew: Crew, clock: &impl Clock) -> bool {
        let Shape { m, k, n } = self.shape;
        // Empty sums are zero, and so is C.
        self.complete |= m == 0 || k == 0 || n == 0;
        if self.complete {
            return false;
        }
        let Self { a, right, c, spans, work, .. } = self;
        let more = work.step(self.shape, (a, right, c), budget_ms, crew, clock, spans);
        self.complete = !more;
        more
    }

    /// Begins again with the same operands.
    pub fn restart(&mut self) {
        match &mut self.work {
            // These reuse their large buffers.
            Work::Panels(fast) => fast.restart(self.shape),
            Work::Halves(strassen) if strassen.shape() == self.shape => strassen.restart(),
            work => *work = Work::new(self.algorithm, self.shape, self.kernel, &self.right),
        }
        self.complete = false;
        self.spans.clear();
        self.error = 0.0;
        self.checking = Progress::default();
    }

    /// Begins again with the same B and another band of `m` rows of A.
    ///
    /// # Errors
    /// [`MatmulError::Length`] when the band does not have m·k elements, [`MatmulError::Memory`]
    /// when C does not fit into memory.
    pub fn next_band(&mut self, m: usize, a: Vec<T>) -> Result<(), MatmulError> {
        let shape = Shape { m, ..self.shape };
        check_rows(m, shape.k, &a)?;
        self.c = zeros(shape)?;
        (self.shape, self.a) = (shape, a);
        self.restart();
        Ok(())
    }

    /// Takes a C that was computed elsewhere, so that it can be checked.
    ///
    /// # Errors
    /// [`MatmulError::Length`] when it does not have m·n elements.
    pub fn complete(&mut self, c: Vec<T>) -> Result<(), MatmulError> {
        let (given, rows, cols) = (c.len(), self.shape.m, self.shape.n);
        if given != self.c.len() {
            return Err(MatmulError::Length { operand: "c", given, rows, cols });
        }
        self.c = c;
        self.complete = true;
        Ok(())
    }

    /// Compares rows of C with the oracle for about `budget_ms`, on `crew`; returns true while rows
    /// are left.
    ///
    /// # Errors
    /// [`MatmulError::Memory`] when the norms of B's columns do not fit into memory.
    pub fn check(
        &mut self,
        budget_ms: f64,
        crew: Crew,
        clock: &impl Clock,
    ) -> Result<bool, MatmulError> {
        let Shape { m, k, n } = self.shape;
        if self.c.is_empty() {
            return Ok(false);
        }
        let b = self.right.elements();
        if self.norms.is_empty() {
            let needed =
                self.shape.bytes(size_of::<T>()) + n as u64 * size_of::<reference::Norm>() as u64;
            self.norms =
                reference::column_norms(b, n).map_err(|_| MatmulError::Memory { bytes: needed })?;
        }
        let (a, c, norms) = (&self.a, &self.c, &self.norms);
        let greatest = &mut self.error;
        Ok(self.checking.advance(m, crew.size(), budget_ms, clock, |first, last| {
            let panel = (last - first).div_ceil(4 * crew.size());
            // The greatest error of each panel.
            let mut errors = vec![0.0_f64; (last - first).div_ceil(panel)];
            let panels = Rows { elements: &mut errors, width: 1, first: 0, panel: 1 };
            panels.share(crew, clock, |index, error| {
                let mut scratch = vec![0.0; n.min(CHECKED_COLUMNS)];
                let begin = first + index * panel;
                for row in begin..(begin + panel).min(last) {
                    let (a_row, c_row) = (&a[row * k..][..k], &c[row * n..][..n]);
                    error[0] =
                        error[0].max(reference::row_error(a_row, b, norms, c_row, &mut scratch));
                }
            });
            *greatest = errors.into_iter().fold(*greatest, f64::max);
        }))
    }

    /// The greatest relative error found by [`check`](Self::check), as [`reference::row_error`]
    /// defines it.
    #[must_use]
    pub fn max_relative_error(&self) -> f64 {
        self.error
    }

    /// The number of rows of C that are complete, or would be if the work done so far had been done
    /// row by row.
    #[must_use]
    pub fn rows_done(&self) -> usize {
        let m = self.shape.m;
        if self.complete { m } else { self.work.rows_done(m) }
    }

    /// C, row-major. Until the product is complete, elements may be zero or partial sums.
    #[must_use]
    pub fn c(&self) -> &[T] {
        &self.c
    }

    /// Which worker computed which tile of C, and when.
    #[must_use]
    pub fn spans(&self) -> &[TileSpan] {
        &self.spans
    }
}

/// The product A·B, computed on the calling thread.
///
/// # Errors
/// [`MatmulError::KMismatch`] when A has not as many columns as B has rows, [`MatmulError::Memory`]
/// when C does not fit into memory.
///
/// ```
/// use ndarray::array;
/// use matmul::{Algorithm, multiply};
/// let c = multiply(array![[1.0, 2.0]].view(), array![[3.0], [4.0]].view(), Algorithm::Blocked)?;
/// assert_eq!(c, array![[11.0]]);
/// # Ok::<(), matmul::MatmulError>(())
/// ```
#[allow(clippy::needless_pass_by_value, reason = "a view is a reference already")]
pub fn multiply<T: Kernels>(
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    algorithm: Algorithm,
) -> Result<Array2<T>, MatmulError> {
    let ((m, a_cols), (b_rows, n)) = (a.dim(), b.dim());
    if a_cols != b_rows {
        return Err(MatmulError::KMismatch { a_cols, b_rows });
    }
    let shape = Shape { m, k: a_cols, n };
    let (a, b) = (a.iter().copied().collect(), b.iter().copied().collect());
    let mut product = Product::new(shape, algorithm, a, b)?;
    while product.step(f64::INFINITY, Crew::Caller, &Timeless) {}
    Array2::from_shape_vec((m, n), product.c)
        .map_err(|_| MatmulError::Memory { bytes: shape.bytes(size_of::<T>()) })
}

/// A clock that stands still, for runs that are not timed.
struct Timeless;

impl Clock for Timeless {
    fn now_ms(&self) -> f64 {
        0.0
    }
}

/// Whether A has m·k elements.
fn check_rows<T>(m: usize, k: usize, a: &[T]) -> Result<(), MatmulError> {
    let given = a.len();
    match m.checked_mul(k) {
        Some(len) if len == given => Ok(()),
        _ => Err(MatmulError::Length { operand: "a", given, rows: m, cols: k }),
    }
}

/// Bytes that must be free in addition to the matrices: for packed panels, spans and sums.
const BESIDE: usize = 16 << 20;

/// A C of zeros. The error has the bytes that the three matrices need.
fn zeros<T: Element>(shape: Shape) -> Result<Vec<T>, MatmulError> {
    let memory = || MatmulError::Memory { bytes: shape.bytes(size_of::<T>()) };
    let len = shape.m.checked_mul(shape.n).ok_or_else(memory)?;
    let c = filled(len, T::default()).map_err(|_| memory())?;
    // The algorithms' own buffers are small, but their allocations abort on failure: so there must
    // be room for them.
    Vec::<u8>::new().try_reserve_exact(BESIDE).map_err(|_| memory())?;
    Ok(c)
}
