//! The one sort of the wasm module. Each element type that is sorted costs the module several
//! kilobytes, so everything is sorted as pairs of a key and a number.

use alloc::vec::Vec;

/// Sorts by key, and by number where keys are equal.
#[inline(never)]
pub fn sort(pairs: &mut [(u64, u32)]) {
    pairs.sort_unstable();
}

/// A key for `x`: keys are ordered as their numbers are by `f64::total_cmp`.
///
/// ```
/// use common::order::key;
/// assert!(key(-0.5) < key(0.0) && key(0.0) < key(0.5));
/// ```
#[must_use]
pub const fn key(x: f64) -> u64 {
    let bits = x.to_bits();
    // Negative numbers are stored by magnitude, so all their bits are inverted; of others only the
    // sign bit.
    bits ^ if bits >> 63 == 1 { u64::MAX } else { 1 << 63 }
}

/// The indices of the values in ascending order; equal values keep their order.
///
/// ```
/// use common::order::ascending;
/// assert_eq!(ascending([3.0, 1.0, 3.0, 2.0].into_iter()), [1, 3, 0, 2]);
/// ```
#[must_use]
pub fn ascending(values: impl Iterator<Item = f64>) -> Vec<u32> {
    indices(values.map(key))
}

/// The indices of the values in descending order; equal values keep their order.
#[must_use]
pub fn descending(values: impl Iterator<Item = f64>) -> Vec<u32> {
    indices(values.map(|value| !key(value)))
}

/// The values in ascending order.
#[must_use]
pub fn sorted(values: &[f64]) -> Vec<f64> {
    ascending(values.iter().copied()).into_iter().map(|index| values[index as usize]).collect()
}

fn indices(keys: impl Iterator<Item = u64>) -> Vec<u32> {
    let mut pairs: Vec<(u64, u32)> = keys.zip(0..).collect();
    sort(&mut pairs);
    pairs.into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_the_total_order_of_their_numbers() {
        let numbers =
            [f64::NEG_INFINITY, -2.5, -5e-324, -0.0, 0.0, 5e-324, 1.0, f64::INFINITY, f64::NAN];
        assert!(numbers.is_sorted_by_key(|&x| key(x)));
        assert!(numbers.map(key).windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn equal_values_keep_their_order_in_either_direction() {
        let values = [3.0, 1.0, 3.0, 2.0];
        assert_eq!(ascending(values.into_iter()), [1, 3, 0, 2]);
        assert_eq!(descending(values.into_iter()), [0, 2, 3, 1]);
        assert_eq!(sorted(&values), [1.0, 2.0, 3.0, 3.0]);
    }
}
