//! Statistics of samples. All samples count: an outlier is reported, not discarded.
//!
//! Sources: J. W. Tukey, *Exploratory Data Analysis* (1977), for outliers: a sample more than 3
//! interquartile ranges beyond a quartile is "far out". R. J. Hyndman & Y. Fan, *Sample quantiles
//! in statistical packages* (1996), for quantiles, of type 7.

use common::number::Number;
use common::order;
use std::fmt;

/// Fewer samples than this give [`Warning::FewSamples`].
const ENOUGH_SAMPLES: usize = 3;
/// A median shorter than this many clock steps gives [`Warning::CoarseClock`]: one step is more
/// than 2 % of it.
const ENOUGH_STEPS: f64 = 50.0;

/// A warning to show beside the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// The clock's step is more than 2 % of the median.
    CoarseClock,
    /// Of at least five samples, one lies more than 3 interquartile ranges beyond a quartile.
    Outliers,
    /// There are fewer than three samples.
    FewSamples,
}

impl Warning {
    /// The name in the library's public interface.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CoarseClock => "coarse-clock",
            Self::Outliers => "outliers",
            Self::FewSamples => "few-samples",
        }
    }
}

/// Why samples have no statistics.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StatisticsError {
    /// There are no samples.
    Empty,
    /// A sample is not a finite number of at least 0.
    NotATime {
        /// The index of the sample.
        index: usize,
        /// Its value.
        value: f64,
    },
}

impl fmt::Display for StatisticsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "there is no sample"),
            Self::NotATime { index, value } => {
                write!(f, "sample {index} is {}, which is not a time", Number(*value))
            }
        }
    }
}

impl std::error::Error for StatisticsError {}

/// Order statistics and moments of samples, in the samples' unit (milliseconds everywhere in this
/// project).
#[derive(Debug, Clone, PartialEq)]
pub struct Statistics {
    /// The middle sample, or the mean of the two middle ones.
    pub median: f64,
    /// The least sample.
    pub min: f64,
    /// The greatest sample.
    pub max: f64,
    /// Σx / n.
    pub mean: f64,
    /// √(Σ(x − mean)² / (n − 1)); 0 for one sample.
    pub stddev: f64,
    /// The warnings to show beside the figures.
    pub warnings: Vec<Warning>,
}

impl Statistics {
    /// The statistics of `samples`, taken with a clock that advances in steps of
    /// `clock_resolution`, in the same unit.
    ///
    /// # Errors
    /// When there are no samples, or one is negative or not finite.
    ///
    /// ```
    /// use timing::Statistics;
    /// let figures = Statistics::of(&[3.0, 1.0, 2.0, 10.0], 0.005).unwrap();
    /// assert_eq!((figures.median, figures.min, figures.max, figures.mean), (2.5, 1.0, 10.0, 4.0));
    /// ```
    pub fn of(samples: &[f64], clock_resolution: f64) -> Result<Self, StatisticsError> {
        if samples.is_empty() {
            return Err(StatisticsError::Empty);
        }
        if let Some(index) = samples.iter().position(|x| !x.is_finite() || *x < 0.0) {
            let value = samples[index];
            return Err(StatisticsError::NotATime { index, value });
        }
        let sorted = order::sorted(samples);
        let n = sorted.len();
        let mean = sorted.iter().sum::<f64>() / n as f64;
        let squares: f64 = sorted.iter().map(|x| (x - mean).powi(2)).sum();
        let median = quantile(&sorted, 0.5);

        let mut warnings = Vec::new();
        if median < ENOUGH_STEPS * clock_resolution {
            warnings.push(Warning::CoarseClock);
        }
        let (q1, q3) = (quantile(&sorted, 0.25), quantile(&sorted, 0.75));
        let fence = 3.0 * (q3 - q1);
        if n >= 5 && (sorted[0] < q1 - fence || sorted[n - 1] > q3 + fence) {
            warnings.push(Warning::Outliers);
        }
        if n < ENOUGH_SAMPLES {
            warnings.push(Warning::FewSamples);
        }
        Ok(Self {
            median,
            min: sorted[0],
            max: sorted[n - 1],
            mean,
            stddev: if n > 1 { (squares / (n - 1) as f64).sqrt() } else { 0.0 },
            warnings,
        })
    }
}

/// The `q`-quantile of sorted, non-empty samples, interpolated linearly between neighbours (type
/// 7).
fn quantile(sorted: &[f64], q: f64) -> f64 {
    let place = q * (sorted.len() - 1) as f64;
    let below = place.floor() as usize;
    let above = place.ceil() as usize;
    sorted[below] + (sorted[above] - sorted[below]) * (place - below as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sample_is_its_own_median_and_gives_the_warning_few_samples() {
        let figures = Statistics::of(&[7.0], 0.0).unwrap();
        assert_eq!((figures.median, figures.mean, figures.stddev), (7.0, 7.0, 0.0));
        assert_eq!(figures.warnings, [Warning::FewSamples]);
    }

    #[test]
    fn the_standard_deviation_is_that_of_the_sample() {
        let figures = Statistics::of(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0], 0.001).unwrap();
        assert!((figures.stddev - (32.0_f64 / 7.0).sqrt()).abs() < 1e-12);
        assert!(figures.warnings.is_empty());
    }

    #[test]
    fn a_clock_step_of_more_than_two_percent_gives_a_warning() {
        assert!(Statistics::of(&[1.0; 5], 0.02).unwrap().warnings.is_empty());
        assert_eq!(Statistics::of(&[1.0; 5], 0.021).unwrap().warnings, [Warning::CoarseClock]);
    }

    #[test]
    fn an_outlier_is_kept_and_gives_a_warning() {
        let figures = Statistics::of(&[1.0, 1.1, 1.2, 1.1, 9.0], 0.0).unwrap();
        assert_eq!(figures.max, 9.0);
        assert_eq!(figures.warnings, [Warning::Outliers]);
    }

    #[test]
    fn samples_that_are_not_times_are_errors() {
        assert_eq!(Statistics::of(&[], 0.0), Err(StatisticsError::Empty));
        assert!(Statistics::of(&[1.0, f64::NAN], 0.0).is_err());
        assert!(Statistics::of(&[-1.0], 0.0).is_err());
    }
}
