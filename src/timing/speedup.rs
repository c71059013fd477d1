//! Laws of speedup: what a program's times on several numbers of workers tell about it.
//!
//! With T(p) the time on p workers, the speedup is S(p) = T(1) / T(p) and the efficiency is S(p) /
//! p.
//!
//! Amdahl's law: if a fraction s of the time on one worker cannot be parallelised, T(p) = T(1)·(s +
//! (1 − s)/p), so the speedup never exceeds 1/s. The experimentally determined serial fraction e(p)
//! is that law solved for s at one measured p. If e is constant over p, serial work is the likely
//! limit; if it grows with p, parallel overhead is.
//!
//! Sources: G. M. Amdahl, *Validity of the single processor approach to achieving large scale
//! computing capabilities*, AFIPS 1967. A. H. Karp & H. P. Flatt, *Measuring parallel processor
//! performance*, CACM 33(5), 1990.

use common::number::Number;
use std::fmt;

/// Amdahl's law: the speedup S(p) = 1 / (s + (1 − s)/p) on p = `workers` of a program with the
/// serial fraction s = `serial_fraction`.
///
/// ```
/// use timing::amdahl;
/// assert_eq!(amdahl(4, 0.0), 4.0);
/// assert_eq!(amdahl(4, 1.0), 1.0);
/// assert!((amdahl(1000, 0.05) - 20.0).abs() < 0.5, "never more than 1/s");
/// ```
#[must_use]
pub fn amdahl(workers: u32, serial_fraction: f64) -> f64 {
    1.0 / (serial_fraction + (1.0 - serial_fraction) / f64::from(workers))
}

/// The experimentally determined serial fraction e = (1/S − 1/p) / (1 − 1/p) of the speedup S on p
/// = `workers`; `None` for one worker.
///
/// It is below 0 if the speedup exceeds the number of workers, and above 1 if several workers took
/// longer than one.
///
/// ```
/// use timing::karp_flatt;
/// assert_eq!(karp_flatt(2, 2.0), Some(0.0));
/// assert_eq!(karp_flatt(2, 1.0), Some(1.0));
/// assert_eq!(karp_flatt(1, 1.0), None);
/// ```
#[must_use]
pub fn karp_flatt(workers: u32, speedup: f64) -> Option<f64> {
    let share = 1.0 / f64::from(workers);
    (workers > 1).then(|| (1.0 / speedup - share) / (1.0 - share))
}

/// The figures for one number of workers. They are `None` if its time or the baseline is 0, which
/// is a time too short for the clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpeedupPoint {
    /// The number of workers, p.
    pub workers: u32,
    /// The speedup S(p) = T(1) / T(p).
    pub speedup: Option<f64>,
    /// The efficiency S(p) / p: 1 if no worker was idle and no work was added.
    pub efficiency: Option<f64>,
    /// The experimentally determined serial fraction e(p); `None` for one worker.
    pub karp_flatt: Option<f64>,
}

/// The figures for times on several numbers of workers.
#[derive(Debug, Clone, PartialEq)]
pub struct Speedup {
    /// One point for each number of workers, in the order given.
    pub points: Vec<SpeedupPoint>,
    /// The serial fraction s of Amdahl's law that fits the times best; `None` if no point has an
    /// e(p).
    ///
    /// It is the s in 0…1 with the least Σ (T(p)/T(1) − s − (1 − s)/p)²: the mean of the serial
    /// fractions e(p), each with the weight (1 − 1/p)².
    pub serial_fraction: Option<f64>,
}

impl Speedup {
    /// The figures for `times[i]` on `workers[i]` workers, in any unit of time. The time on one
    /// worker is the baseline.
    ///
    /// # Errors
    /// When the slices differ in length, a number of workers is 0 or given twice, one worker is not
    /// among them, or a time is not a finite number of at least 0.
    ///
    /// ```
    /// use timing::Speedup;
    /// let figures = Speedup::of(&[1, 2, 4], &[100.0, 60.0, 40.0]).unwrap();
    /// assert_eq!(figures.points[2].speedup, Some(2.5));
    /// assert_eq!(figures.points[2].efficiency, Some(0.625));
    /// assert!((figures.serial_fraction.unwrap() - 0.2).abs() < 1e-12);
    /// ```
    pub fn of(workers: &[u32], times: &[f64]) -> Result<Self, SpeedupError> {
        if workers.len() != times.len() {
            return Err(SpeedupError::Lengths { workers: workers.len(), times: times.len() });
        }
        for (index, &count) in workers.iter().enumerate() {
            if count == 0 || workers[..index].contains(&count) {
                return Err(SpeedupError::Workers { index, count });
            }
            let time = times[index];
            if !time.is_finite() || time < 0.0 {
                return Err(SpeedupError::NotATime { workers: count, time });
            }
        }
        let one = workers.iter().position(|&count| count == 1).ok_or(SpeedupError::NoBaseline)?;
        let points: Vec<SpeedupPoint> = workers
            .iter()
            .zip(times)
            .map(|(&workers, &time)| {
                let speedup = (times[one] > 0.0 && time > 0.0).then(|| times[one] / time);
                let efficiency = speedup.map(|speedup| speedup / f64::from(workers));
                let karp_flatt = speedup.and_then(|speedup| karp_flatt(workers, speedup));
                SpeedupPoint { workers, speedup, efficiency, karp_flatt }
            })
            .collect();
        let serial_fraction = fit(&points);
        Ok(Self { points, serial_fraction })
    }
}

