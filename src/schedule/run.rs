//! A run on real workers: the board that they share, and the timeline computed from it.
//!
//! Threads use this run's own board. Processes with a shared memory of their own use a copy, which
//! is copied back when they are done. Where no memory is shared, the engine takes tasks on the
//! workers' behalf ([`Run::take`]) and records the times they report ([`Run::record`]).

use super::board::{Board, n_words};
use super::lane::{Load, Spot};
use super::timeline::{Columns, Dispatches, Figures, Tally, Timeline};
use super::{Error, Setup};
use alloc::{vec, vec::Vec};
use common::order::{ascending, by_key, sorted};
use core::ops::Range;
use core::sync::atomic::{AtomicU64, Ordering::SeqCst};

/// Where the typical measurement is shorter than a step of the clock, those of more steps than this
/// are outliers: the worker was preempted.
const SHORT_STEPS: f64 = 10.0;

/// A run on real workers.
pub struct Run {
    setup: Setup,
    load: Load,
    words: Vec<AtomicU64>,
}

impl Run {
    /// Creates a run that has not started.
    ///
    /// # Errors
    /// If there are too many tasks for real workers, or one is too long, see [`Setup::for_real`].
    pub fn new(setup: Setup, load: Load) -> Result<Self, Error> {
        let setup = setup.for_real()?;
        let words: Vec<AtomicU64> = (0..n_words(&setup.plan)).map(|_| AtomicU64::new(0)).collect();
        Board::new(&setup.plan, &words).begin(&setup.plan, &setup.durations_ms);
        Ok(Self { setup, load, words })
    }

    /// The number of workers.
    #[must_use]
    pub fn n_workers(&self) -> u32 {
        self.setup.plan.n_workers
    }

    /// The words of the board.
    #[must_use]
    pub fn words(&self) -> &[AtomicU64] {
        &self.words
    }

    /// Runs a worker's lane until `until_ms`, see [`Board::run`].
    pub fn lane(&self, worker: u32, spot: &impl Spot, step_ms: f64, until_ms: f64) -> bool {
        self.board().run(worker, self.load, spot, step_ms, until_ms)
    }

