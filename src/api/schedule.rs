//! The scheduling lab: simulations and runs, which JavaScript drives slice by slice.

use super::convert::{coded, crew, object};
use crate::schedule::clocks::Reading;
use crate::schedule::lane::{Load, Spot, perform};
use crate::schedule::{Columns, Costs, Dispatches, Error, Run, Setup, Simulation, Timeline};
use crate::timing::Clock;
use crate::web::{PerformanceClock, WorkerSpot};
use common::spin;
use js_sys::{Float64Array, Uint32Array};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A timeline in columns, and its figures. A ratio is null if its divisor is 0. */
export interface TimelineColumnsAndFigures {
  task: Uint32Array;
  worker: Uint32Array;
  startMs: Float64Array;
  endMs: Float64Array;
  dispatchWorker: Uint32Array;
  dispatchFirst: Uint32Array;
  dispatchLength: Uint32Array;
  dispatchAtMs: Float64Array;
  order: Uint32Array | null;
  busyMs: Float64Array;
  idleMs: Float64Array;
  makespanMs: number;
  lowerBoundMs: number;
  speedup: number | null;
  efficiency: number | null;
  loadBalance: number | null;
  overheadMs: number;
  overheadPerDispatchMs: number | null;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// A timeline, as JavaScript sees it.
    #[wasm_bindgen(typescript_type = "TimelineColumnsAndFigures")]
    pub type TimelineColumnsAndFigures;
}

const CLOCK: PerformanceClock = PerformanceClock { origin_ms: 0.0 };

/// A simulated schedule: workers in virtual time. Its rows lie in arrays of JavaScript's, since
/// this memory never shrinks.
#[wasm_bindgen]
pub struct ScheduleSimulation {
    simulation: Simulation,
    rows: Rows,
}

#[wasm_bindgen]
impl ScheduleSimulation {
    /// A simulation that has not begun. Durations and overheads are in ms.
    ///
    /// # Errors
    /// `E_ARGUMENT` for an invalid argument, which the message names.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::too_many_arguments, reason = "JavaScript has no structs to put them in")]
    pub fn new(
        tasks: Vec<f64>,
        policy: &str,
        workers: f64,
        chunk: f64,
        seed: f64,
        task_overhead_ms: f64,
        dispatch_overhead_ms: f64,
        speeds: Option<Vec<f64>>,
    ) -> Result<Self, JsValue> {
        let setup = Setup::new(tasks, policy, workers, chunk, seed).map_err(refused)?;
        let costs = Costs { task_ms: task_overhead_ms, dispatch_ms: dispatch_overhead_ms, speeds };
        let rows = Rows::new(setup.plan.n_tasks);
        Ok(Self { simulation: Simulation::new(setup, costs).map_err(refused)?, rows })
    }

    /// Continues for about `budgetMs`; returns true while tasks are left.
    pub fn step(&mut self, budget_ms: f64) -> bool {
        let until_ms = CLOCK.now_ms() + budget_ms;
        loop {
            let goes_on = self.simulation.step(until_ms - CLOCK.now_ms(), &CLOCK);
            self.simulation.take_rows(|columns, dispatches| self.rows.add(columns, dispatches));
            if !goes_on || CLOCK.now_ms() >= until_ms {
                return goes_on;
            }
        }
    }

    /// The number of tasks that have begun.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn done(&self) -> u32 {
        self.simulation.done() as u32
    }

    /// The timeline. This consumes the simulation.
    #[must_use]
    pub fn finish(self) -> TimelineColumnsAndFigures {
        let Self { simulation, rows } = self;
        let (timeline, setup) = simulation.finish();
        columns_and_figures(rows, &timeline, &setup)
    }
}

/// The rows of a timeline, in arrays of JavaScript's. There are at most as many dispatches as
/// tasks; pages that nothing is written to take no memory.
struct Rows {
    task: Uint32Array,
    worker: Uint32Array,
    start_ms: Float64Array,
    end_ms: Float64Array,
    dispatch_worker: Uint32Array,
    dispatch_first: Uint32Array,
    dispatch_length: Uint32Array,
    dispatch_at_ms: Float64Array,
    n_tasks: u32,
    n_dispatches: u32,
}

impl Rows {
    fn new(most: u32) -> Self {
        let (counts, times) =
            (|| Uint32Array::new_with_length(most), || Float64Array::new_with_length(most));
        Self {
            task: counts(),
            worker: counts(),
            start_ms: times(),
            end_ms: times(),
            dispatch_worker: counts(),
            dispatch_first: counts(),
            dispatch_length: counts(),
            dispatch_at_ms: times(),
            n_tasks: 0,
            n_dispatches: 0,
        }
    }

