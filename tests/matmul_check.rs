//! The check of a product: correct results pass and wrong ones fail, however large or small the
//! numbers are.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "other tests of products use the rest")]
mod common;

use common::{bound, numbers};
use parallel_playground::crew::Crew;
use parallel_playground::matmul::kernel::Kernels;
use parallel_playground::matmul::{Algorithm, Element, Product, Shape, reference};
use parallel_playground::timing::StdClock;
use proptest::prelude::*;

/// The relative error of `c` as the inner product `a·b`.
fn error<T: Element>(a: &[f64], b: &[f64], c: f64) -> f64 {
    let [a, b] = [a, b].map(|of| of.iter().map(|&x| T::from_f64(x)).collect::<Vec<T>>());
    let norms = reference::column_norms(&b, 1).unwrap();
    reference::row_error(&a, &b, &norms, &[T::from_f64(c)], &mut [0.0])
}

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

#[test]
fn correct_results_pass_and_wrong_ones_fail() {
    // a, b, c, and whether c is a correct result, in double precision.
    let doubles: &[(&[f64], &[f64], f64, bool)] = &[
        (&[1e160], &[1.0], 0.0, false),
        (&[1e160], &[1.0], 1e160, true),
        (&[1e160, 1.0], &[1.0, 1e160], 2e160, true),
        (&[1e300; 4], &[1e-300; 4], 4.0, true),
        (&[1e300; 4], &[1e-300; 4], 3.0, false),
        (&[f64::MAX; 9], &[0.25; 9], INF, true),
        (&[f64::MAX; 9], &[0.01; 9], f64::MAX * 0.09, true),
        (&[f64::MAX; 9], &[0.01; 9], 0.0, false),
        (&[1e-163], &[1.0], 1e-163, true),
        (&[1e-163], &[1.0], 1.000_000_000_000_000_1e-163, true),
        (&[1e-163], &[1.0], 0.0, false),
        (&[1e-163], &[1.0], 2e-163, false),
        (&[5e-324], &[1.0], 5e-324, true),
        (&[1e-310], &[1.0], 0.0, false),
        // Products that underflow, rounded up or down.
        (&[1e-200], &[1e-200], 0.0, true),
        (&[1e-200], &[1e-200], 5e-324, true),
        (&[1e-200], &[1e-200], 1e-300, false),
        (&[0.0], &[1.0], 0.0, true),
        (&[0.0], &[1.0], -0.0, true),
        (&[0.0], &[1.0], 1e-300, false),
        (&[], &[], 0.0, true),
        // Infinities and NaN.
        (&[INF, 1.0], &[1.0, 1.0], INF, true),
        (&[INF, 1.0], &[1.0, 1.0], -INF, false),
        (&[INF, 1.0], &[1.0, 1.0], NAN, false),
        (&[INF, 1.0], &[1.0, 1.0], 1.0, false),
        (&[INF, 1.0], &[-2.0, 1.0], -INF, true),
        (&[INF], &[0.0], NAN, true),
        (&[INF], &[0.0], 0.0, false),
        (&[INF, -INF], &[1.0, 1.0], NAN, true),
        (&[INF, -INF], &[1.0, 1.0], INF, false),
        (&[NAN, 1.0], &[1.0, 1.0], NAN, true),
        (&[NAN, 1.0], &[1.0, 1.0], INF, false),
        (&[1.0, 1.0], &[1.0, 1.0], NAN, false),
        (&[1.0, 1.0], &[1.0, 1.0], INF, false),
        // Sums that overflow in one order and not in another.
        (&[1e200], &[1e200], INF, true),
        (&[1e200], &[1e200], -INF, false),
        (&[1e200], &[1e200], 0.0, false),
        (&[1e200, 1e200], &[1e200, -1e200], NAN, true),
        (&[1e200, 1e200], &[1e200, -1e200], INF, true),
        (&[1e308, 1e308, -1e308], &[1.0, 1.0, 1.0], INF, true),
        (&[1e308, 1e308, -1e308], &[1.0, 1.0, 1.0], 1e308, true),
        (&[1e308, 1e308, -1e308], &[1.0, 1.0, 1.0], 0.0, false),
        (&[1e308, 1e308, -1e308], &[1.0, 1.0, 1.0], NAN, false),
        (&[1e308, 1e308, -1e308], &[1.0, 1.0, 1.0], -INF, false),
        (&[INF, -1e308, -1e308], &[1.0, 1.0, 1.0], NAN, true),
    ];
    for &(a, b, c, right) in doubles {
        let error = error::<f64>(a, b, c);
        assert_eq!(error <= bound::<f64>(a.len()), right, "{a:?}·{b:?} = {c}: {error}");
        assert!(!error.is_nan());
    }
    let singles: &[(&[f64], &[f64], f64, bool)] = &[
        (&[1e30], &[1.0], 1e30, true),
        (&[1e30], &[1.0], 0.0, false),
        (&[1e30], &[1e30], INF, true),
        (&[1e30], &[1e30], -INF, false),
        (&[1e30], &[1e30], 3.4e38, false),
        (&[1e30, 1e30], &[1e30, -1e30], NAN, true),
        (&[1e30, 1e30], &[1e30, -1e30], 0.0, true),
        (&[1e30, 1.0], &[1.0, 1.0], INF, false),
        (&[1e-23], &[1e-23], 0.0, true),
        (&[1e-23], &[1e-23], 1.4e-45, true),
        (&[1e-23], &[1e-23], 1e-30, false),
        (&[1e-30], &[1.0], 1e-30, true),
        (&[1e-30], &[1.0], 0.0, false),
        (&[INF, 1.0], &[1.0, 1.0], INF, true),
        (&[NAN], &[1.0], NAN, true),
        (&[NAN], &[1.0], 0.0, false),
    ];
    for &(a, b, c, right) in singles {
        let error = error::<f32>(a, b, c);
        assert_eq!(error <= bound::<f32>(a.len()), right, "{a:?}·{b:?} = {c}: {error}");
    }
}

