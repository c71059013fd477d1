//! Time: the [`Clock`] that a pure room is given, the [`Span`]s measured with it, [`Statistics`] of
//! samples, and the laws of [`Speedup`]. All times are in milliseconds.
//!
//! ```
//! use timing::{Clock, Speedup, Statistics, StdClock};
//! let clock = StdClock::start();
//! let samples_ms = [(); 5].map(|()| {
//!     let start_ms = clock.now_ms();
//!     std::hint::black_box((0..1000_u64).sum::<u64>());
//!     clock.now_ms() - start_ms
//! });
//! let Statistics { min, median, max, .. } = Statistics::of(&samples_ms, 1e-6)?;
//! assert!(min <= median && median <= max);
//!
//! // What the times on 1, 2 and 4 workers tell about a program.
//! let figures = Speedup::of(&[1, 2, 4], &[80.0, 50.0, 35.0]).unwrap();
//! assert_eq!(figures.points[1].speedup, Some(1.6));
//! assert_eq!(figures.points[1].efficiency, Some(0.8));
//! assert!((figures.serial_fraction.unwrap() - 0.25).abs() < 1e-9, "by Amdahl's law");
//! # Ok::<(), timing::StatisticsError>(())
//! ```

mod clock;
mod span;
mod speedup;
mod statistics;

pub use clock::StdClock;
pub use common::clock::Clock;
pub use span::Span;
pub use speedup::{Speedup, SpeedupError, SpeedupPoint, amdahl, karp_flatt};
pub use statistics::{Statistics, StatisticsError, Warning};
