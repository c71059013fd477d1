//! The compiled tasks: small functions of numbers, the same on threads, in processes and on the
//! host. All but the waits, `spin` and `sleep`, are pure.
//!
//! A [`Task`] comes from a name and numbers, as a pool's caller gives them; a [`Kind`] is a name
//! looked up once for many items. What is wrong with a name or an argument is a [`TaskError`].
//!
//! ```
//! use tasks::{Kind, Task, TaskError};
//! use timing::StdClock;
//! let clock = StdClock::start();
//! assert_eq!(Task::new("countPrimes", &[100.0])?.run(&clock), 25.0);
//!
//! let is_prime = Kind::named("isPrime")?;
//! let primes = (0..20).filter(|&n| is_prime.task(&[f64::from(n)]).unwrap().run(&clock) == 1.0);
//! assert!(primes.eq([2, 3, 5, 7, 11, 13, 17, 19]));
//!
//! let refused = Task::new("fibonacci", &[79.0]).unwrap_err();
//! assert!(matches!(refused, TaskError::Argument { argument: 0, .. }));
//! # Ok::<(), TaskError>(())
//! ```

use common::clock::Clock;
use common::number::Number;
use common::random::SplitMix64;
use common::spin::{self, Work};
use crew::given_up;
use std::fmt;

/// JavaScript's greatest safe integer: 2⁵³ − 1.
const MAX_SAFE: f64 = 9_007_199_254_740_991.0;
/// The greatest n whose Fibonacci number is a safe integer.
const MAX_FIBONACCI: u32 = 78;
/// The longest `spin` or `sleep`, in ms: one hour.
const MAX_WAIT_MS: f64 = 3_600_000.0;
/// How long `sleep` sleeps between two polls of [`given_up`], in ms.
const NAP_MS: f64 = 20.0;
/// Samples that `monteCarloPi` draws between two polls of [`given_up`].
const BATCH: u64 = 1 << 16;
/// The greatest count of samples or of numbers to test for being prime, and the greatest seed: 2³²
/// − 1.
const MAX_COUNT: f64 = 4_294_967_295.0;

/// A task of the library, with its arguments checked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Task {
    /// The square x².
    Square(f64),
    /// 1 if the number is prime, else 0; by trial division. The library converts the result to a
    /// boolean.
    IsPrime(u64),
    /// The number of primes below the number, by trial division: slow on purpose, to give a core
    /// work.
    CountPrimes(u64),
    /// The n-th Fibonacci number F(n), with F(0) = 0.
    Fibonacci(u32),
    /// An estimate of π from random points in the unit square.
    MonteCarloPi {
        /// The number of points; 0 points give the estimate 0.
        samples: u64,
        /// The seed of the generator.
        seed: u64,
    },
    /// Computes as much as a core does in the given number of milliseconds; returns the
    /// milliseconds that it took.
    Spin(f64),
    /// Waits for the given number of milliseconds without using the core; returns the milliseconds
    /// that it took.
    Sleep(f64),
}

/// Why a name and arguments do not make a task. Arguments are counted from 0.
#[derive(Debug, Clone, PartialEq)]
pub enum TaskError {
    /// No task has this name.
    Unknown(String),
    /// The task takes another number of arguments.
    Arity {
        /// The name of the task.
        task: &'static str,
        /// The least and the greatest number of arguments that it takes.
        takes: (usize, usize),
        /// The number of arguments given.
        given: usize,
    },
    /// An argument is out of range.
    Argument {
        /// The name of the task.
        task: &'static str,
        /// The index of the argument.
        argument: usize,
        /// Its value.
        value: f64,
        /// A description of the values allowed.
        allowed: &'static str,
    },
}

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name) => {
                write!(f, "there is no task named \"{name}\"; there are {}", Task::NAMES.join(", "))
            }
            Self::Arity { task, takes: (least, most), given } if least == most => {
                write!(f, "{task} takes {least} argument(s), not {given}")
            }
            Self::Arity { task, takes: (least, most), given } => {
                write!(f, "{task} takes {least} to {most} arguments, not {given}")
            }
            Self::Argument { task, argument, value, allowed } => {
                write!(
                    f,
                    "argument {argument} of {task} is {}; it must be {allowed}",
                    Number(*value)
                )
            }
        }
    }
}

impl std::error::Error for TaskError {}

