//! Timelines: which worker ran which task when, in columns, and the figures computed from them.

use super::Setup;
use alloc::{vec, vec::Vec};
use core::ops::Range;

/// One row per task, in the order of their starts; of tasks that started at the same time, those of
/// lower workers come first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns {
    /// The task.
    pub task: Vec<u32>,
    /// The worker.
    pub worker: Vec<u32>,
    /// The start.
    pub start_ms: Vec<f64>,
    /// The end.
    pub end_ms: Vec<f64>,
}

impl Columns {
    /// No rows, with capacity for `rows`.
    #[must_use]
    pub fn with_capacity(rows: usize) -> Self {
        Self {
            task: Vec::with_capacity(rows),
            worker: Vec::with_capacity(rows),
            start_ms: Vec::with_capacity(rows),
            end_ms: Vec::with_capacity(rows),
        }
    }

    /// Adds a row.
    #[inline]
    pub fn push(&mut self, task: u32, worker: u32, start_ms: f64, end_ms: f64) {
        self.task.push(task);
        self.worker.push(worker);
        self.start_ms.push(start_ms);
        self.end_ms.push(end_ms);
    }

    /// Forgets the rows.
    pub fn clear(&mut self) {
        self.task.clear();
        self.worker.clear();
        self.start_ms.clear();
        self.end_ms.clear();
    }
}

/// One row per dispatch, in the order in which they were taken.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dispatches {
    /// The worker.
    pub worker: Vec<u32>,
    /// The first place taken.
    pub first: Vec<u32>,
    /// The number of places taken.
    pub length: Vec<u32>,
    /// When the worker asked for them.
    pub at_ms: Vec<f64>,
}

impl Dispatches {
    /// Adds a row.
    #[inline]
    pub fn push(&mut self, worker: u32, places: Range<u32>, at_ms: f64) {
        self.worker.push(worker);
        self.first.push(places.start);
        self.length.push(places.end - places.start);
        self.at_ms.push(at_ms);
    }

    /// Forgets the rows.
    pub fn clear(&mut self) {
        self.worker.clear();
        self.first.clear();
        self.length.clear();
        self.at_ms.clear();
    }
}

/// What the figures need of the rows, which may be gone by then.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// The time that each worker spent on tasks.
    busy_ms: Vec<f64>,
    /// The latest end.
    makespan_ms: f64,
}

impl Tally {
    /// No rows.
    #[must_use]
    pub fn new(n_workers: u32) -> Self {
        Self { busy_ms: vec![0.0; n_workers as usize], makespan_ms: 0.0 }
    }

    /// All rows of `columns`.
    #[must_use]
    pub fn of(columns: &Columns, n_workers: u32) -> Self {
        let mut tally = Self::new(n_workers);
        let times = columns.start_ms.iter().zip(&columns.end_ms);
        for (&worker, (&start_ms, &end_ms)) in columns.worker.iter().zip(times) {
            tally.add(worker, start_ms, end_ms);
        }
        tally
    }

    /// Adds a row.
    #[inline]
    pub fn add(&mut self, worker: u32, start_ms: f64, end_ms: f64) {
        self.busy_ms[worker as usize] += end_ms - start_ms;
        self.makespan_ms = self.makespan_ms.max(end_ms);
    }
}

/// The figures of a timeline. A ratio is `None` if its divisor is 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    /// The end of the last task.
    pub makespan_ms: f64,
    /// max(Σt / Σspeed, max t / max speed): for equal workers max(Σt / P, max t).
    pub lower_bound_ms: f64,
    /// Σt / makespan.
    pub speedup: Option<f64>,
    /// Speedup / P.
    pub efficiency: Option<f64>,
    /// Mean of `busy_ms` / its maximum.
    pub load_balance: Option<f64>,
    /// The time that each worker spent on tasks.
    pub busy_ms: Vec<f64>,
    /// The makespan minus `busy_ms`, for each worker.
    pub idle_ms: Vec<f64>,
    /// The time that all workers together spent on dispatches and on overhead per task.
    pub overhead_ms: f64,
    /// The overhead of one dispatch, if it was measured.
    pub overhead_per_dispatch_ms: Option<f64>,
}

impl Figures {
    /// Computes the figures from the rows. `speeds` has one speed per worker; without it all
    /// workers have speed 1.
    #[must_use]
    pub fn of(
        Tally { busy_ms, makespan_ms }: Tally,
        setup: &Setup,
        speeds: Option<&[f64]>,
        overhead_ms: f64,
        overhead_per_dispatch_ms: Option<f64>,
    ) -> Self {
        let workers = setup.plan.n_workers as usize;
        let total: f64 = setup.durations_ms.iter().sum();
        let longest = setup.durations_ms.iter().copied().fold(0.0, f64::max);
        let capacity = speeds.map_or(workers as f64, |speeds| speeds.iter().sum());
        let fastest = speeds.map_or(1.0, |speeds| speeds.iter().copied().fold(0.0, f64::max));
        let ratio = |dividend: f64, divisor: f64| (divisor > 0.0).then(|| dividend / divisor);
        let busiest = busy_ms.iter().copied().fold(0.0, f64::max);
        let speedup = ratio(total, makespan_ms);
        Self {
            makespan_ms,
            lower_bound_ms: (total / capacity).max(longest / fastest),
            speedup,
            efficiency: speedup.map(|speedup| speedup / workers as f64),
            load_balance: ratio(busy_ms.iter().sum::<f64>() / workers as f64, busiest),
            // Clamped, since rounding may make a sum of differences exceed the makespan.
            idle_ms: busy_ms.iter().map(|busy| (makespan_ms - busy).max(0.0)).collect(),
            busy_ms,
            overhead_ms,
            overhead_per_dispatch_ms,
        }
    }
}

/// The result of a run or a simulation.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// The tasks.
    pub columns: Columns,
    /// The dispatches.
    pub dispatches: Dispatches,
    /// The figures.
    pub figures: Figures,
}
