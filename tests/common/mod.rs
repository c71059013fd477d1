//! Properties that hold on the host and in the browser alike.

use parallel_playground::crew::Crew;
use parallel_playground::matmul::kernel::Kernels;
use parallel_playground::matmul::{Algorithm, Element, Product, Shape, reference};
use parallel_playground::timing::Clock;

/// Numbers in [−1, 1) from splitmix64.
pub fn numbers<T: Element>(len: usize, mut seed: u64) -> Vec<T> {
    let mut next = || {
        seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        T::from_f64((z >> 11) as f64 / (1_u64 << 52) as f64 - 1.0)
    };
    (0..len).map(|_| next()).collect()
}

/// Every kernel of the artefact computes a product right, over sizes around the edges of its tile and of a panel's depth.
pub fn every_kernel_is_right<T: Kernels>(crew: Crew, clock: &impl Clock) {
    for kernel in T::kernels() {
        for m in [1, kernel.mr - 1, kernel.mr, kernel.mr + 1, 5 * kernel.mr + 2] {
            for n in [1, kernel.nr - 1, kernel.nr, kernel.nr + 1, 3 * kernel.nr + 1] {
                for k in [1, 2, 3, 4, 5, 383, 384, 385, 769] {
                    let shape = Shape { m, k, n };
                    let (a, b) = (numbers::<T>(m * k, 7), numbers::<T>(k * n, 8));
                    let product = Product::new(shape, Algorithm::Fast, a, b).unwrap();
                    let product = finish(product.with_kernel(*kernel), crew, f64::INFINITY, clock);
                    assert_eq!(product.kernel(), kernel.name);
                    let (error, bound) = (product.max_relative_error(), bound::<T>(k));
                    assert!(error <= bound, "{} {shape:?} {crew:?}: {error} > {bound}", kernel.name);
                }
            }
        }
    }
}

/// The names of the kernels of this artefact, so that a test can ask whether those are there that it means to test.
pub fn kernel_names<T: Kernels>() -> Vec<&'static str> {
    T::kernels().iter().map(|kernel| kernel.name).collect()
}

/// The error that a sum of k products may have, relative to the norms: one rounding for each product and each sum.
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
    while product.check(budget_ms, crew, clock) {}
    product
}

/// The product is that of the oracle, the check says so, and every row lies in exactly one span.
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

    // Each element's k products are added in one pass over the panels: by rows one, else one for each depth of a panel.
    let rows: u32 = product.spans().iter().map(|span| span.len).sum();
    if algorithm != Algorithm::Fast {
        assert_eq!(rows as usize, if n == 0 || k == 0 { 0 } else { m }, "every row in exactly one span");
    }
    assert!(product.spans().iter().all(|s| s.start_ms <= s.end_ms && (s.worker as usize) < 4));
}