impl Task {
    /// The names of all tasks.
    pub const NAMES: [&'static str; 7] =
        ["square", "isPrime", "countPrimes", "fibonacci", "monteCarloPi", "spin", "sleep"];

    /// The task called `name`, with the arguments `args`.
    ///
    /// # Errors
    /// When the name is unknown, or the arguments are too few, too many or out of range.
    ///
    /// ```
    /// use tasks::Task;
    /// assert_eq!(Task::new("fibonacci", &[10.0]), Ok(Task::Fibonacci(10)));
    /// assert!(Task::new("fibonacci", &[1.5]).is_err());
    /// ```
    pub fn new(name: &str, args: &[f64]) -> Result<Self, TaskError> {
        Kind::named(name)?.task(args)
    }

    /// Runs the task on this worker and returns its result. When its call is [`given_up`] a long
    /// task ends early, and its result is meaningless.
    pub fn run(self, clock: &impl Clock) -> f64 {
        match self {
            Self::Square(x) => x * x,
            Self::IsPrime(n) => f64::from(u8::from(is_prime(n))),
            Self::CountPrimes(n) => {
                (0..n).take_while(|_| !given_up()).filter(|&i| is_prime(i)).count() as f64
            }
            Self::Fibonacci(n) => fibonacci(n) as f64,
            Self::MonteCarloPi { samples, seed } => monte_carlo_pi(samples, seed),
            Self::Spin(ms) => {
                let per_ms = spin::per_ms(|| clock.now_ms());
                let start = clock.now_ms();
                let mut work = Work::new(start, ms, per_ms);
                loop {
                    let now = clock.now_ms();
                    if work.is_over(now) || given_up() {
                        break now - start;
                    }
                    work.turn();
                }
            }
            Self::Sleep(ms) => {
                let start = clock.now_ms();
                loop {
                    let left_ms = ms - (clock.now_ms() - start);
                    if left_ms <= 0.0 || given_up() {
                        return clock.now_ms() - start;
                    }
                    std::thread::sleep(std::time::Duration::from_secs_f64(
                        left_ms.min(NAP_MS) / 1e3,
                    ));
                }
            }
        }
    }
}

/// A task without its arguments, so that a name is looked up once for many items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// [`Task::Square`].
    Square,
    /// [`Task::IsPrime`].
    IsPrime,
    /// [`Task::CountPrimes`].
    CountPrimes,
    /// [`Task::Fibonacci`].
    Fibonacci,
    /// [`Task::MonteCarloPi`].
    MonteCarloPi,
    /// [`Task::Spin`].
    Spin,
    /// [`Task::Sleep`].
    Sleep,
}

impl Kind {
    /// All kinds, in the order of [`Task::NAMES`].
    const ALL: [Self; 7] = [
        Self::Square,
        Self::IsPrime,
        Self::CountPrimes,
        Self::Fibonacci,
        Self::MonteCarloPi,
        Self::Spin,
        Self::Sleep,
    ];

    /// The kind of task called `name`, one of [`Task::NAMES`].
    ///
    /// # Errors
    /// When no task has this name.
    pub fn named(name: &str) -> Result<Self, TaskError> {
        let place = Task::NAMES.iter().position(|known| *known == name);
        place.map(|place| Self::ALL[place]).ok_or_else(|| TaskError::Unknown(name.to_owned()))
    }

    /// The task of this kind with the arguments `args`.
    ///
    /// # Errors
    /// When the arguments are too few, too many or out of range.
    pub fn task(self, args: &[f64]) -> Result<Task, TaskError> {
        let takes = if self == Self::MonteCarloPi { (1, 2) } else { (1, 1) };
        let task = Task::NAMES[self as usize];
        if args.len() < takes.0 || args.len() > takes.1 {
            let given = args.len();
            return Err(TaskError::Arity { task, takes, given });
        }
        let given = Arguments { task, args };
        let count = "an integer from 0 to 2³² − 1";
        let wait = "from 0 to 3 600 000 ms";
        Ok(match self {
            Self::Square => {
                Task::Square(given.number(0, f64::NEG_INFINITY, f64::INFINITY, "a number")?)
            }
            Self::IsPrime => {
                Task::IsPrime(given.integer(0, MAX_SAFE, "an integer from 0 to 2⁵³ − 1")?)
            }
            Self::CountPrimes => Task::CountPrimes(given.integer(0, MAX_COUNT, count)?),
            Self::Fibonacci => Task::Fibonacci(given.integer(
                0,
                f64::from(MAX_FIBONACCI),
                "an integer from 0 to 78",
            )? as u32),
            Self::MonteCarloPi => Task::MonteCarloPi {
                samples: given.integer(0, MAX_COUNT, count)?,
                seed: if args.len() > 1 { given.integer(1, MAX_COUNT, count)? } else { 0 },
            },
            Self::Spin => Task::Spin(given.number(0, 0.0, MAX_WAIT_MS, wait)?),
            Self::Sleep => Task::Sleep(given.number(0, 0.0, MAX_WAIT_MS, wait)?),
        })
    }
}

/// The arguments of one task, read by index.
struct Arguments<'a> {
    task: &'static str,
    args: &'a [f64],
}

