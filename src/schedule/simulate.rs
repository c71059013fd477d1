//! Discrete-event simulation: workers in virtual time.
//!
//! An event is a worker becoming free at some moment: it asks the policy, or starts the next of the
//! tasks it has taken. Events are in a binary heap ordered by (time, worker), so of workers that
//! are free at the same time the one with the lower number comes first. This is the only rule for
//! ties, and makes simulations deterministic. O((tasks + dispatches)·log workers). Rows are written
//! in the order of the events, which is that of the times. Whoever takes them away between two
//! steps ([`Simulation::take_rows`]) bounds the memory: nothing else grows with the number of rows.
//!
//! A worker that asks at t starts its first task at t + dispatch overhead + task overhead. Each
//! further task of the same dispatch starts one task overhead after the end of the last. A task
//! takes its duration divided by the worker's speed. A worker for which nothing is left stays idle.

use super::timeline::{Columns, Dispatches, Figures, Tally, Timeline};
use super::{Costs, Error, Setup};
use crate::policy::Policy;
use alloc::collections::binary_heap::{BinaryHeap, PeekMut};
use alloc::{vec, vec::Vec};
use common::clock::Clock;
use core::cmp::Reverse;
use core::ops::Range;
use core::sync::atomic::AtomicU64;

/// The number of events between two readings of the clock.
const EVENTS: usize = 4096;

/// A step ends when there are this many rows of tasks, so that they can be taken away.
const ROWS: usize = 65_536;

/// A simulation, which runs in slices; see the [crate's example](crate).
pub struct Simulation {
    setup: Setup,
    costs: Costs,
    policy: Policy,
    words: Vec<AtomicU64>,
    /// When each worker is free next. Times are not negative, so their bits are in the same order
    /// as the times.
    free: BinaryHeap<Reverse<(u64, u32)>>,
    /// The places that each worker has taken but not started.
    taken: Vec<Range<u32>>,
    columns: Columns,
    dispatches: Dispatches,
    tally: Tally,
    /// The numbers of tasks and dispatches, with those that were taken away.
    n_done: usize,
    n_dispatches: usize,
}

impl Simulation {
    /// Creates a simulation that has not started.
    ///
    /// # Errors
    /// If the costs are not allowed, see [`Costs::check`].
    pub fn new(setup: Setup, costs: Costs) -> Result<Self, Error> {
        costs.check(&setup)?;
        let (plan, policy) = (setup.plan, setup.plan.policy());
        let words: Vec<AtomicU64> = (0..plan.n_words()).map(|_| AtomicU64::new(0)).collect();
        policy.begin(&words);
        let workers = plan.n_workers;
        Ok(Self {
            policy,
            words,
            free: (0..workers).map(|worker| Reverse((0, worker))).collect(),
            taken: vec![0..0; workers as usize],
            columns: Columns::with_capacity(ROWS.min(plan.n_tasks as usize)),
            dispatches: Dispatches::default(),
            tally: Tally::new(workers),
            n_done: 0,
            n_dispatches: 0,
            setup,
            costs,
        })
    }

    /// Continues for about `budget_ms`, measured by `clock`, or until there are many rows. Returns
    /// whether anything is left to simulate.
    pub fn step(&mut self, budget_ms: f64, clock: &impl Clock) -> bool {
        let start_ms = clock.now_ms();
        loop {
            for _ in 0..EVENTS {
                if !self.event() {
                    return false;
                }
            }
            if self.columns.task.len() >= ROWS || clock.now_ms() - start_ms >= budget_ms {
                return true;
            }
        }
    }

    /// The number of tasks that have started.
    #[must_use]
    pub fn done(&self) -> usize {
        self.n_done
    }

    /// Calls `with` with the rows since the last time, and forgets them.
    pub fn take_rows(&mut self, with: impl FnOnce(&Columns, &Dispatches)) {
        with(&self.columns, &self.dispatches);
        self.columns.clear();
        self.dispatches.clear();
    }

    /// The timeline, of the rows that were not taken away, and the setup. Call this once
    /// [`step`](Self::step) has returned `false`.
    #[must_use]
    pub fn finish(self) -> (Timeline, Setup) {
        let Self { setup, costs, columns, dispatches, tally, n_done, n_dispatches, .. } = self;
        let overhead_ms = n_dispatches as f64 * costs.dispatch_ms + n_done as f64 * costs.task_ms;
        let figures = Figures::of(tally, &setup, costs.speeds.as_deref(), overhead_ms, None);
        (Timeline { columns, dispatches, figures }, setup)
    }

    /// Processes the next event; returns false if there is none.
    #[inline]
    fn event(&mut self) -> bool {
        let Some(mut next) = self.free.peek_mut() else {
            return false;
        };
        let Reverse((bits, worker)) = *next;
        let (time_ms, taken) = (f64::from_bits(bits), &mut self.taken[worker as usize]);
        let then_ms = if let Some(place) = taken.next() {
            let speed = self.costs.speeds.as_ref().map_or(1.0, |speeds| speeds[worker as usize]);
            let end_ms = time_ms + self.setup.durations_ms[place as usize] / speed;
            self.columns.push(self.setup.task(place), worker, time_ms, end_ms);
            self.tally.add(worker, time_ms, end_ms);
            self.n_done += 1;
            if taken.start == taken.end { end_ms } else { end_ms + self.costs.task_ms }
        } else if let Some(places) = self.policy.take(&self.words, worker) {
            self.dispatches.push(worker, places.clone(), time_ms);
            self.n_dispatches += 1;
            *taken = places;
            time_ms + self.costs.dispatch_ms + self.costs.task_ms
        } else {
            PeekMut::pop(next);
            return true;
        };
        // Replaced in place, which costs half as much as a pop and a push.
        *next = Reverse((then_ms.to_bits(), worker));
        true
    }
}
