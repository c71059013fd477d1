//! Laws of speedup: what times on several numbers of workers say about a program.
//!
//! With T(p) the time on p workers, the speedup is S(p) = T(1) / T(p) and the efficiency S(p) / p.
//!
//! Amdahl's law: where a fraction s of the time on one worker cannot be shared, T(p) = T(1)·(s + (1
//! − s)/p), so the speedup never passes 1/s. The experimentally determined serial fraction e(p) is
//! that law solved for s at one measured p. An e that stays the same over p speaks for serial work,
//! one that grows for costs of working in parallel.
//!
//! Sources: G. M. Amdahl, *Validity of the single processor approach to achieving large scale
//! computing capabilities*, AFIPS 1967. A. H. Karp & H. P. Flatt, *Measuring parallel processor
//! performance*, CACM 33(5), 1990.

use std::fmt;

/// The speedup on `workers` workers of a program whose serial fraction is `serial_fraction`: 1 / (s
/// + (1 − s)/p).
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

/// The experimentally determined serial fraction e = (1/S − 1/p) / (1 − 1/p); none for one worker.
///
/// It is below 0 where the speedup is more than the number of workers, and above 1 where more
/// workers took longer than one.
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

/// What the time on one number of workers says. Where it or the baseline is 0, shorter than the
/// clock can tell, it says nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpeedupPoint {
    /// The number of workers, p.
    pub workers: u32,
    /// T(1) / T(p).
    pub speedup: Option<f64>,
    /// The speedup over p: 1 where no worker was idle and nothing was done twice.
    pub efficiency: Option<f64>,
    /// The experimentally determined serial fraction; none for one worker.
    pub karp_flatt: Option<f64>,
}

/// What the times on several numbers of workers say.
#[derive(Debug, Clone, PartialEq)]
pub struct Speedup {
    /// A point for each number of workers, in the order given.
    pub points: Vec<SpeedupPoint>,
    /// The serial fraction s of Amdahl's law that fits the times best; none where there is no
    /// e(p).
    ///
    /// It is the s in 0…1 with the least Σ (T(p)/T(1) − s − (1 − s)/p)²: the mean of the serial
    /// fractions e(p), each with the weight (1 − 1/p)².
    pub serial_fraction: Option<f64>,
}

impl Speedup {
    /// Reads the figures off `times`, one for each of `workers`; the one for one worker is the
    /// baseline. Any unit of time.
    ///
    /// # Errors
    /// When the two are not of one length, no time or several are given for a number of workers,
    /// one worker is not among them, or a time is not a finite number of at least 0.
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

/// The weighted mean of the serial fractions, within 0…1.
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

/// Why there are no figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SpeedupError {
    /// There is not one time for each number of workers.
    Lengths {
        /// How many numbers of workers were given.
        workers: usize,
        /// How many times.
        times: usize,
    },
    /// A number of workers is 0, or was given before.
    Workers {
        /// Its index.
        index: usize,
        /// The number.
        count: u32,
    },
    /// One worker is not among them: there is nothing to compare with.
    NoBaseline,
    /// A time is not a finite number of at least 0.
    NotATime {
        /// The number of workers it was taken on.
        workers: u32,
        /// Its value.
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
                write!(f, "the time for workers = {workers} is {time}, which is not a time")
            }
        }
    }
}

impl std::error::Error for SpeedupError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_amdahl_is_met_at_every_count() {
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
    fn the_serial_fraction_stays_within_its_bounds_and_karp_flatt_does_not() {
        let superlinear = Speedup::of(&[1, 2], &[10.0, 4.0]).unwrap();
        assert!(superlinear.points[1].karp_flatt.unwrap() < 0.0);
        assert_eq!(superlinear.serial_fraction, Some(0.0));
        let slower = Speedup::of(&[2, 1], &[20.0, 10.0]).unwrap();
        assert!(slower.points[0].karp_flatt.unwrap() > 1.0);
        assert_eq!(slower.serial_fraction, Some(1.0));
    }

    #[test]
    fn a_time_that_the_clock_could_not_see_says_nothing() {
        let unseen = Speedup::of(&[1, 2, 4], &[10.0, 0.0, 2.5]).unwrap();
        assert_eq!((unseen.points[1].speedup, unseen.points[1].karp_flatt), (None, None));
        assert_eq!((unseen.points[2].speedup, unseen.serial_fraction), (Some(4.0), Some(0.0)));
        let no_baseline = Speedup::of(&[1, 2], &[0.0, 1.0]).unwrap();
        assert_eq!((no_baseline.points[1].efficiency, no_baseline.serial_fraction), (None, None));
    }

    #[test]
    fn what_cannot_be_compared_is_refused() {
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
