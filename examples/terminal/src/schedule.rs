//! `schedule`: the same tasks by each policy, in virtual time and on threads.
//!
//! Durations are distributed exponentially, so that few tasks have much of the work.

use crate::gantt::{Interval, gantt};
use crate::screen::Screen;
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use common::random::SplitMix64;
use common::spin;
use schedule::lane::{Load, Spot};
use schedule::policy::Name;
use schedule::{Costs, Run, Setup, Simulation, Timeline};
use std::error::Error;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;
use timing::{Clock, StdClock};

/// How often a bar moves.
const LOOK: Duration = Duration::from_millis(20);
/// How much longer than all its tasks together a run may take, in ms.
const PATIENCE_MS: f64 = 60_000.0;
/// The step of `StdClock`, in ms.
const CLOCK_STEP_MS: f64 = 1e-6;
/// The longest task, as a multiple of the mean.
const LONGEST: f64 = 6.0;
/// What is added to sums of rounded times, in ms.
const ROUNDING_MS: f64 = 1e-6;

#[derive(Args)]
pub struct Arguments {
    /// The policy; without it, all of them
    #[arg(long, value_parser = PossibleValuesParser::new(Name::ALL.map(|(_, name)| name)))]
    policy: Option<String>,
    /// The number of tasks
    #[arg(long, default_value_t = 40, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    tasks: u32,
    /// The mean duration of a task, in ms
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    mean_ms: u32,
    /// The workers, each a thread
    #[arg(long, default_value_t = crate::cores(), value_parser = clap::value_parser!(u32).range(1..=256))]
    threads: u32,
    /// The chunk size of policies that have one
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    chunk: u32,
    /// What a task does for its duration
    #[arg(long, default_value = "spin")]
    load: Does,
    /// The seed of the durations, and of thefts
    #[arg(long, default_value_t = 1)]
    seed: u32,
}

#[derive(Clone, Copy, ValueEnum)]
enum Does {
    /// Computes as much as one core does in that time
    Spin,
    /// Sleeps
    Sleep,
}

pub fn run(arguments: &Arguments, screen: &Screen) -> Result<String, Box<dyn Error>> {
    let &Arguments { tasks, mean_ms, threads, chunk, load, seed, .. } = arguments;
    let clock = StdClock::start();
    let load = match load {
        Does::Spin => Load::Spin,
        Does::Sleep => Load::Sleep,
    };
    spin::per_ms(|| clock.now_ms());
    let durations_ms = durations_ms(tasks, f64::from(mean_ms), seed);
    let total_ms: f64 = durations_ms.iter().sum();
    let chosen = |name: &&str| arguments.policy.as_deref().is_none_or(|policy| policy == *name);
    let policies = Name::ALL.into_iter().map(|(_, name)| name).filter(chosen);

    screen.say(format_args!(
        "schedule  {tasks} tasks, {total_ms:.1} ms in all, {threads} worker(s), chunk {chunk}, seed {seed}"
    ))?;
    screen.say("                 simulated             real")?;
    screen.say(
        "policy           makespan ms  balance  makespan ms  balance  dispatches  overhead ms",
    )?;
    let mut real_runs = Vec::new();
    for policy in policies {
        let setup = Setup::new(
            durations_ms.clone(),
            policy,
            f64::from(threads),
            f64::from(chunk),
            f64::from(seed),
        )?;
        let virtual_run = simulate(setup.clone(), &clock)?;
        let until_ms = clock.now_ms() + total_ms + PATIENCE_MS;
        let real_run = run_on_threads(setup, load, &clock, until_ms, screen)?;
        for timeline in [&virtual_run, &real_run] {
            check(timeline, &durations_ms)
                .map_err(|why| format!("the answer of {policy} is wrong: {why}"))?;
        }
        let (simulated, real) = (&virtual_run.figures, &real_run.figures);
        screen.say(format_args!(
            "{policy:<15}  {:>11.2}  {:>7.2}  {:>11.2}  {:>7.2}  {:>10}  {:>11.3}",
            simulated.makespan_ms,
            simulated.load_balance.unwrap_or(1.0),
            real.makespan_ms,
            real.load_balance.unwrap_or(1.0),
            real_run.dispatches.first.len(),
            real.overhead_ms
        ))?;
        real_runs.push((policy, real_run));
    }
    let least_ms = real_runs.first().map_or(0.0, |(_, run)| run.figures.lower_bound_ms);
    screen.say(format_args!("no policy can take less than {least_ms:.2} ms"))?;
    let end_ms = real_runs.iter().map(|(_, run)| run.figures.makespan_ms).fold(0.0, f64::max);
    for (policy, run) in &real_runs {
        screen.say(format_args!("{policy}, 0–{end_ms:.1} ms"))?;
        for line in gantt(&intervals(run), threads, end_ms) {
            screen.say(line)?;
        }
    }
    let n = real_runs.len();
    Ok(format!("{n} policies, each ran {tasks} tasks once, none shorter than it is"))
}

