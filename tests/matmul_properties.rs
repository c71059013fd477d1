//! The product compared with two oracles, at sizes around the edges of panels and blocks, on one
//! worker and on several.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{every_kernel_is_right, kernel_names, numbers, product_is_right, strassen_is_right};
use ndarray::ArrayView2;
use parallel_playground::crew::{Crew, join_pool};
use parallel_playground::matmul::{Algorithm, MatmulError, Product, Shape, multiply, reference};
use parallel_playground::timing::{Clock, StdClock};
use proptest::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

const EDGES: [usize; 9] = [0, 1, 3, 4, 15, 16, 17, 127, 130];

#[test]
fn every_algorithm_is_correct_at_the_edges_of_panels_and_blocks() {
    let clock = StdClock::start();
    for m in EDGES {
        for k in EDGES {
            for n in [0, 1, 2, 17, 255, 256, 257] {
                for algorithm in Algorithm::ALL {
                    product_is_right::<f64>(
                        Shape { m, k, n },
                        algorithm,
                        Crew::Caller,
                        f64::INFINITY,
                        &clock,
                    );
                    product_is_right::<f32>(
                        Shape { m, k, n },
                        algorithm,
                        Crew::Caller,
                        0.0,
                        &clock,
                    );
                }
            }
        }
    }
}

#[test]
fn every_kernel_is_correct_at_the_edges_of_its_tile_and_of_a_panel() {
    every_kernel_is_right::<f32>(Crew::Caller, &StdClock::start());
    every_kernel_is_right::<f64>(Crew::Caller, &StdClock::start());
    assert_eq!(kernel_names::<f32>(), ["scalar 4×4"], "the host has the oracle of the kernels");
}

#[test]
fn strassen_is_within_its_bound() {
    strassen_is_right::<f32>(Crew::Caller, &StdClock::start());
    strassen_is_right::<f64>(Crew::Caller, &StdClock::start());
    // By default large sizes are halved, so the rounding errors differ from those of the fast
    // product.
    let shape = Shape { m: 512, k: 512, n: 513 };
    let c = |algorithm| {
        let (a, b) = (numbers::<f32>(512 * 512, 1), numbers(512 * 513, 2));
        let mut product = Product::new(shape, algorithm, a, b).unwrap();
        while product.step(1.0, Crew::Caller, &StdClock::start()) {}
        product.c().to_vec()
    };
    assert_ne!(c(Algorithm::Strassen), c(Algorithm::Fast));
}

#[test]
fn nan_and_infinity_spread_to_their_row_only() {
    for algorithm in Algorithm::ALL {
        let (m, k, n) = (7, 300, 9);
        let (mut a, b) = (numbers::<f64>(m * k, 9), vec![1.0; k * n]);
        a[2 * k + 5] = f64::NAN;
        a[3 * k + 290] = f64::INFINITY;
        let c = multiply(
            ArrayView2::from_shape((m, k), &a).unwrap(),
            ArrayView2::from_shape((k, n), &b).unwrap(),
            algorithm,
        )
        .unwrap();
        for ((row, _), c) in c.indexed_iter() {
            assert_eq!(c.is_nan(), row == 2, "{algorithm:?}");
            assert_eq!(*c == f64::INFINITY, row == 3, "{algorithm:?}");
        }
    }
}

#[test]
fn a_team_and_one_worker_give_bitwise_equal_results() {
    join_pool(|| ());
    let shapes = [(67, 800, 257), (1, 1, 1), (5, 0, 3), (1, 300, 700), (700, 300, 2), (500, 1, 90)];
    for shape in shapes.map(|(m, k, n)| Shape { m, k, n }) {
        for algorithm in Algorithm::ALL {
            for lanes in 1..=4 {
                let [one, many] = [Crew::Caller, Crew::Team { lanes }].map(|crew| {
                    product_is_right::<f64>(shape, algorithm, crew, 0.05, &StdClock::start());
                    let (a, b) =
                        (numbers::<f32>(shape.m * shape.k, 3), numbers(shape.k * shape.n, 4));
                    let mut product = Product::new(shape, algorithm, a, b).unwrap();
                    while product.step(0.1, crew, &StdClock::start()) {}
                    product.c().to_vec()
                });
                assert_eq!(one, many);
            }
        }
    }
}

#[test]
fn a_wrong_element_and_a_nan_are_errors() {
    let (a, b) = (numbers::<f64>(12, 5), numbers::<f64>(20, 6));
    let norms = reference::column_norms(&b, 5).unwrap();
    let shape = Shape { m: 3, k: 4, n: 5 };
    let right = reference::product(shape, &a, &b);
    for wrong in [right[7] + 1e-6, f64::NAN] {
        let mut c = right.clone();
        c[7] = wrong;
        let error = reference::row_error(&a[4..8], &b, &norms, &c[5..10], &mut [0.0; 5]);
        assert!(error > 1e-8, "{error}");
    }
}

/// A clock that advances by a millisecond at each reading.
struct Ticking(AtomicU32);

impl Clock for Ticking {
    fn now_ms(&self) -> f64 {
        f64::from(self.0.fetch_add(1, SeqCst))
    }
}