    /// The number of tasks that are done.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.board().done()
    }

    /// Takes places for `worker`, which asked at `at_ms` after the start; `None` if nothing is left
    /// for it.
    #[must_use]
    pub fn take(&self, worker: u32, at_ms: f64) -> Option<Range<u32>> {
        self.board().take_for(worker, at_ms)
    }

    /// The durations of the tasks at `places`, in ms.
    ///
    /// # Panics
    /// If there are no such places.
    #[must_use]
    pub fn durations_ms(&self, places: Range<u32>) -> &[f64] {
        &self.setup.durations_ms[places.start as usize..places.end as usize]
    }

    /// Records the times (start, end), in ms after the start of the run, of the tasks from place
    /// `first` on.
    pub fn record(&self, first: u32, times_ms: impl Iterator<Item = (f64, f64)>) {
        let board = self.board();
        for (place, (start_ms, end_ms)) in
            (first as usize..self.setup.durations_ms.len()).zip(times_ms)
        {
            board.starts[place].store(start_ms.to_bits(), SeqCst);
            board.ends[place].store(end_ms.to_bits(), SeqCst);
        }
    }

    /// The timeline and the setup. Call this once every task has been run. `step_ms` is the step of
    /// the clock.
    #[must_use]
    pub fn finish(self, step_ms: f64) -> (Timeline, Setup) {
        let dispatches = self.dispatches();
        let (columns, begins) = self.columns(&dispatches);
        let gaps_ms = self.gaps_ms(&columns, &begins);
        let (overhead_ms, each) = (gaps_ms.iter().sum(), typical(&gaps_ms, step_ms));
        let tally = Tally::of(&columns, self.setup.plan.n_workers);
        let figures = Figures::of(tally, &self.setup, None, overhead_ms, each);
        (Timeline { columns, dispatches, figures }, self.setup)
    }

    fn board(&self) -> Board<'_> {
        Board::new(&self.setup.plan, &self.words)
    }

    fn dispatches(&self) -> Dispatches {
        let board = self.board();
        let mut rows: Vec<(f64, u32, Range<u32>)> = Vec::new();
        let mut place = 0;
        while place < self.setup.plan.n_tasks {
            let take = board.takes[place as usize].load(SeqCst);
            let at_ms = f64::from_bits(board.asked[place as usize].load(SeqCst));
            // At least 1, since in an unfinished run the remaining places were not taken.
            let length = (take as u32).max(1);
            rows.push((at_ms, (take >> 32) as u32, place..place + length));
            place += length;
        }
        // From one cursor places were taken in order, whatever a coarse clock says.
        if !self.setup.plan.is_in_order() {
            // By time, and by worker where times are equal.
            let by_worker = by_key(rows.len(), |row| rows[row].1.into());
            let at_ms = |rank: usize| rows[by_worker[rank] as usize].0;
            let order = ascending(rows.len(), at_ms);
            rows =
                order.iter().map(|&rank| rows[by_worker[rank as usize] as usize].clone()).collect();
        }
        let mut dispatches = Dispatches::default();
        for (at_ms, worker, places) in rows {
            dispatches.push(worker, places, at_ms);
        }
        dispatches
    }

    /// The columns, and for each row whether a dispatch begins there.
    fn columns(&self, dispatches: &Dispatches) -> (Columns, Vec<bool>) {
        let board = self.board();
        let n = self.setup.durations_ms.len();
        let (mut workers, mut begins) = (vec![0; n], vec![false; n]);
        let rows = dispatches.worker.iter().zip(&dispatches.first).zip(&dispatches.length);
        for ((&worker, &first), &length) in rows {
            workers[first as usize..(first + length) as usize].fill(worker);
            begins[first as usize] = true;
        }
        let at =
            |words: &[AtomicU64], place: u32| f64::from_bits(words[place as usize].load(SeqCst));
        // By start, then by worker. Tasks of one worker that started in the same step of the clock
        // stay in the order in which it ran them, that of their ends.
        let mut places = ascending(n, |place| at(board.ends, place as u32));
        let by_worker = by_key(n, |rank| workers[places[rank] as usize].into());
        places = by_worker.into_iter().map(|rank| places[rank as usize]).collect();
        let by_start = ascending(n, |rank| at(board.starts, places[rank]));
        places = by_start.into_iter().map(|rank| places[rank as usize]).collect();
        let mut columns = Columns::with_capacity(n);
        for &place in &places {
            let worker = workers[place as usize];
            columns.push(
                self.setup.task(place),
                worker,
                at(board.starts, place),
                at(board.ends, place),
            );
        }
        (columns, places.iter().map(|&place| begins[place as usize]).collect())
    }

    /// For each dispatch, the time from the end of the worker's previous task, or the start of the
    /// run, to the start of its first task.
    fn gaps_ms(&self, columns: &Columns, begins: &[bool]) -> Vec<f64> {
        let mut last = vec![0.0; self.setup.plan.n_workers as usize];
        let mut gaps = Vec::new();
        let times = columns.start_ms.iter().zip(&columns.end_ms);
        for ((&worker, (&start, &end)), &begins) in columns.worker.iter().zip(times).zip(begins) {
            if begins {
                gaps.push((start - last[worker as usize]).max(0.0));
            }
            last[worker as usize] = end;
        }
        gaps
    }
}

/// The typical measurement: the median or, if that is less than a step of the clock, the mean of
/// the short measurements, most of which are 0 and some one step. `None` if there are none.
fn typical(measured: &[f64], step: f64) -> Option<f64> {
    let measured = sorted(measured);
    let n = measured.len();
    let median = f64::midpoint(*measured.get(n / 2)?, measured[(n - 1) / 2]);
    if median >= step {
        return Some(median);
    }
    let short = &measured[..measured.partition_point(|&it| it <= step * SHORT_STEPS)];
    Some(short.iter().sum::<f64>() / short.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::typical;
    use alloc::vec;

    #[test]
    fn a_coarse_clock_does_not_hide_a_time_shorter_than_its_step() {
        // A tenth of a step each, and one preemption.
        let mut measured = vec![0.0; 900];
        measured.extend([1.0; 100]);
        measured.push(5000.0);
        assert_eq!(typical(&measured, 1.0), Some(0.1));
        assert_eq!(typical(&[3.0, 900.0, 4.0, 3.0], 1.0), Some(3.5));
        assert_eq!(typical(&[], 1.0), None);
    }
}
