//! `product`: C[n×n] = A[n×n]·B[n×n] on one thread and on several, in turns.
//!
//! After one unmeasured turn each, whose C is compared with the oracle, the contenders take turns.
//! The C of a measured turn must be that of the unmeasured one, to the bit.

use crate::gantt::{Interval, gantt};
use crate::screen::Screen;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use common::random::SplitMix64;
use crew::Crew;
use matmul::{Algorithm, Element, Product, Shape};
use std::error::Error;
use std::thread;
use timing::{Clock, Statistics, StdClock, karp_flatt};

/// How often a bar moves, in ms.
const SLICE_MS: f64 = 50.0;
/// The longest wait for the threads of the team, in ms.
const PATIENCE_MS: f64 = 10_000.0;
/// The step of `StdClock`, in ms.
const CLOCK_STEP_MS: f64 = 1e-6;

#[derive(Args)]
pub struct Arguments {
    /// Rows and columns of each matrix
    #[arg(long, default_value_t = 768, value_parser = clap::value_parser!(u32).range(1..=8192))]
    size: u32,
    /// Threads that share the work, the main one included
    #[arg(long, default_value_t = crate::cores(), value_parser = clap::value_parser!(u32).range(1..=256))]
    threads: u32,
    /// The algorithm
    #[arg(long, default_value = "fast", value_parser = algorithms())]
    algorithm: Algorithm,
    /// Measured turns of each contender
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=1000))]
    turns: u32,
    /// The seed of the elements
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// All algorithms but Strassen's, whose errors have another bound.
fn algorithms() -> impl TypedValueParser<Value = Algorithm> {
    let names = Algorithm::ALL.into_iter().filter(|it| *it != Algorithm::Strassen);
    PossibleValuesParser::new(names.map(Algorithm::name))
        .map(|name| Algorithm::from_name(&name).expect("one of the names above"))
}

/// A crew with the times of its turns.
struct Contender {
    crew: Crew,
    times_ms: Vec<f64>,
    checked: Vec<f64>,
}

pub fn run(arguments: &Arguments, screen: &Screen) -> Result<String, Box<dyn Error>> {
    let &Arguments { size, threads, algorithm, turns, seed } = arguments;
    let clock = StdClock::start();
    gather(threads, &clock)?;

    let n = size as usize;
    let mut random = SplitMix64::new(seed);
    let mut numbers = || (0..n * n).map(|_| 2.0 * random.uniform() - 1.0).collect::<Vec<f64>>();
    let shape = Shape { m: n, k: n, n };
    let mut product = Product::new(shape, algorithm, numbers(), numbers())?;

    // One rounding for each product and for each addition.
    let bound = (n + 1) as f64 * f64::UNIT_ROUNDOFF;
    let mut worst = 0.0_f64;
    let mut contenders = vec![Crew::Caller];
    if threads > 1 {
        contenders.push(Crew::Team { lanes: threads as usize });
    }
    let mut contenders = contenders
        .into_iter()
        .map(|crew| {
            turn(&mut product, crew, &clock, screen);
            let bar = screen.bar("oracle", u64::from(size));
            while product.check(SLICE_MS, crew, &clock)? {
                bar.tick();
            }
            worst = worst.max(product.max_relative_error());
            Ok(Contender { crew, times_ms: Vec::new(), checked: product.c().to_vec() })
        })
        .collect::<Result<Vec<_>, matmul::MatmulError>>()?;
    if worst > bound {
        return Err(
            format!("the answer is wrong: its error is {worst:.1e}, not {bound:.1e}").into()
        );
    }

    let mut began_ms = 0.0;
    for number in 1..=turns {
        for Contender { crew, times_ms, checked } in &mut contenders {
            began_ms = clock.now_ms();
            times_ms.push(turn(&mut product, *crew, &clock, screen));
            if product.c() != checked {
                return Err(format!("the answer is wrong: turn {number} differs").into());
            }
        }
    }
    crew::leave();

    screen.say(format_args!(
        "product   {n}×{n}×{n}, {} ({}), f64, {turns} turns each",
        algorithm.name(),
        product.kernel()
    ))?;
    report(&contenders, n, screen)?;
    screen.say(format_args!("who did what in the last turn, {threads} thread(s)"))?;
    let spans = product.spans().iter().zip(0..);
    let intervals: Vec<Interval> = spans
        .map(|(tile, item)| Interval {
            row: tile.span.worker,
            item,
            start_ms: tile.span.start_ms - began_ms,
            end_ms: tile.span.end_ms - began_ms,
        })
        .collect();
    let end_ms = intervals.iter().map(|it| it.end_ms).fold(0.0, f64::max);
    for line in gantt(&intervals, threads, end_ms) {
        screen.say(line)?;
    }
    Ok(format!("{} elements, relative error {worst:.1e} of at most {bound:.1e}", n * n))
}

/// Makes the other threads a team with this one.
fn gather(threads: u32, clock: &StdClock) -> Result<(), Box<dyn Error>> {
    let others = threads - 1;
    if others == 0 {
        return Ok(());
    }
    rayon::ThreadPoolBuilder::new().num_threads(others as usize).build_global()?;
    crew::join_pool(|| ());
    while crew::members() < others {
        if clock.now_ms() > PATIENCE_MS {
            return Err(format!("of {others} threads {} have come", crew::members()).into());
        }
        thread::yield_now();
    }
    Ok(())
}

/// Computes the product once more; returns how long it took, in ms.
fn turn(product: &mut Product<f64>, crew: Crew, clock: &StdClock, screen: &Screen) -> f64 {
    product.restart();
    let rows = product.c().len().isqrt();
    let bar = screen.bar(&format!("{} thread(s)", crew.size()), rows as u64);
    let start_ms = clock.now_ms();
    while product.step(SLICE_MS, crew, clock) {
        bar.set_position(product.rows_done() as u64);
    }
    clock.now_ms() - start_ms
}

/// Says the times, and the speedup if there are two contenders.
fn report(contenders: &[Contender], n: usize, screen: &Screen) -> Result<(), Box<dyn Error>> {
    screen.say("threads     median ms      min–max ms     GFLOP/s")?;
    let mut medians = Vec::new();
    for Contender { crew, times_ms, .. } in contenders {
        let Statistics { median, min, max, .. } = Statistics::of(times_ms, CLOCK_STEP_MS)?;
        let rate = 2.0 * (n as f64).powi(3) / (median * 1e6);
        let range = format!("{min:.2}–{max:.2}");
        screen
            .say(format_args!("{:>7}  {median:>12.2}  {range:>14}  {rate:>10.2}", crew.size()))?;
        medians.push(median);
    }
    let [one, many] = contenders else { return Ok(()) };
    let turns = one.times_ms.iter().zip(&many.times_ms).map(|(one, many)| one / many);
    let (least, most) = turns
        .fold((f64::INFINITY, 0.0_f64), |(least, most), ratio| (least.min(ratio), most.max(ratio)));
    let (speedup, workers) = (medians[0] / medians[1], many.crew.size());
    let serial = karp_flatt(workers as u32, speedup).unwrap_or(1.0);
    screen.say(format_args!(
        "speedup   {speedup:.2} ({least:.2}–{most:.2} from turn to turn), efficiency {:.2}, serial \
         fraction by Karp and Flatt {serial:.3}",
        speedup / workers as f64
    ))?;
    Ok(())
}
