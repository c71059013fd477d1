//! The laws of speedup: times that follow Amdahl's law yield its serial fraction, and the fitted
//! fraction is the least-squares one.
#![cfg(not(target_arch = "wasm32"))]

use parallel_playground::timing::{Speedup, amdahl};
use proptest::prelude::*;

/// Numbers of workers: 1 and others, distinct, in any order.
fn workers() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::btree_set(2..64_u32, 1..12)
        .prop_map(|others| std::iter::once(1).chain(others).collect::<Vec<_>>())
        .prop_shuffle()
}

proptest! {
    #[test]
    fn times_by_amdahls_law_yield_its_serial_fraction(
        workers in workers(),
        fraction in 0.0..=1.0,
        one in 1e-3..1e6,
    ) {
        let times: Vec<f64> = workers.iter().map(|&p| one / amdahl(p, fraction)).collect();
        let figures = Speedup::of(&workers, &times).unwrap();
        prop_assert!((figures.serial_fraction.unwrap() - fraction).abs() < 1e-9);
        for point in figures.points.iter().filter(|point| point.workers > 1) {
            prop_assert!((point.karp_flatt.unwrap() - fraction).abs() < 1e-9);
            let (speedup, law) = (point.speedup.unwrap(), amdahl(point.workers, fraction));
            prop_assert!((speedup - law).abs() < 1e-9 * law);
        }
    }

    #[test]
    fn the_fitted_fraction_is_the_least_squares_one(
        workers in workers(),
        noise in proptest::collection::vec(0.5..2.0, 12),
    ) {
        let noisy = |(&p, by): (&u32, &f64)| by * (0.3 + 0.7 / f64::from(p));
        let times: Vec<f64> = workers.iter().zip(&noise).map(noisy).collect();
        let one = times[workers.iter().position(|&p| p == 1).unwrap()];
        let squares = |s: f64| -> f64 {
            workers.iter().zip(&times).map(|(&p, t)| (t / one - 1.0 / amdahl(p, s)).powi(2)).sum()
        };
        let fitted = Speedup::of(&workers, &times).unwrap().serial_fraction.unwrap();
        prop_assert!((0.0..=1.0).contains(&fitted));
        for step in 0..=100 {
            prop_assert!(squares(fitted) <= squares(f64::from(step) / 100.0) + 1e-12);
        }
    }

    #[test]
    fn the_figures_are_independent_of_the_unit_of_time(
        workers in workers(),
        times in proptest::collection::vec(0.1..100.0, 12),
    ) {
        let times = &times[..workers.len()];
        // Scaling by a power of two does not round.
        let scaled: Vec<f64> = times.iter().map(|t| t * 1024.0).collect();
        prop_assert_eq!(Speedup::of(&workers, times), Speedup::of(&workers, &scaled));
    }
}