impl Arguments<'_> {
    fn number(
        &self,
        argument: usize,
        least: f64,
        most: f64,
        allowed: &'static str,
    ) -> Result<f64, TaskError> {
        let value = self.args[argument];
        if value.is_nan() || value < least || value > most {
            let task = self.task;
            return Err(TaskError::Argument { task, argument, value, allowed });
        }
        Ok(value)
    }

    fn integer(&self, argument: usize, most: f64, allowed: &'static str) -> Result<u64, TaskError> {
        let value = self.number(argument, 0.0, most, allowed)?;
        if value.fract() != 0.0 {
            let task = self.task;
            return Err(TaskError::Argument { task, argument, value, allowed });
        }
        Ok(value as u64)
    }
}

/// Trial division by 2, 3 and the numbers 6i ± 1 up to √n.
fn is_prime(n: u64) -> bool {
    if n < 4 {
        return n > 1;
    }
    if n.is_multiple_of(2) || n.is_multiple_of(3) {
        return false;
    }
    let mut divisor = 5;
    while divisor * divisor <= n {
        if n.is_multiple_of(divisor) || n.is_multiple_of(divisor + 2) {
            return false;
        }
        divisor += 6;
    }
    true
}

fn fibonacci(n: u32) -> u64 {
    let (mut this, mut next) = (0, 1);
    for _ in 0..n {
        (this, next) = (next, this + next);
    }
    this
}

/// 4 · (points in the quarter circle) / points; 0 if there are no points.
fn monte_carlo_pi(samples: u64, seed: u64) -> f64 {
    let mut random = SplitMix64::new(seed);
    let inside = (0..samples)
        .take_while(|sample| sample % BATCH != 0 || !given_up())
        .filter(|_| {
            let (x, y) = (random.uniform(), random.uniform());
            x * x + y * y < 1.0
        })
        .count();
    if samples == 0 { 0.0 } else { 4.0 * inside as f64 / samples as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clock that advances by a millisecond at each reading.
    struct Ticking(std::sync::atomic::AtomicU32);

    impl Clock for Ticking {
        fn now_ms(&self) -> f64 {
            f64::from(self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
        }
    }

    fn run(name: &str, args: &[f64]) -> f64 {
        Task::new(name, args).unwrap().run(&Ticking(0.into()))
    }

    #[test]
    fn primes_match_the_sieve_of_eratosthenes() {
        let mut sieve = vec![true; 10_000];
        sieve[..2].fill(false);
        for i in 2..100 {
            if sieve[i] {
                (i * i..10_000).step_by(i).for_each(|j| sieve[j] = false);
            }
        }
        for (n, prime) in sieve.iter().enumerate() {
            assert_eq!(is_prime(n as u64), *prime, "{n}");
        }
        assert_eq!(run("countPrimes", &[10_000.0]), 1229.0);
        assert_eq!(run("isPrime", &[MAX_SAFE]), 0.0);
    }

    #[test]
    fn fibonacci_is_exact_up_to_its_bound() {
        assert_eq!(run("fibonacci", &[0.0]), 0.0);
        assert_eq!(run("fibonacci", &[10.0]), 55.0);
        assert_eq!(run("fibonacci", &[78.0]), 8_944_394_323_791_464.0);
        assert!(Task::new("fibonacci", &[79.0]).is_err());
    }

    #[test]
    fn the_estimate_of_pi_is_close_and_repeatable_by_its_seed() {
        let pi = run("monteCarloPi", &[100_000.0, 7.0]);
        assert!((pi - std::f64::consts::PI).abs() < 0.02, "{pi}");
        assert_eq!(pi, run("monteCarloPi", &[100_000.0, 7.0]));
        assert_ne!(pi, run("monteCarloPi", &[100_000.0, 8.0]));
        assert_eq!(run("monteCarloPi", &[0.0]), 0.0);
    }

    #[test]
    fn spin_lasts_at_least_the_given_time() {
        assert!(run("spin", &[25.0]) >= 25.0);
    }

    #[test]
    fn counts_must_be_integers_in_range() {
        for bad in [-1.0, 1.5, f64::NAN, f64::INFINITY, 9_007_199_254_740_993.0] {
            for name in ["isPrime", "countPrimes", "fibonacci", "monteCarloPi"] {
                let refused = Task::new(name, &[bad]);
                assert!(
                    matches!(refused, Err(TaskError::Argument { argument: 0, .. })),
                    "{name} {bad}"
                );
            }
        }
    }

    #[test]
    fn the_error_of_an_unknown_name_lists_the_known_ones() {
        let error = Task::new("cube", &[1.0]).unwrap_err().to_string();
        assert!(error.contains("cube") && error.contains("monteCarloPi"), "{error}");
        assert!(matches!(Task::new("square", &[]), Err(TaskError::Arity { given: 0, .. })));
    }
}
