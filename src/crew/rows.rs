//! A loop over the rows of an array, shared among workers by self-scheduling: a free worker takes
//! the next panel.
//!
//! Nothing is allocated while the workers run: the panels and the room for their spans are laid out
//! beforehand.
//!
//! Source: P. Tang & P.-C. Yew, *Processor self-scheduling for multiple-nested parallel loops*
//! (1986).

use super::Crew;
use std::sync::{Mutex, PoisonError};
use timing::{Clock, Span};

/// Consecutive rows of an array, to be shared among workers in panels.
///
/// ```
/// # #[cfg(not(target_arch = "wasm32"))] {
/// use {crew::Crew, crew::Rows, timing::StdClock};
/// let mut elements = [0; 6];
/// let rows = Rows { elements: &mut elements, width: 2, first: 10, panel: 2 };
/// let spans = rows.share(Crew::Caller, &StdClock::start(), |first, rows| rows.fill(first));
/// assert_eq!(elements, [10, 10, 10, 10, 12, 12]);
/// assert_eq!(spans.iter().map(|span| span.len).collect::<Vec<_>>(), [2, 1]);
/// # }
/// ```
pub struct Rows<'a, T> {
    /// The elements, row-major.
    pub elements: &'a mut [T],
    /// Elements in a row, at least 1.
    pub width: usize,
    /// Index of the first row.
    pub first: usize,
    /// Rows in one panel, at least 1; the last panel may have fewer.
    pub panel: usize,
}

impl<T: Send> Rows<'_, T> {
    /// Calls `work(index of the first row, rows)` once for each panel, and returns a span for each
    /// panel, in order: which worker did it, its rows, and when, in the milliseconds of `clock`.
    ///
    /// # Panics
    /// When `width` or `panel` is 0, or `work` panics.
    pub fn share<C: Clock>(
        self,
        crew: Crew,
        clock: &C,
        work: impl Fn(usize, &mut [T]) + Sync,
    ) -> Vec<Span> {
        let Self { elements, width, first, panel } = self;
        let count = elements.len().div_ceil(panel * width);
        let mut spans = vec![Span::default(); count];
        let panels = elements.chunks_mut(panel * width).zip(&mut spans).enumerate();
        let panels = Mutex::new(panels);
        // A closure of its own, so that the lock is released before the panel is worked on.
        let take = || panels.lock().unwrap_or_else(PoisonError::into_inner).next();
        let lane = |worker: usize| {
            while let Some((index, (rows, span))) = take() {
                let row = first + index * panel;
                let start_ms = clock.now_ms();
                work(row, rows);
                *span = Span {
                    worker: worker as u32,
                    first: row as u32,
                    len: (rows.len() / width) as u32,
                    start_ms,
                    end_ms: clock.now_ms(),
                };
            }
        };
        crew.run(crew.size().min(count), &lane);
        spans
    }
}
