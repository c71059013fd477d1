//! Time: the clock a pure room is given, the spans measured with it, and the figures read off
//! samples and off speedups.

mod clock;
mod span;
mod speedup;
mod statistics;

pub use clock::StdClock;
pub use common::clock::Clock;
pub use span::Span;
pub use speedup::{Speedup, SpeedupError, SpeedupPoint, amdahl, karp_flatt};
pub use statistics::{Statistics, StatisticsError, Warning};
