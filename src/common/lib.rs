//! What every crate may use: the clock it is given, seeded random numbers, the one sort, work of
//! a stated amount, and numbers in texts.

#![no_std]

extern crate alloc;
#[cfg(test)]
extern crate std;

pub mod clock;
pub mod number;
pub mod order;
pub mod random;
pub mod spin;
