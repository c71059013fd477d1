//! Products that share a right operand whose packed panels are kept, compared with the oracle.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "other tests of products use the rest")]
mod common;
#[allow(dead_code, reason = "other properties use the rest")]
mod watched;

use common::{bound, numbers};
use parallel_playground::crew::{Crew, join_pool};
use parallel_playground::matmul::kernel::Kernels;
use parallel_playground::matmul::{Algorithm, MatmulError, Product, Right, Shape, reference};
use parallel_playground::timing::StdClock;
use proptest::prelude::*;
use std::sync::Arc;
use watched::seeded;

/// Products of matrices of different heights with one B of k×n elements, all in progress at the
/// same time, a step of each in turn. With `kept` panels they are right, and those that do the same
/// sums without them are equal bit by bit.
fn products_are_right<T: Kernels>(
    heights: &[usize],
    (k, n): (usize, usize),
    algorithm: Algorithm,
    crew: Crew,
    seed: u64,
) -> Result<(), TestCaseError> {
    let clock = StdClock::start();
    let b = numbers::<T>(k * n, !seed);
    let right = Arc::new(Right::new(k, n, b.clone()).unwrap().kept().unwrap());
    let make = |&m: &usize, right: &Arc<Right<T>>| {
        let a = numbers(m * k, seed ^ m as u64);
        Product::with_right(m, algorithm, a, Arc::clone(right)).unwrap()
    };
    let mut products: Vec<_> = heights.iter().map(|m| make(m, &right)).collect();
    let plain = Arc::new(Right::new(k, n, b.clone()).unwrap());
    // The first one is given up after a step: that harms none of the others.
    let mut given_up = make(&heights[0], &right);
    given_up.step(0.0, crew, &clock);
    drop(given_up);
    // Each round is with what the last one has packed.
    for round in 0..2 {
        while products
            .iter_mut()
            .fold(false, |more, product| product.step(0.0, crew, &clock) | more)
        {}
        for (product, &m) in products.iter_mut().zip(heights) {
            while product.check(0.0, crew, &clock).unwrap() {}
            let (error, bound) = (product.max_relative_error(), bound::<T>(k));
            prop_assert!(error <= bound, "{m}×{k}×{n} {crew:?} round {round}: {error} > {bound}");
            let shape = Shape { m, k, n };
            let oracle = reference::product(shape, &numbers::<T>(m * k, seed ^ m as u64), &b);
            for (&c, r) in product.c().iter().zip(&oracle) {
                let c: f64 = c.into();
                prop_assert!((c - r).abs() <= bound * k as f64, "{shape:?} {crew:?} {round}");
            }
            let mut unpacked = make(&m, &plain);
            while unpacked.step(f64::INFINITY, Crew::Caller, &clock) {}
            if unpacked.kernel() == product.kernel() {
                prop_assert_eq!(unpacked.c(), product.c());
            }
            product.restart();
        }
    }
    Ok(())
}

/// Thin sizes, sizes around the edges of slivers and of panels, and any others.
fn size(most: usize) -> impl Strategy<Value = usize> {
    prop_oneof![0..=5_usize, Just(12), Just(17), Just(385), 6..most].prop_map(move |x| x.min(most))
}

proptest! {
    #![proptest_config(seeded(32))]

    #[test]
    fn products_with_kept_panels_match_the_oracle(
        heights in prop::collection::vec(size(60), 1..4),
        k in size(800),
        n in size(200),
        lanes in 1..4_usize,
        algorithm in prop::sample::select(Algorithm::ALL.as_slice()),
        seed: u64,
    ) {
        join_pool(|| ());
        for crew in [Crew::Caller, Crew::Team { lanes }] {
            for algorithm in [Algorithm::Fast, algorithm] {
                products_are_right::<f32>(&heights, (k, n), algorithm, crew, seed)?;
                products_are_right::<f64>(&heights, (k, n), algorithm, crew, seed)?;
            }
        }
    }
}

#[test]
fn panels_beside_one_another_and_above_one_another_are_kept_apart() {
    // Both have several panels in each direction.
    for crew in [Crew::Caller, Crew::Team { lanes: 2 }] {
        products_are_right::<f32>(&[1, 5], (800, 2800), Algorithm::Fast, crew, 1).unwrap();
        products_are_right::<f64>(&[2, 7], (769, 3001), Algorithm::Fast, crew, 2).unwrap();
    }
}

#[test]
fn a_right_operand_of_another_size_is_refused() {
    let refused = Right::new(3, 4, vec![0.0; 11]).unwrap_err();
    assert_eq!(refused, MatmulError::Length { operand: "b", given: 11, rows: 3, cols: 4 });
    let b = Arc::new(Right::new(3, 4, vec![0.0_f32; 12]).unwrap().kept().unwrap());
    let refused = Product::with_right(2, Algorithm::Fast, vec![0.0; 7], b).unwrap_err();
    assert_eq!(refused, MatmulError::Length { operand: "a", given: 7, rows: 2, cols: 3 });
    // One without elements may be as wide or as deep as it likes.
    for (k, n) in [(0, u32::MAX as usize), (u32::MAX as usize, 0)] {
        let b = Arc::new(Right::<f64>::new(k, n, vec![]).unwrap().kept().unwrap());
        let product = Product::with_right(0, Algorithm::Fast, vec![], b).unwrap();
        assert!(common::finish(product, Crew::Caller, 1.0, &StdClock::start()).c().is_empty());
    }
}
