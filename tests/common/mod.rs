//! Properties that hold on the host and in the browser alike.

use parallel_playground::crew::Crew;
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

/// The product is that of the oracle, the check says so, and every row lies in exactly one span.
pub fn product_is_right<T: Element>(
    shape: Shape,
    algorithm: Algorithm,
    crew: Crew,
    budget_ms: f64,
    clock: &impl Clock,
) {
    let Shape { m, k, n } = shape;
    let (a, b) = (numbers::<T>(m * k, 1), numbers::<T>(k * n, 2));
    let oracle = reference::product(shape, &a, &b);
    let mut product = Product::new(shape, algorithm, a, b).unwrap();
    while product.step(budget_ms, crew, clock) {}
    while product.check(budget_ms, crew, clock) {}

    let bound = (k + 1) as f64 * T::UNIT_ROUNDOFF;
    let error = product.max_relative_error();
    assert!(error <= bound, "{shape:?} {algorithm:?} {crew:?}: {error} > {bound}");
    for (c, r) in product.c().iter().zip(&oracle) {
        let c: f64 = (*c).into();
        assert!((c - r).abs() <= bound * k as f64, "{shape:?} {algorithm:?} {crew:?}");
    }

    let mut rows: Vec<(u32, u32)> = product.spans().iter().map(|s| (s.first, s.len)).collect();
    rows.sort_unstable();
    let mut next = 0;
    for (first, len) in rows {
        assert_eq!(first, next, "every row in exactly one span");
        next = first + len;
    }
    let computed = if n == 0 || k == 0 { 0 } else { m };
    assert_eq!(next as usize, computed);
    assert!(product.spans().iter().all(|s| s.start_ms <= s.end_ms && (s.worker as usize) < 4));
}
