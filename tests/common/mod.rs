//! Properties of the matrix product that are tested both on the host and in the browser.

use parallel_playground::crew::Crew;
use parallel_playground::matmul::kernel::{Kernel, Kernels};
use parallel_playground::matmul::{Algorithm, Element, Product, Shape, TileSpan, reference};
use parallel_playground::random::SplitMix64;
use parallel_playground::timing::Clock;

/// `len` numbers in [−1, 1) from splitmix64.
pub fn numbers<T: Element>(len: usize, seed: u64) -> Vec<T> {
    let mut random = SplitMix64::new(seed);
    (0..len).map(|_| T::from_f64(2.0 * random.uniform() - 1.0)).collect()
}

/// Every kernel of the artefact computes correct products, at sizes around the edges of its tile
/// and of a panel's depth.
pub fn every_kernel_is_right<T: Kernels>(crew: Crew, clock: &impl Clock) {
    for kernel in T::kernels() {
        for m in [1, kernel.mr() - 1, kernel.mr(), kernel.mr() + 1, 5 * kernel.mr() + 2] {
            for n in [1, kernel.nr() - 1, kernel.nr(), kernel.nr() + 1, 3 * kernel.nr() + 1] {
                for k in [1, 2, 3, 4, 5, 383, 384, 385, 769] {
                    let shape = Shape { m, k, n };
                    for algorithm in [Algorithm::Fast, Algorithm::Simd] {
                        let (a, b) = (numbers::<T>(m * k, 7), numbers::<T>(k * n, 8));
                        let product =
                            Product::new(shape, algorithm, a, b).unwrap().with_kernel(*kernel);
                        let product =
                            if algorithm == Algorithm::Fast { product.in_tiles() } else { product };
                        let product = finish(product, crew, f64::INFINITY, clock);
                        assert_eq!(product.kernel(), kernel.name());
                        let (error, bound) = (product.max_relative_error(), bound::<T>(k));
                        assert!(
                            error <= bound,
                            "{} {shape:?} {crew:?}: {error} > {bound}",
                            kernel.name()
                        );
                    }
                }
            }
        }
    }
}

/// The names of the kernels of this artefact, so that a test can check that the ones it means to
/// test exist.
pub fn kernel_names<T: Kernels>() -> Vec<&'static str> {
    T::kernels().iter().map(Kernel::name).collect()
}

/// The greatest relative error (see `row_error`) of a sum of k products: one rounding for each
/// product and for each addition.
pub fn bound<T: Element>(k: usize) -> f64 {
    (k + 1) as f64 * T::UNIT_ROUNDOFF
}

/// The product, computed and checked.
pub fn finish<T: Kernels>(
    mut product: Product<T>,
    crew: Crew,
    budget_ms: f64,
    clock: &impl Clock,
) -> Product<T> {
    while product.step(budget_ms, crew, clock) {}
    while product.check(budget_ms, crew, clock).unwrap() {}
    product
}

/// The product matches the oracle, the check confirms it, and every element of C lies in the same
/// number of tiles.
pub fn product_is_right<T: Kernels>(
    shape: Shape,
    algorithm: Algorithm,
    crew: Crew,
    budget_ms: f64,
    clock: &impl Clock,
) {
    let Shape { m, k, n } = shape;
    let (a, b) = (numbers::<T>(m * k, 1), numbers::<T>(k * n, 2));
    let oracle = reference::product(shape, &a, &b);
    let product = finish(Product::new(shape, algorithm, a, b).unwrap(), crew, budget_ms, clock);
    let bound = bound::<T>(k);
    let error = product.max_relative_error();
    assert!(error <= bound, "{shape:?} {algorithm:?} {crew:?}: {error} > {bound}");
    for (c, r) in product.c().iter().zip(&oracle) {
        let c: f64 = (*c).into();
        assert!((c - r).abs() <= bound * k as f64, "{shape:?} {algorithm:?} {crew:?}");
    }

    // Each element lies in one tile per pass over C: the fast product has a pass for each panel,
    // the other algorithms have one.
    let mut tiles = vec![0_usize; m * n];
    for TileSpan { span, first_col, cols } in product.spans() {
        assert!(span.start_ms <= span.end_ms && (span.worker as usize) < 4);
        for row in span.first..span.first + span.len {
            tiles[row as usize * n + *first_col as usize..][..*cols as usize]
                .iter_mut()
                .for_each(|t| *t += 1);
        }
    }
    let passes = if k == 0 { 0 } else { tiles.first().copied().unwrap_or(0).max(1) };
    assert!(
        tiles.iter().all(|&t| t == passes),
        "{shape:?} {algorithm:?} {crew:?}: every element is in {passes}"
    );
}

/// Strassen's product is within its error bound of the oracle, at sizes that do and do not divide
/// evenly, for several numbers of halvings.
pub fn strassen_is_right<T: Kernels>(crew: Crew, clock: &impl Clock) {
    for (m, k, n) in [(8, 8, 8), (1, 2, 3), (13, 9, 22), (31, 40, 33), (64, 70, 50)] {
        let shape = Shape { m, k, n };
        let (a, b) = (numbers::<T>(m * k, 3), numbers::<T>(k * n, 4));
        let oracle = reference::product(shape, &a, &b);
        for levels in 0..4 {
            let product = Product::new(shape, Algorithm::Strassen, a.clone(), b.clone()).unwrap();
            let mut product = product.with_halvings(levels);
            // Higham, §23.2.2, with all numbers at most 1: 12^levels·(k₀² + 5k₀)·u, to first order.
            let depth = k.div_ceil(1 << levels) as f64;
            let bound = f64::from(12_u32.pow(levels)) * depth * (depth + 5.0) * T::UNIT_ROUNDOFF;
            for _ in 0..2 {
                while product.step(0.0, crew, clock) {
                    assert!(product.rows_done() <= m);
                }
                for (c, r) in product.c().iter().zip(&oracle) {
                    let c: f64 = (*c).into();
                    assert!(
                        (c - r).abs() <= bound,
                        "{shape:?} {levels} {crew:?}: {c} {r} ± {bound}"
                    );
                }
                let inside = |t: &TileSpan| {
                    t.span.first + t.span.len <= m as u32 && t.first_col + t.cols <= n as u32
                };
                assert!(!product.spans().is_empty() && product.spans().iter().all(inside));
                product.restart();
            }
        }
    }
}
