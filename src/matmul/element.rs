//! The two kinds of numbers that a matrix may hold.

use std::ops::{Add, AddAssign, Mul, Sub};

/// `f32` or `f64`.
pub trait Element:
    Copy
    + Default
    + PartialEq
    + std::fmt::Debug
    + Send
    + Sync
    + Add<Output = Self>
    + Sub<Output = Self>
    + AddAssign
    + Mul<Output = Self>
    + Into<f64>
    + 'static
{
    /// Half the distance from 1 to the next number: the unit roundoff.
    const UNIT_ROUNDOFF: f64;

    /// The greatest finite number.
    const GREATEST: f64;
    /// The least number above 0.
    const LEAST: f64;

    /// The nearest number of this kind.
    fn from_f64(x: f64) -> Self;
}

impl Element for f32 {
    const UNIT_ROUNDOFF: f64 = f32::EPSILON as f64 / 2.0;
    const GREATEST: f64 = f32::MAX as f64;
    const LEAST: f64 = f32::from_bits(1) as f64;

    fn from_f64(x: f64) -> Self {
        x as f32
    }
}

impl Element for f64 {
    const UNIT_ROUNDOFF: f64 = f64::EPSILON / 2.0;
    const GREATEST: f64 = f64::MAX;
    const LEAST: f64 = f64::from_bits(1);

    fn from_f64(x: f64) -> Self {
        x
    }
}