/// Numbers of any magnitude, some of them infinite or NaN.
fn wild() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -1.0..1.0,
        3 => (-1.0..1.0, -1070..1020_i32).prop_map(|(x, exponent)| x * 2_f64.powi(exponent)),
        1 => prop_oneof![Just(0.0), Just(-0.0), Just(f64::MAX), Just(f64::MIN), Just(5e-324)],
        1 => prop_oneof![Just(INF), Just(-INF), Just(NAN)],
    ]
}

/// The product by `algorithm` on the caller, computed and checked.
fn checked<T: Kernels>(shape: Shape, algorithm: Algorithm, a: &[f64], b: &[f64]) -> Product<T> {
    let [a, b] = [a, b].map(|of| of.iter().map(|&x| T::from_f64(x)).collect());
    let product = Product::new(shape, algorithm, a, b).unwrap();
    common::finish(product, Crew::Caller, INF, &StdClock::start())
}

proptest! {
    #[test]
    fn the_algorithms_results_pass_for_numbers_of_any_magnitude(
        (m, k, n, a, b) in (1..4_usize, 1..24_usize, 1..6_usize).prop_flat_map(|(m, k, n)| {
            let matrix = |len| prop::collection::vec(wild(), len);
            (Just(m), Just(k), Just(n), matrix(m * k), matrix(k * n))
        }),
    ) {
        let shape = Shape { m, k, n };
        for algorithm in [Algorithm::Naive, Algorithm::Blocked, Algorithm::Simd, Algorithm::Fast] {
            let error = checked::<f64>(shape, algorithm, &a, &b).max_relative_error();
            prop_assert!(error <= bound::<f64>(k), "{algorithm:?} {shape:?}: {error}");
            let error = checked::<f32>(shape, algorithm, &a, &b).max_relative_error();
            prop_assert!(error <= bound::<f32>(k), "{algorithm:?} {shape:?}: {error}");
        }
    }

    #[test]
    fn the_relative_error_is_independent_of_scale(
        k in 1..20_usize,
        seed: u64,
        off in 0.0..1.0,
        a_exponent in -480..480_i32,
        b_exponent in -480..480_i32,
    ) {
        let (a, b) = (numbers::<f64>(k, seed), numbers::<f64>(k, !seed));
        let c: f64 = a.iter().zip(&b).map(|(a, b)| a * b).sum::<f64>() + off;
        let scale = |of: &[f64], exponent: i32| -> Vec<f64> {
            of.iter().map(|x| x * 2_f64.powi(exponent)).collect()
        };
        let plain = error::<f64>(&a, &b, c);
        let scaled = error::<f64>(
            &scale(&a, a_exponent),
            &scale(&b, b_exponent),
            scale(&[c], a_exponent + b_exponent)[0],
        );
        prop_assert!((plain - scaled).abs() <= 1e-12 * plain, "{plain} {scaled}");
    }
}