/// The weighted mean of the serial fractions e(p), clamped to 0…1.
fn fit(points: &[SpeedupPoint]) -> Option<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for point in points {
        if let Some(fraction) = point.karp_flatt {
            let weight = (1.0 - 1.0 / f64::from(point.workers)).powi(2);
            sum += weight * fraction;
            weights += weight;
        }
    }
    (weights > 0.0).then(|| (sum / weights).clamp(0.0, 1.0))
}

/// Why times have no figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SpeedupError {
    /// The numbers of workers and the times differ in length.
    Lengths {
        /// How many numbers of workers were given.
        workers: usize,
        /// How many times were given.
        times: usize,
    },
    /// A number of workers is 0, or was given before.
    Workers {
        /// Its index.
        index: usize,
        /// The number of workers.
        count: u32,
    },
    /// There is no time for one worker, the baseline.
    NoBaseline,
    /// A time is not a finite number of at least 0.
    NotATime {
        /// The number of workers of that time.
        workers: u32,
        /// The time.
        time: f64,
    },
}

impl fmt::Display for SpeedupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lengths { workers, times } => {
                write!(f, "there are {times} times for {workers} numbers of workers")
            }
            Self::Workers { index, count } => {
                write!(f, "workers[{index}] is {count}, which is 0 or was given before")
            }
            Self::NoBaseline => write!(f, "one worker is not among the numbers of workers"),
            Self::NotATime { workers, time } => {
                write!(
                    f,
                    "the time for workers = {workers} is {}, which is not a time",
                    Number(*time)
                )
            }
        }
    }
}

impl std::error::Error for SpeedupError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_by_amdahls_law_have_its_serial_fraction_at_every_count() {
        let times = [1, 2, 3, 16].map(|p| 80.0 / amdahl(p, 0.125));
        let figures = Speedup::of(&[1, 2, 3, 16], &times).unwrap();
        assert_eq!(figures.points[0].karp_flatt, None);
        for point in &figures.points[1..] {
            assert!((point.karp_flatt.unwrap() - 0.125).abs() < 1e-12, "{point:?}");
        }
    }

    #[test]
    fn one_worker_alone_has_a_speedup_of_1_and_no_serial_fraction() {
        let figures = Speedup::of(&[1], &[3.0]).unwrap();
        let alone = SpeedupPoint {
            workers: 1,
            speedup: Some(1.0),
            efficiency: Some(1.0),
            karp_flatt: None,
        };
        assert_eq!(figures, Speedup { points: vec![alone], serial_fraction: None });
    }

    #[test]
    fn the_fitted_serial_fraction_is_clamped_and_karp_flatt_is_not() {
        let superlinear = Speedup::of(&[1, 2], &[10.0, 4.0]).unwrap();
        assert!(superlinear.points[1].karp_flatt.unwrap() < 0.0);
        assert_eq!(superlinear.serial_fraction, Some(0.0));
        let slower = Speedup::of(&[2, 1], &[20.0, 10.0]).unwrap();
        assert!(slower.points[0].karp_flatt.unwrap() > 1.0);
        assert_eq!(slower.serial_fraction, Some(1.0));
    }

    #[test]
    fn a_time_of_0_has_no_figures() {
        let unseen = Speedup::of(&[1, 2, 4], &[10.0, 0.0, 2.5]).unwrap();
        assert_eq!((unseen.points[1].speedup, unseen.points[1].karp_flatt), (None, None));
        assert_eq!((unseen.points[2].speedup, unseen.serial_fraction), (Some(4.0), Some(0.0)));
        let no_baseline = Speedup::of(&[1, 2], &[0.0, 1.0]).unwrap();
        assert_eq!((no_baseline.points[1].efficiency, no_baseline.serial_fraction), (None, None));
    }

    #[test]
    fn invalid_times_and_numbers_of_workers_are_errors() {
        assert_eq!(
            Speedup::of(&[1, 2], &[1.0]),
            Err(SpeedupError::Lengths { workers: 2, times: 1 })
        );
        assert_eq!(Speedup::of(&[0], &[1.0]), Err(SpeedupError::Workers { index: 0, count: 0 }));
        assert_eq!(
            Speedup::of(&[1, 1], &[1.0; 2]),
            Err(SpeedupError::Workers { index: 1, count: 1 })
        );
        assert_eq!(Speedup::of(&[2, 4], &[1.0; 2]), Err(SpeedupError::NoBaseline));
        assert_eq!(Speedup::of(&[], &[]), Err(SpeedupError::NoBaseline));
        for time in [-1.0, f64::INFINITY] {
            let refused = SpeedupError::NotATime { workers: 2, time };
            assert_eq!(Speedup::of(&[1, 2], &[1.0, time]), Err(refused));
        }
        assert!(Speedup::of(&[1], &[f64::NAN]).is_err());
    }
}
