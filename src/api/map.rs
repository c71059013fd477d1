//! A map of a compiled task over items, that JavaScript drives slice by slice.

use super::convert::{coded, crew};
use crate::crew::{Progress, Rows};
use crate::tasks::Task;
use crate::web::PerformanceClock;
use wasm_bindgen::prelude::*;

/// A compiled task over items; the results lie in input order.
#[wasm_bindgen]
pub struct TaskMap {
    tasks: Vec<Task>,
    results: Vec<f64>,
    progress: Progress,
    chunksize: usize,
}

#[wasm_bindgen]
impl TaskMap {
    /// Item `i` has the arguments `args[ends[i − 1] .. ends[i]]`. All are checked here, before anything runs.
    ///
    /// # Errors
    /// `E_ARGUMENT` naming the first item that the task does not take.
    #[wasm_bindgen(constructor)]
    pub fn new(task: &str, args: &[f64], ends: &[u32], chunksize: u32) -> Result<Self, JsValue> {
        let mut start = 0;
        let mut tasks = Vec::with_capacity(ends.len());
        for (item, &end) in ends.iter().enumerate() {
            let given = args
                .get(start..end as usize)
                .ok_or_else(|| coded("E_ARGUMENT", format!("items[{item}] lies outside the arguments")))?;
            tasks.push(
                Task::new(task, given)
                    .map_err(|error| coded("E_ARGUMENT", format!("items[{item}]: {error}")))?,
            );
            start = end as usize;
        }
        let results = vec![0.0; tasks.len()];
        Ok(Self { tasks, results, progress: Progress::default(), chunksize: chunksize.max(1) as usize })
    }

    /// Runs tasks for about `budgetMs`, on so many lanes of the pool (0: here); true while items are left.
    pub fn step(&mut self, budget_ms: f64, lanes: u32) -> bool {
        let crew = crew(lanes);
        let clock = PerformanceClock { origin_ms: 0.0 };
        let (tasks, results, panel) = (&self.tasks, &mut self.results, self.chunksize);
        self.progress.advance(tasks.len(), panel * crew.size(), budget_ms, &clock, |first, last| {
            let rows = Rows { elements: &mut results[first..last], width: 1, first, panel };
            rows.share(crew, &clock, |first, results| {
                for (result, task) in results.iter_mut().zip(&tasks[first..]) {
                    *result = task.run(&clock);
                }
            });
        })
    }

    /// Items that are done.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn done(&self) -> u32 {
        self.progress.done() as u32
    }

    /// A copy of the results.
    #[must_use]
    pub fn results(&self) -> Vec<f64> {
        self.results.clone()
    }
}
