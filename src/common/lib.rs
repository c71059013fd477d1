//! What every crate may use: the clock it is given, seeded random numbers, the one sort, and work
//! of a stated amount.

#![no_std]

extern crate alloc;
#[cfg(test)]
extern crate std;

pub mod clock;
pub mod order;
pub mod random;
pub mod spin;
