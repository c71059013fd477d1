//! What every crate may use: the [`clock`] it is given, seeded [`random`] numbers, the one sort
//! ([`order`]), work of a stated amount ([`spin`]), and [`number`]s in texts.
//!
//! Nothing here reads a clock or draws a seed by itself: a run can be repeated, and a test controls
//! the time. It needs no standard library.
//!
//! ```
//! use common::{order, random::SplitMix64};
//! let mut random = SplitMix64::new(7);
//! let durations_ms = [(); 5].map(|()| 10.0 * random.uniform());
//! let longest = order::descending(5, |task| durations_ms[task])[0] as usize;
//! assert!(durations_ms.iter().all(|&duration_ms| duration_ms <= durations_ms[longest]));
//! // The same seed gives the same numbers everywhere.
//! assert_eq!(SplitMix64::new(7).uniform() * 10.0, durations_ms[0]);
//! ```

#![no_std]

extern crate alloc;
#[cfg(test)]
extern crate std;

pub mod clock;
pub mod number;
pub mod order;
pub mod random;
pub mod spin;
