//! Which worker computed which part of C, and when.

use super::Shape;
use timing::Span;

/// A tile of C, computed in one go. The items of its span are rows.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TileSpan {
    /// The worker, the rows and the times.
    pub span: Span,
    /// The first column.
    pub first_col: u32,
    /// The number of columns.
    pub cols: u32,
}

impl TileSpan {
    /// A tile of whole rows.
    pub(super) fn of_rows(span: Span, Shape { n, .. }: Shape) -> Self {
        Self { span, first_col: 0, cols: n as u32 }
    }

    /// A tile of a C with a single row, from a span whose items are columns.
    pub(super) fn of_cols(span: Span) -> Self {
        let Span { first, len, .. } = span;
        Self { span: Span { first: 0, len: 1, ..span }, first_col: first, cols: len }
    }

    /// The seven numbers `[worker, first row, rows, first column, columns, start_ms, end_ms]`, the
    /// form in which JavaScript gets tiles.
    #[must_use]
    pub fn to_row(self) -> [f64; 7] {
        let [worker, first, len, start_ms, end_ms] = self.span.to_row();
        [worker, first, len, f64::from(self.first_col), f64::from(self.cols), start_ms, end_ms]
    }
}