/// The durations −mean·ln(1 − u) of all tasks, with u from splitmix64.
fn durations_ms(tasks: u32, mean_ms: f64, seed: u32) -> Vec<f64> {
    let mut random = SplitMix64::new(u64::from(seed));
    (0..tasks).map(|_| mean_ms * -(1.0 - random.uniform()).ln().max(-LONGEST)).collect()
}

fn simulate(setup: Setup, clock: &StdClock) -> Result<Timeline, schedule::Error> {
    let mut simulation = Simulation::new(setup, Costs::default())?;
    while simulation.step(f64::INFINITY, clock) {}
    Ok(simulation.finish().0)
}

/// A worker's thread.
struct Here<'a>(&'a StdClock);

impl Spot for Here<'_> {
    fn now_ms(&self) -> f64 {
        self.0.now_ms()
    }

    fn sleep_ms(&self, ms: f64) {
        thread::sleep(Duration::from_secs_f64(ms / 1e3));
    }
}

/// Runs the tasks, a thread for each worker.
fn run_on_threads(
    setup: Setup,
    load: Load,
    clock: &StdClock,
    until_ms: f64,
    screen: &Screen,
) -> Result<Timeline, Box<dyn Error>> {
    let tasks = setup.durations_ms.len() as u64;
    let run = Run::new(setup, load)?;
    let bar = screen.bar("tasks", tasks);
    // Nothing is sent: it ends with the last worker.
    let (tell, ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        for worker in 0..run.n_workers() {
            let (run, tell) = (&run, tell.clone());
            scope.spawn(move || {
                run.lane(worker, &Here(clock), CLOCK_STEP_MS, until_ms);
                drop(tell);
            });
        }
        drop(tell);
        while let Err(RecvTimeoutError::Timeout) = ended.recv_timeout(LOOK) {
            bar.set_position(run.done());
        }
    });
    if run.done() < tasks {
        return Err(format!("of {tasks} tasks {} were done in time", run.done()).into());
    }
    Ok(run.finish(CLOCK_STEP_MS).0)
}

fn intervals(timeline: &Timeline) -> Vec<Interval> {
    let columns = &timeline.columns;
    (0..columns.task.len())
        .map(|row| Interval {
            row: columns.worker[row],
            item: columns.task[row],
            start_ms: columns.start_ms[row],
            end_ms: columns.end_ms[row],
        })
        .collect()
}

/// Whether each task ran once and as long as it is, no worker ran two at a time, and the makespan
/// is possible.
fn check(timeline: &Timeline, durations_ms: &[f64]) -> Result<(), String> {
    let mut ran = vec![0_u32; durations_ms.len()];
    let mut free_ms = vec![0.0; timeline.figures.busy_ms.len()];
    for Interval { row, item, start_ms, end_ms } in intervals(timeline) {
        ran[item as usize] += 1;
        if end_ms - start_ms < durations_ms[item as usize] - ROUNDING_MS {
            return Err(format!("task {item} ended too soon"));
        }
        let free_ms = &mut free_ms[row as usize];
        if start_ms < *free_ms - ROUNDING_MS {
            return Err(format!("worker {row} ran two tasks at a time"));
        }
        *free_ms = end_ms;
    }
    if let Some(task) = ran.iter().position(|times| *times != 1) {
        return Err(format!("task {task} ran {} times", ran[task]));
    }
    let (makespan_ms, bound_ms) = (timeline.figures.makespan_ms, timeline.figures.lower_bound_ms);
    if makespan_ms < bound_ms - ROUNDING_MS {
        return Err(format!("a makespan of {makespan_ms} ms is below the bound of {bound_ms} ms"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_that_is_left_out_doubled_or_cut_short_is_wrong() {
        let durations = durations_ms(20, 8.0, 3);
        let setup = Setup::new(durations.clone(), "guided", 3.0, 1.0, 1.0).unwrap();
        let right = simulate(setup, &StdClock::start()).unwrap();
        assert_eq!(check(&right, &durations), Ok(()));

        let why = |change: &dyn Fn(&mut Timeline)| {
            let mut wrong = right.clone();
            change(&mut wrong);
            check(&wrong, &durations).unwrap_err()
        };
        let least = (0..20).min_by(|a, b| durations[*a].total_cmp(&durations[*b])).unwrap() as u32;
        assert!(why(&|it| it.columns.task[0] = least).contains("ran 0 times"));
        assert!(why(&|it| it.columns.end_ms[0] -= 0.1).contains("too soon"));
        assert!(why(&|it| it.columns.worker.fill(0)).contains("two tasks at a time"));
        assert!(why(&|it| it.figures.makespan_ms = 1.0).contains("below the bound"));
    }
}
