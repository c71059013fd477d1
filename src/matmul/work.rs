//! How C is computed: which algorithm runs, and how far it is.

use super::fast::Fast;
use super::kernel::{Kernel, Kernels};
use super::row_loop::RowLoop;
use super::strassen::{self, Strassen};
use super::{Algorithm, Kind, Right, Shape, TileSpan, thin};
use crew::{Crew, Progress, Rows};
use timing::Clock;

/// An algorithm in progress.
#[derive(Debug)]
pub enum Work<T> {
    /// Row by row.
    Rows(RowLoop<T>, Progress),
    /// Panel by panel: the fast algorithm.
    Panels(Box<Fast<T>>),
    /// One product of sums of blocks after another: Strassen's algorithm.
    Halves(Box<Strassen<T>>),
}

impl<T: Kernels> Work<T> {
    /// The given algorithm for the given shape, not begun.
    pub fn new(algorithm: Algorithm, shape: Shape, kernel: Kernel<T>, right: &Right<T>) -> Self {
        let rows = |row_loop| Self::Rows(row_loop, Progress::default());
        match algorithm {
            Algorithm::Naive => rows(RowLoop::Naive),
            Algorithm::Blocked => rows(RowLoop::Blocked),
            Algorithm::Simd => rows(RowLoop::Simd(kernel)),
            Algorithm::Fast => match RowLoop::thin(shape, right) {
                Some(row_loop) => rows(row_loop),
                None => Self::panels(shape, kernel),
            },
            Algorithm::Strassen => Self::halves(shape, strassen::levels(shape), kernel),
        }
    }

    /// The fast algorithm, even for thin shapes.
    pub fn panels(shape: Shape, kernel: Kernel<T>) -> Self {
        Self::Panels(Box::new(Fast::new(shape, kernel)))
    }

    /// Strassen's algorithm with `levels` halvings; the fast one if there are none or memory is too
    /// short for the sums.
    pub fn halves(shape: Shape, levels: u32, kernel: Kernel<T>) -> Self {
        let strassen = if levels == 0 { None } else { Strassen::new(shape, levels, kernel) };
        strassen.map_or_else(
            || Self::panels(shape, kernel),
            |strassen| Self::Halves(Box::new(strassen)),
        )
    }

    /// The name of the inner loop.
    pub fn kernel(&self) -> &'static str {
        match self {
            Self::Rows(row_loop, _) => row_loop.name(),
            Self::Panels(fast) => fast.kernel().name(),
            Self::Halves(strassen) => strassen.kernel().name(),
        }
    }

    /// Computes a part of C for about `budget_ms`; returns true while work is left.
    pub fn step(
        &mut self,
        shape: Shape,
        (a, right, c): (&[T], &Right<T>, &mut [T]),
        budget_ms: f64,
        crew: Crew,
        clock: &impl Clock,
        spans: &mut Vec<TileSpan>,
    ) -> bool {
        let Shape { m, k, n } = shape;
        let (b, mut kept) = right.parts();
        let kind = match self {
            Self::Rows(RowLoop::Axpy, _) => Some(Kind::Axpy),
            Self::Rows(RowLoop::Dots(_), _) => Some(Kind::Dots),
            _ => None,
        };
        let work = m as u64 * k as u64 * n as u64;
        // A long product is shared in any case, and takes several steps.
        let is_short = work <= thin::SHORT_WORK;
        let habit = kind
            .filter(|_| is_short)
            .map(|kind| crew.for_work(T::habits(kind), work, thin::LANE_WORK, clock));
        let crew = habit.as_ref().map_or(crew, |habit| habit.crew);
        let mut slices = |step: &mut dyn FnMut(&mut [T], f64) -> bool| {
            let start_ms = clock.now_ms();
            let mut left_ms = budget_ms;
            loop {
                // A step that is too short would not be worth its dispatch.
                let more = step(c, left_ms.max(budget_ms / 4.0));
                left_ms = budget_ms - (clock.now_ms() - start_ms);
                if !more || left_ms <= 0.0 {
                    return more;
                }
            }
        };
        let more = match self {
            Self::Panels(fast) => slices(&mut |c, left_ms| {
                fast.step((a, b, c), kept.as_deref_mut(), left_ms, crew, clock, spans)
            }),
            Self::Halves(strassen) => {
                slices(&mut |c, left_ms| strassen.step((a, b, c), left_ms, crew, clock, spans))
            }
            // A single row is shared by columns.
            Self::Rows(RowLoop::Axpy, progress) if m == 1 => {
                // Panels as wide as possible, since each lane reads its part of every row of B.
                let panel = n.div_ceil(crew.size()).next_multiple_of(16);
                progress.advance(n, n, budget_ms, clock, |_, _| {
                    let rows = Rows { elements: c, width: 1, first: 0, panel };
                    let cols =
                        rows.share(crew, clock, |col, c| RowLoop::Axpy.run(a, k, &b[col..], n, c));
                    spans.extend(cols.into_iter().map(TileSpan::of_cols));
                })
            }
            Self::Rows(row_loop, progress) => {
                let panel = row_loop.panel(shape);
                let round = if habit.is_some() { m } else { panel * crew.size() };
                progress.advance(m, round, budget_ms, clock, |first, last| {
                    let elements = &mut c[first * n..last * n];
                    let rows = Rows { elements, width: n, first, panel };
                    let done = rows.share(crew, clock, |row, c_rows| {
                        row_loop.run(&a[row * k..][..c_rows.len() / n * k], k, b, n, c_rows);
                    });
                    spans.extend(done.into_iter().map(|span| TileSpan::of_rows(span, shape)));
                })
            }
        };
        if let Some(habit) = habit {
            habit.over(clock);
        }
        more
    }

    /// The number of rows of C, of `m`, that are complete, or would be if the work done so far had
    /// been done row by row.
    pub fn rows_done(&self, m: usize) -> usize {
        match self {
            Self::Rows(_, progress) => progress.done().min(m),
            Self::Panels(fast) => fast.rows_done(),
            Self::Halves(strassen) => strassen.rows_done(),
        }
    }
}
