//! A loop over the rows of an array, shared among workers by self-scheduling: whoever is free takes
//! the next panel.
//!
//! Nothing is allocated while the workers run: panels and the places of their spans are laid out
//! before. Source: self-scheduling, P. Tang & P.-C. Yew, *Processor self-scheduling for
//! multiple-nested parallel loops* (1986).

use super::Crew;
use std::sync::{Mutex, PoisonError};
use timing::{Clock, Span};

/// Rows of an array, `width` wide, the first of which has the number `first`; a task takes `panel`
/// of them.
pub struct Rows<'a, T> {
    /// The elements, row-major.
    pub elements: &'a mut [T],
    /// Elements in a row.
    pub width: usize,
    /// Number of the first row.
    pub first: usize,
    /// Rows in one task.
    pub panel: usize,
}

impl<T: Send> Rows<'_, T> {
    /// Calls `work(number of the first row, rows)` once for each panel, and returns a span for
    /// each.
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
        // A function of its own, so that the lock is let go before the panel is worked on.
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