    fn add(&mut self, columns: &Columns, dispatches: &Dispatches) {
        let (from, to) = (self.n_tasks, self.n_tasks + columns.task.len() as u32);
        self.task.subarray(from, to).copy_from(&columns.task);
        self.worker.subarray(from, to).copy_from(&columns.worker);
        self.start_ms.subarray(from, to).copy_from(&columns.start_ms);
        self.end_ms.subarray(from, to).copy_from(&columns.end_ms);
        self.n_tasks = to;
        let (from, to) = (self.n_dispatches, self.n_dispatches + dispatches.first.len() as u32);
        self.dispatch_worker.subarray(from, to).copy_from(&dispatches.worker);
        self.dispatch_first.subarray(from, to).copy_from(&dispatches.first);
        self.dispatch_length.subarray(from, to).copy_from(&dispatches.length);
        self.dispatch_at_ms.subarray(from, to).copy_from(&dispatches.at_ms);
        self.n_dispatches = to;
    }

    /// The dispatches that there were: where they are few in buffers of their own.
    fn counts(&self, all: &Uint32Array) -> JsValue {
        let n = self.n_dispatches;
        if n < all.length() / 2 { all.slice(0, n) } else { all.subarray(0, n) }.into()
    }

    /// The same for times.
    fn times(&self, all: &Float64Array) -> JsValue {
        let n = self.n_dispatches;
        if n < all.length() / 2 { all.slice(0, n) } else { all.subarray(0, n) }.into()
    }
}

/// A run of tasks on real workers.
#[wasm_bindgen]
pub struct ScheduleRun {
    run: Run,
    origin_ms: f64,
}

#[wasm_bindgen]
impl ScheduleRun {
    /// A run that has not begun. With `spin` tasks compute, else they sleep. Durations are in ms.
    ///
    /// # Errors
    /// `E_ARGUMENT` for an invalid argument, which the message names.
    #[wasm_bindgen(constructor)]
    pub fn new(
        tasks: Vec<f64>,
        policy: &str,
        workers: f64,
        chunk: f64,
        seed: f64,
        spin: bool,
    ) -> Result<Self, JsValue> {
        let setup = Setup::new(tasks, policy, workers, chunk, seed).map_err(refused)?;
        let run = Run::new(setup, load(spin)).map_err(refused)?;
        Ok(Self { run, origin_ms: CLOCK.now_ms() })
    }

    /// Continues for about `budgetMs`, on this thread and the threads of the pool; returns true
    /// while tasks are left. `stepMs` is the step of the clock.
    #[must_use]
    pub fn step(&self, budget_ms: f64, step_ms: f64) -> bool {
        let lanes = self.run.n_workers();
        let until_ms = WorkerSpot::new(self.origin_ms).now_ms() + budget_ms;
        let is_over = AtomicBool::new(true);
        crew(lanes).run(lanes as usize, &|lane| {
            let spot = WorkerSpot::new(self.origin_ms);
            if !self.run.lane(lane as u32, &spot, step_ms, until_ms) {
                is_over.store(false, SeqCst);
            }
        });
        !is_over.load(SeqCst)
    }

    /// The number of tasks that are done.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn done(&self) -> u32 {
        self.run.done() as u32
    }

    /// A copy of the board, for workers with another memory.
    #[must_use]
    pub fn board(&self) -> Vec<u64> {
        self.run.words().iter().map(|word| word.load(SeqCst)).collect()
    }

    /// Replaces the board with one that workers of another memory have written to.
    pub fn adopt(&self, board: &[u64]) {
        for (word, value) in self.run.words().iter().zip(board) {
            word.store(*value, SeqCst);
        }
    }

    /// Takes tasks for `worker`, `atMs` after the start of the run. Returns their places as
    /// `[first, length]`, or `undefined` when nothing is left for the worker.
    #[must_use]
    pub fn take(&self, worker: u32, at_ms: f64) -> Option<Vec<u32>> {
        self.run.take(worker, at_ms).map(|places| vec![places.start, places.end - places.start])
    }

    /// The durations, in ms, of the `length` tasks from place `first` on.
    #[wasm_bindgen(js_name = durationsMs)]
    #[must_use]
    pub fn durations_ms(&self, first: u32, length: u32) -> Vec<f64> {
        self.run.durations_ms(first..first + length).to_vec()
    }

    /// Records when the tasks from place `first` on began and ended: `timesMs` holds the two times
    /// of each task in turn, in ms after the start of the run.
    pub fn record(&self, first: u32, times_ms: &[f64]) {
        self.run.record(first, times_ms.chunks_exact(2).map(|times| (times[0], times[1])));
    }

    /// The timeline; `stepMs` is the step of the clock. This consumes the run.
    #[must_use]
    pub fn finish(self, step_ms: f64) -> TimelineColumnsAndFigures {
        let (timeline, setup) = self.run.finish(step_ms);
        let mut rows = Rows::new(setup.plan.n_tasks);
        rows.add(&timeline.columns, &timeline.dispatches);
        columns_and_figures(rows, &timeline, &setup)
    }
}

