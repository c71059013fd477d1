//! Time: the clock that a pure room is given, the spans measured with it, statistics of samples,
//! and the laws of speedup.

mod clock;
mod span;
mod speedup;
mod statistics;

pub use clock::StdClock;
pub use common::clock::Clock;
pub use span::Span;
pub use speedup::{Speedup, SpeedupError, SpeedupPoint, amdahl, karp_flatt};
pub use statistics::{Statistics, StatisticsError, Warning};