#[test]
fn a_panel_over_many_rows_is_computed_in_slices_with_progress() {
    // One panel of 2²⁸ multiply-adds; a tile of 32 rows takes two milliseconds of this clock.
    let shape = Shape { m: 4096, k: 256, n: 256 };
    let Shape { m, k, n } = shape;
    for algorithm in [Algorithm::Fast, Algorithm::Blocked, Algorithm::Simd] {
        let (a, b) = (numbers::<f64>(m * k, 1), numbers(k * n, 2));
        let mut product = Product::new(shape, algorithm, a, b).unwrap();
        let clock = Ticking(0.into());
        let (mut slices, mut done, mut longest_ms) = (0, 0, 0.0_f64);
        loop {
            let start_ms = clock.now_ms();
            let more = product.step(5.0, Crew::Caller, &clock);
            // The first slice does not count: its time sets the size of the others.
            if slices > 0 {
                longest_ms = longest_ms.max(clock.now_ms() - start_ms);
            }
            if !more {
                break;
            }
            assert!(product.rows_done() > done && product.rows_done() < m, "{algorithm:?}");
            done = product.rows_done();
            slices += 1;
        }
        assert!(slices > 20, "{algorithm:?}: {slices}");
        assert!(longest_ms < 25.0, "{algorithm:?}: {longest_ms}");
        assert_eq!(product.rows_done(), m);
    }
}

#[test]
fn consecutive_bands_give_the_whole_product() {
    let (m, k, n) = (23, 390, 17);
    let (a, b) = (numbers::<f64>(m * k, 1), numbers::<f64>(k * n, 2));
    let shape = Shape { m, k, n };
    for algorithm in Algorithm::ALL {
        let compute = |product: &mut Product<f64>| {
            while product.step(0.0, Crew::Caller, &StdClock::start()) {}
            product.c().to_vec()
        };
        let whole = compute(&mut Product::new(shape, algorithm, a.clone(), b.clone()).unwrap());
        let mut bands = Vec::new();
        let none = Shape { m: 0, ..shape };
        let mut product = Product::new(none, algorithm, vec![], b.clone()).unwrap();
        for rows in a.chunks(5 * k) {
            product.next_band(rows.len() / k, rows.to_vec()).unwrap();
            bands.extend(compute(&mut product));
        }
        assert_eq!(bands, whole, "{algorithm:?}");
        assert!(product.next_band(2, vec![0.0; k]).is_err());
    }
}

#[test]
fn operands_whose_length_is_not_that_of_their_shape_are_errors() {
    let shape = Shape { m: 2, k: 3, n: 4 };
    let refused = Product::new(shape, Algorithm::Naive, vec![0.0; 6], vec![0.0; 11]).unwrap_err();
    assert_eq!(refused, MatmulError::Length { operand: "b", given: 11, rows: 3, cols: 4 });
    let huge = Shape { m: usize::MAX, k: 0, n: usize::MAX };
    let refused = Product::<f32>::new(huge, Algorithm::Naive, vec![], vec![]).unwrap_err();
    assert_eq!(refused, MatmulError::Memory { bytes: u64::MAX });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_product_matches_that_of_ndarray(
        m in 0..40_usize,
        k in 0..300_usize,
        n in 0..40_usize,
        seed: u64,
    ) {
        let (a, b) = (numbers::<f64>(m * k, seed), numbers::<f64>(k * n, !seed));
        let a = ArrayView2::from_shape((m, k), &a).unwrap();
        let b = ArrayView2::from_shape((k, n), &b).unwrap();
        let oracle = a.dot(&b);
        for algorithm in Algorithm::ALL {
            let c = multiply(a, b, algorithm).unwrap();
            for (c, r) in c.iter().zip(&oracle) {
                prop_assert!((c - r).abs() <= 1e-13 * (k + 1) as f64);
            }
        }
    }
}

#[test]
fn products_without_elements_are_empty_however_large_their_other_sizes_are() {
    let most = u32::MAX as usize;
    for (m, k, n) in [(most, 0, 0), (0, 0, most), (0, most, 0)] {
        for algorithm in Algorithm::ALL {
            let product =
                Product::<f64>::new(Shape { m, k, n }, algorithm, vec![], vec![]).unwrap();
            let product = common::finish(product, Crew::Caller, f64::INFINITY, &StdClock::start());
            assert!(product.c().is_empty());
            assert_eq!(product.max_relative_error(), 0.0);
        }
    }
    // Empty sums are zero.
    let shape = Shape { m: 3, k: 0, n: 50_000 };
    let product = Product::<f32>::new(shape, Algorithm::Fast, vec![], vec![]).unwrap();
    let product = common::finish(product, Crew::Caller, 1.0, &StdClock::start());
    assert!(product.c().iter().all(|&c| c == 0.0));
    assert_eq!((product.c().len(), product.max_relative_error()), (150_000, 0.0));
}

#[test]
fn long_rows_are_checked_in_pieces_and_many_rows_leave_few_spans() {
    for algorithm in Algorithm::ALL {
        let clock = StdClock::start();
        common::product_is_right::<f64>(
            Shape { m: 2, k: 3, n: 9001 },
            algorithm,
            Crew::Caller,
            1.0,
            &clock,
        );
        let shape = Shape { m: 200_000, k: 1, n: 1 };
        let product =
            Product::new(shape, algorithm, common::numbers::<f32>(shape.m, 1), vec![3.0]).unwrap();
        let product = common::finish(product, Crew::Caller, f64::INFINITY, &clock);
        assert!(product.spans().len() <= 1 << 16, "{algorithm:?}: {}", product.spans().len());
        assert!(product.max_relative_error() <= common::bound::<f32>(1));
    }
}
