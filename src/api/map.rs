//! A map of compiled tasks over items, which JavaScript drives slice by slice.

use super::convert::{coded, crew, refused_item, rows_of_numbers};
use crate::crew::{Progress, Rows, given_up};
use crate::tasks::{Kind, Task};
use crate::timing::Span;
use crate::web::PerformanceClock;
use js_sys::Float64Array;
use wasm_bindgen::prelude::*;

/// A map of compiled tasks over items. The results are in the order of the items.
#[wasm_bindgen]
pub struct TaskMap {
    tasks: Vec<Task>,
    results: Vec<f64>,
    progress: Progress,
    chunksize: usize,
    /// Which worker ran which chunk and when, if spans are kept.
    spans: Option<Vec<Span>>,
}

#[wasm_bindgen]
impl TaskMap {
    /// A map without items. They will be handed out `chunksize` at a time.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(chunksize: u32) -> Self {
        let chunksize = chunksize.max(1) as usize;
        Self {
            tasks: Vec::new(),
            results: Vec::new(),
            progress: Progress::default(),
            chunksize,
            spans: None,
        }
    }

    /// Keeps the spans of the chunks from now on.
    #[wasm_bindgen(js_name = keepSpans)]
    pub fn keep_spans(&mut self) {
        self.spans = Some(Vec::new());
    }

    /// Adds items. The arguments of the i-th are `args[ends[i − 1]..ends[i]]`, or without `ends`
    /// the one argument `args[i]`. All are checked here, before anything runs.
    ///
    /// # Errors
    /// `E_ARGUMENT` for an unknown task, and for the first item whose arguments the task does not
    /// take: the error's property `item` is its index. No item is added then.
    pub fn push(
        &mut self,
        task: &str,
        args: &[f64],
        ends: Option<Vec<u32>>,
    ) -> Result<(), JsValue> {
        // An unknown name is an error even if there are no items.
        let kind = Kind::named(task).map_err(|error| coded("E_ARGUMENT", error))?;
        let added: Result<Vec<Task>, JsValue> = match ends {
            None => {
                let each = args.chunks_exact(1).enumerate();
                each.map(|(item, given)| {
                    kind.task(given).map_err(|error| refused_item(item, error))
                })
                .collect()
            }
            Some(ends) => {
                let starts = std::iter::once(0).chain(ends.iter().copied());
                let ranges = starts.zip(ends.iter().copied()).enumerate();
                ranges
                    .map(|(item, (start, end))| {
                        let given = args
                            .get(start as usize..end as usize)
                            .ok_or_else(|| refused_item(item, "it lies outside the arguments"))?;
                        kind.task(given).map_err(|error| refused_item(item, error))
                    })
                    .collect()
            }
        };
        let added = added?;
        if self.tasks.is_empty() {
            self.tasks = added;
        } else {
            self.tasks.extend(added);
        }
        self.results.resize(self.tasks.len(), 0.0);
        Ok(())
    }

    /// Runs tasks for about `budgetMs` on `lanes` lanes, the caller's included (0 or 1: the caller
    /// alone); returns true while items are left. Once the call is given up, the remaining results
    /// are meaningless.
    pub fn step(&mut self, budget_ms: f64, lanes: u32) -> bool {
        let crew = crew(lanes);
        let clock = PerformanceClock { origin_ms: 0.0 };
        let (tasks, results, panel) = (&self.tasks, &mut self.results, self.chunksize);
        let kept = &mut self.spans;
        self.progress.advance(tasks.len(), panel * crew.size(), budget_ms, &clock, |first, last| {
            let rows = Rows { elements: &mut results[first..last], width: 1, first, panel };
            let spans = rows.share(crew, &clock, |first, results| {
                let items = results.iter_mut().zip(&tasks[first..]);
                for (result, task) in items.take_while(|_| !given_up()) {
                    *result = task.run(&clock);
                }
            });
            if let Some(kept) = kept {
                kept.extend(spans);
            }
        })
    }

    /// The number of items, done or not.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn total(&self) -> u32 {
        self.tasks.len() as u32
    }

    /// The number of items that are done.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn done(&self) -> u32 {
        self.progress.done() as u32
    }

    /// The spans of the chunks as rows of five numbers: worker, first item, number of items, start
    /// and end in ms since the epoch. Empty if spans were not kept.
    #[must_use]
    pub fn spans(&self) -> Float64Array {
        rows_of_numbers(self.spans.iter().flatten().map(|span| span.to_row()))
    }

    /// A copy of the results, in the order of the items.
    #[must_use]
    pub fn results(&self) -> Vec<f64> {
        self.results.clone()
    }
}
