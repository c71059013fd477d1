//! The product on a team of real threads that pack panels together and claim tiles of one C, at
//! sizes small enough for Miri and for ThreadSanitizer, which look for accesses that overlap, are
//! out of bounds, or are not ordered.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "other tests of products use the rest")]
mod common;

use common::{product_is_right, strassen_is_right};
use parallel_playground::crew::{self, Crew};
use parallel_playground::matmul::{Algorithm, Shape};
use parallel_playground::timing::StdClock;
use std::thread;

const MEMBERS: usize = 2;

/// Tiles of all kinds, edges on either side, a second panel, rows and columns alone.
const SHAPES: &[(usize, usize, usize)] = if cfg!(miri) {
    &[(9, 3, 13), (2, 386, 2), (1, 7, 20)]
} else {
    &[(9, 7, 13), (13, 3, 8), (5, 386, 5), (1, 20, 33), (33, 20, 1), (4, 0, 4)]
};

#[test]
fn threads_that_share_a_product_access_nothing_of_each_others() {
    let members: Vec<_> = (0..MEMBERS).map(|_| thread::spawn(crew::serve)).collect();
    while crew::members() < MEMBERS as u32 {
        thread::yield_now();
    }
    let (team, clock) = (Crew::Team { lanes: MEMBERS + 1 }, StdClock::start());
    // Elsewhere a share of so little work would not be worth a thread.
    let sizes = if cfg!(miri) { 1 } else { 16 };
    for &(m, k, n) in SHAPES {
        let shape = Shape { m: m * sizes, k, n: n * sizes };
        for algorithm in [Algorithm::Fast, Algorithm::Simd] {
            product_is_right::<f32>(shape, algorithm, team, f64::INFINITY, &clock);
            if !cfg!(miri) {
                product_is_right::<f64>(shape, algorithm, team, 0.0, &clock);
            }
        }
    }
    if !cfg!(miri) {
        strassen_is_right::<f64>(team, &clock);
    }
    crew::leave();
    for member in members {
        member.join().expect("no panic");
    }
}
