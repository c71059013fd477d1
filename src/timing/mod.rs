//! Time: the clock a pure room is given, the spans measured with it, and the figures read off samples.

mod clock;
mod span;
mod statistics;

pub use clock::{Clock, StdClock};
pub use span::Span;
pub use statistics::{Statistics, StatisticsError, Warning};
