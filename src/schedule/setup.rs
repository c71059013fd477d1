//! The setup: durations, policy and workers, checked once.

use super::Error;
use super::policy::{Name, Plan};
use alloc::{borrow::ToOwned, format, vec::Vec};
use common::order;

/// The largest number of tasks.
pub const MAX_TASKS: usize = 10_000_000;
/// The largest number of tasks of a run on real workers.
pub const MAX_REAL_TASKS: usize = 1_000_000;
/// The largest number of workers in virtual time.
pub const MAX_WORKERS: u32 = 4096;
/// The largest chunk size, k.
const MAX_CHUNK: f64 = 1e6;
/// The longest task on a real worker in ms: one hour.
const MAX_REAL_MS: f64 = 3_600_000.0;

/// Tasks and a policy over them. Each task has a *place* in the order in which tasks are handed
/// out.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The policy and its parameters.
    pub plan: Plan,
    /// The task at each place; `None` if each task is at the place with its own index.
    pub order: Option<Vec<u32>>,
    /// The duration of the task at each place, in ms.
    pub durations_ms: Vec<f64>,
}

impl Setup {
    /// A setup of tasks with these durations, in ms, for `workers` workers by the policy with that
    /// name.
    ///
    /// # Errors
    /// If there is no such policy, there are more than [`MAX_TASKS`] tasks, a duration is negative
    /// or not finite, or another number is not an integer in its range.
    ///
    /// ```
    /// use schedule::Setup;
    /// let setup = Setup::new(vec![1.0, 3.0, 2.0], "longestFirst", 2.0, 1.0, 1.0).unwrap();
    /// assert_eq!(setup.order, Some(vec![1, 2, 0]));
    /// assert!(Setup::new(vec![-1.0], "dynamic", 2.0, 1.0, 1.0).is_err());
    /// ```
    pub fn new(
        mut durations_ms: Vec<f64>,
        policy: &str,
        workers: f64,
        chunk: f64,
        seed: f64,
    ) -> Result<Self, Error> {
        let known = Name::ALL.iter().find(|(_, known)| *known == policy);
        let name = known.ok_or_else(|| Error::UnknownPolicy(policy.to_owned()))?.0;
        if durations_ms.len() > MAX_TASKS {
            let (name, length) = ("tasks", durations_ms.len());
            return Err(Error::Length { name, length, allowed: format!("at most {MAX_TASKS}") });
        }
        for (index, duration) in durations_ms.iter_mut().enumerate() {
            if !duration.is_finite() || *duration < 0.0 {
                let (name, allowed) = ("tasks", "a finite number of milliseconds, 0 or more");
                return Err(Error::Element { name, index, value: *duration, allowed });
            }
            // −0 becomes 0, so that the two are sorted as equal.
            *duration += 0.0;
        }
        let plan = Plan {
            name,
            n_tasks: durations_ms.len() as u32,
            n_workers: integer(
                "workers",
                workers,
                1.0,
                f64::from(MAX_WORKERS),
                "an integer from 1 to 4096",
            )?,
            chunk: integer("policy.chunk", chunk, 1.0, MAX_CHUNK, "an integer from 1 to 1000000")?,
            seed: integer("seed", seed, 0.0, f64::from(u32::MAX), "an integer from 0 to 2³² − 1")?,
        };
        let order = plan
            .is_sorted()
            .then(|| order::descending(durations_ms.len(), |task| durations_ms[task]));
        if let Some(order) = &order {
            durations_ms = order.iter().map(|&task| durations_ms[task as usize]).collect();
        }
        Ok(Self { plan, order, durations_ms })
    }

    /// This setup, checked for real workers: at most [`MAX_REAL_TASKS`] tasks, of an hour each.
    ///
    /// # Errors
    /// If there are more tasks, or one takes longer.
    pub fn for_real(self) -> Result<Self, Error> {
        let (name, length) = ("tasks", self.durations_ms.len());
        if length > MAX_REAL_TASKS {
            let allowed = format!("at most {MAX_REAL_TASKS} on real workers");
            return Err(Error::Length { name, length, allowed });
        }
        let long = self.durations_ms.iter().position(|&duration| duration > MAX_REAL_MS);
        long.map_or(Ok(()), |place| {
            let (index, value) = (self.task(place as u32) as usize, self.durations_ms[place]);
            Err(Error::Element { name: "tasks", index, value, allowed: "from 0 to 3 600 000 ms" })
        })?;
        Ok(self)
    }

    /// The task at a place.
    ///
    /// # Panics
    /// If the setup has an order and no such place.
    #[must_use]
    pub fn task(&self, place: u32) -> u32 {
        self.order.as_ref().map_or(place, |order| order[place as usize])
    }
}

/// The costs of scheduling in virtual time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Costs {
    /// The overhead before each task, in ms.
    pub task_ms: f64,
    /// The overhead of each dispatch, in ms.
    pub dispatch_ms: f64,
    /// The speed of each worker; `None` if all have speed 1.
    pub speeds: Option<Vec<f64>>,
}

impl Costs {
    /// Checks the costs for a setup.
    ///
    /// # Errors
    /// If a cost is negative or not finite, a speed is not positive or not finite, the number of
    /// speeds differs from that of workers, or the total time is not finite.
    pub fn check(&self, setup: &Setup) -> Result<(), Error> {
        for (name, value) in
            [("taskOverheadMs", self.task_ms), ("dispatchOverheadMs", self.dispatch_ms)]
        {
            if !value.is_finite() || value < 0.0 {
                let allowed = "a finite number of milliseconds, 0 or more";
                return Err(Error::Argument { name, value, allowed });
            }
        }
        let speeds = self.speeds.as_deref().unwrap_or(&[]);
        let (name, length, workers) = ("speeds", speeds.len(), setup.plan.n_workers);
        if self.speeds.is_some() && length != workers as usize {
            return Err(Error::Length {
                name,
                length,
                allowed: format!("one for each of {workers} workers"),
            });
        }
        if let Some(index) = speeds.iter().position(|&speed| !speed.is_finite() || speed <= 0.0) {
            let allowed = "a finite number above 0";
            return Err(Error::Element { name, index, value: speeds[index], allowed });
        }
        let slowest = speeds.iter().copied().fold(1.0, f64::min);
        let work: f64 = setup.durations_ms.iter().map(|duration| duration / slowest).sum();
        let longest = work + f64::from(setup.plan.n_tasks) * (self.task_ms + self.dispatch_ms);
        if longest.is_finite() { Ok(()) } else { Err(Error::Endless) }
    }
}

fn integer(
    name: &'static str,
    value: f64,
    least: f64,
    most: f64,
    allowed: &'static str,
) -> Result<u32, Error> {
    if value % 1.0 == 0.0 && value >= least && value <= most {
        return Ok(value as u32);
    }
    Err(Error::Argument { name, value, allowed })
}
