//! Workers in virtual time: nobody waits, and what would happen is computed event after event.
//!
//! An event is a worker that is free at a moment: it asks the policy, or begins the next task of
//! what it has. Events lie in a binary heap by (time, worker), so of workers that are free at the
//! same time the one with the lower number comes first: that is the whole rule for ties, and makes
//! a simulation the same every time. O((tasks + dispatches)·log workers); rows are written in the
//! order of the events, which is the order of the times.
//!
//! A worker that asks at t begins at t + dispatch + task overhead; each further task of the same
//! dispatch begins a task overhead after the last one's end; a task takes its duration over the
//! worker's speed. A worker for whom nothing is left stays idle.

use super::timeline::{Columns, Dispatches, Figures, Timeline};
use super::{Costs, Error, Setup};
use crate::policy::Policy;
use alloc::collections::binary_heap::{BinaryHeap, PeekMut};
use alloc::{vec, vec::Vec};
use common::clock::Clock;
use core::cmp::Reverse;
use core::ops::Range;
use core::sync::atomic::AtomicU64;

/// Events between two looks at the clock.
const EVENTS: usize = 4096;

/// A simulation, which goes in slices.
pub struct Simulation {
    setup: Setup,
    costs: Costs,
    policy: Policy,
    words: Vec<AtomicU64>,
    /// Who is free when. Times are not negative, so their bits are ordered as they are.
    free: BinaryHeap<Reverse<(u64, u32)>>,
    /// What each worker has taken and not begun.
    taken: Vec<Range<u32>>,
    columns: Columns,
    dispatches: Dispatches,
}

impl Simulation {
    /// A simulation that has not begun.
    ///
    /// # Errors
    /// When the costs are not allowed.
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
            columns: Columns::with_capacity(plan.n_tasks as usize),
            dispatches: Dispatches::default(),
            setup,
            costs,
        })
    }

    /// Goes on for about `budget_ms`; true while something is left.
    pub fn step(&mut self, budget_ms: f64, clock: &impl Clock) -> bool {
        let start_ms = clock.now_ms();
        loop {
            for _ in 0..EVENTS {
                if !self.event() {
                    return false;
                }
            }
            if clock.now_ms() - start_ms >= budget_ms {
                return true;
            }
        }
    }

    /// Tasks that have been begun.
    #[must_use]
    pub fn done(&self) -> usize {
        self.columns.task.len()
    }

    /// What happened, and the setup. To be called when [`step`](Self::step) has said that nothing
    /// is left.
    #[must_use]
    pub fn finish(self) -> (Timeline, Setup) {
        let Self { setup, costs, columns, dispatches, .. } = self;
        let overhead_ms = dispatches.first.len() as f64 * costs.dispatch_ms
            + columns.task.len() as f64 * costs.task_ms;
        let figures = Figures::of(&columns, &setup, costs.speeds.as_deref(), overhead_ms, None);
        (Timeline { columns, dispatches, figures }, setup)
    }

    /// The next event; false when there is none.
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
            if taken.start == taken.end { end_ms } else { end_ms + self.costs.task_ms }
        } else if let Some(places) = self.policy.take(&self.words, worker) {
            self.dispatches.push(worker, places.clone(), time_ms);
            *taken = places;
            time_ms + self.costs.dispatch_ms + self.costs.task_ms
        } else {
            PeekMut::pop(next);
            return true;
        };
        // Taken down in place: half of what a pop and a push would cost.
        *next = Reverse((then_ms.to_bits(), worker));
        true
    }
}