/// Performs tasks of the given durations (in ms) on this worker, from `startMs`
/// (`performance.timeOrigin + performance.now()`) on. Returns when each one began and ended, in
/// turn, in ms after `startMs`.
#[wasm_bindgen(js_name = performTasks)]
#[must_use]
pub fn perform_tasks(durations_ms: &[f64], spin: bool, start_ms: f64) -> Vec<f64> {
    let spot = WorkerSpot::new(start_ms);
    let now = || spot.now_ms();
    let task = |load: Load, start: f64, duration: f64| {
        let mut rest = load.work(start, duration);
        // There is no deadline, and nothing stops it.
        perform(load, &mut rest, f64::INFINITY, now, &spot, || false).unwrap_or(rest.due_ms())
    };
    let mut start = task(Load::Sleep, 0.0, 0.0);
    let mut times = Vec::with_capacity(2 * durations_ms.len());
    for duration in durations_ms {
        let end = task(load(spin), start, *duration);
        times.extend([start, end]);
        start = end;
    }
    times
}

/// Measures how many units of work this machine does in a millisecond, and returns the best rate so
/// far.
#[wasm_bindgen(js_name = calibrateSpin)]
#[must_use]
pub fn calibrate_spin() -> f64 {
    spin::calibrate(|| CLOCK.now_ms())
}

/// How many units of work this machine does in a millisecond.
#[wasm_bindgen(js_name = spinRate)]
#[must_use]
pub fn spin_rate() -> f64 {
    spin::per_ms(|| CLOCK.now_ms())
}

/// Sets how many units of work this machine does in a millisecond, as measured in another memory.
#[wasm_bindgen(js_name = setSpinRate)]
pub fn set_spin_rate(units_per_ms: f64) {
    spin::set_per_ms(units_per_ms);
}

/// How many ms another worker's clock is ahead of this one's, as far as that is certain for clocks
/// that advance in steps of `stepMs`, else 0. `readings` holds three times for each request for the
/// other's time: sent, the other's time, answered.
#[wasm_bindgen(js_name = clockOffsetMs)]
#[must_use]
pub fn clock_offset_ms(readings: &[f64], step_ms: f64) -> f64 {
    let each =
        readings.chunks_exact(3).map(|reading| Reading::new(reading[0], reading[1], reading[2]));
    each.fold(Reading::WORST, Reading::or).offset_ms(step_ms)
}

fn load(spin: bool) -> Load {
    if spin { Load::Spin } else { Load::Sleep }
}

#[allow(clippy::needless_pass_by_value, reason = "what an error is mapped by")]
fn refused(error: Error) -> JsValue {
    coded("E_ARGUMENT", error)
}

#[allow(clippy::needless_pass_by_value, reason = "the arrays are handed to JavaScript")]
fn columns_and_figures(
    rows: Rows,
    Timeline { figures, .. }: &Timeline,
    setup: &Setup,
) -> TimelineColumnsAndFigures {
    let ratio = |value: Option<f64>| value.map_or(JsValue::NULL, JsValue::from);
    let order = setup.order.as_deref();
    object([
        ("dispatchWorker", rows.counts(&rows.dispatch_worker)),
        ("dispatchFirst", rows.counts(&rows.dispatch_first)),
        ("dispatchLength", rows.counts(&rows.dispatch_length)),
        ("dispatchAtMs", rows.times(&rows.dispatch_at_ms)),
        ("task", rows.task.into()),
        ("worker", rows.worker.into()),
        ("startMs", rows.start_ms.into()),
        ("endMs", rows.end_ms.into()),
        ("order", order.map_or(JsValue::NULL, |order| Uint32Array::from(order).into())),
        ("busyMs", Float64Array::from(&figures.busy_ms[..]).into()),
        ("idleMs", Float64Array::from(&figures.idle_ms[..]).into()),
        ("makespanMs", figures.makespan_ms.into()),
        ("lowerBoundMs", figures.lower_bound_ms.into()),
        ("speedup", ratio(figures.speedup)),
        ("efficiency", ratio(figures.efficiency)),
        ("loadBalance", ratio(figures.load_balance)),
        ("overheadMs", figures.overhead_ms.into()),
        ("overheadPerDispatchMs", ratio(figures.overhead_per_dispatch_ms)),
    ])
    .unchecked_into()
}
