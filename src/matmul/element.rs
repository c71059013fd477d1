//! The two element types of a matrix: `f32` and `f64`.

use std::ops::{Add, AddAssign, Mul, Sub};

/// The element type of a matrix: `f32` or `f64`.
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
    /// The unit roundoff u: half the distance from 1 to the next greater number.
    const UNIT_ROUNDOFF: f64;

    /// The greatest finite number.
    const GREATEST: f64;
    /// The least number above 0, which is subnormal.
    const LEAST: f64;

    /// The number of this type nearest to `x`.
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
