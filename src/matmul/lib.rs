//! The matrix product `C[m×n] = A[m×k]·B[k×n]`, row-major, in `f32` and `f64`.
//!
//! [`Product`] runs one of the algorithms of [`Algorithm`], on the caller or on a team of threads,
//! in slices, so that the caller can report progress and stop in between; then it compares C with
//! the oracle, [`reference`](mod@reference). The README lists the files, the papers and what was
//! tried.
//!
//! ```
//! use crew::Crew;
//! use matmul::{Algorithm, Element, Product, Shape};
//! use timing::StdClock;
//! let clock = StdClock::start();
//! let shape = Shape { m: 40, k: 50, n: 60 };
//! let a = (0..40 * 50).map(|i| f64::from(i).sin()).collect();
//! let b = (0..50 * 60).map(|i| f64::from(i).cos()).collect();
//! let mut product = Product::new(shape, Algorithm::Fast, a, b)?;
//! while product.step(50.0, Crew::Caller, &clock) {
//!     // Every 50 ms: say that `product.rows_done()` of 40 rows are done, or stop.
//! }
//! while product.check(50.0, Crew::Caller, &clock)? {}
//! // One rounding for each product and for each addition.
//! assert!(product.max_relative_error() <= 51.0 * f64::UNIT_ROUNDOFF);
//! assert_eq!(product.c().len(), 40 * 60);
//! # Ok::<(), matmul::MatmulError>(())
//! ```

mod blocked;
mod blocking;
mod element;
mod fast;
mod habits;
pub mod kernel;
mod naive;
mod panels;
mod product;
pub mod reference;
mod right;
mod row_loop;
mod simd;
mod strassen;
mod thin;
mod tile_span;
mod work;

pub use element::Element;
pub use product::{Product, multiply};
pub use right::Right;
pub use tile_span::TileSpan;

use habits::Kind;
use std::collections::TryReserveError;
use std::fmt;

/// The sizes of a product: A is m×k, B is k×n, C is m×n.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Rows of A and of C.
    pub m: usize,
    /// Columns of A and rows of B.
    pub k: usize,
    /// Columns of B and of C.
    pub n: usize,
}

impl Shape {
    /// Bytes of A, B and C together for elements of `size` bytes; `u64::MAX` if there are more.
    #[must_use]
    pub fn bytes(self, size: usize) -> u64 {
        let [m, k, n] = [self.m, self.k, self.n].map(|x| x as u64);
        let products = [m.saturating_mul(k), k.saturating_mul(n), m.saturating_mul(n)];
        let elements = products.into_iter().fold(0_u64, u64::saturating_add);
        elements.saturating_mul(size as u64)
    }
}

/// How a product is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// The chapter's program: three loops in the order i-j-k. One task per row of C.
    Naive,
    /// The loops in the order i-k-j, over blocks of B that stay in the cache. One task per panel of
    /// rows.
    Blocked,
    /// A micro-kernel on operands that are neither packed nor blocked. One task per panel of rows.
    Simd,
    /// A micro-kernel on a packed B, in blocks for each level of the cache. One task per tile of C.
    Fast,
    /// Strassen's product: at each level seven products of half the size instead of eight, by the
    /// fast algorithm. Its errors are larger.
    Strassen,
}

impl Algorithm {
    /// Every algorithm, for tests, benches and lists.
    pub const ALL: [Self; 5] = [Self::Naive, Self::Blocked, Self::Simd, Self::Fast, Self::Strassen];

    /// The algorithm's name in the library.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Naive => "naive",
            Self::Blocked => "blocked",
            Self::Simd => "simd",
            Self::Fast => "fast",
            Self::Strassen => "strassen",
        }
    }

    /// The algorithm called `name`, or `None`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }
}

/// A vector of `len` elements, all equal to `value`.
///
/// # Errors
/// When memory is short. Sizes come from users, and an allocation that aborts would end the whole
/// instance.
pub fn filled<T: Copy>(len: usize, value: T) -> Result<Vec<T>, TryReserveError> {
    let mut elements = Vec::new();
    elements.try_reserve_exact(len)?;
    elements.resize(len, value);
    Ok(elements)
}

/// The maximum size of the wasm memory in bytes, as the build links it.
pub const MOST_BYTES: u64 = 1 << 30;

/// Why a product cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatmulError {
    /// The number of elements of a matrix is not that of its shape.
    Length {
        /// The matrix: `a`, `b` or `c`.
        operand: &'static str,
        /// The number of elements given.
        given: usize,
        /// The rows of its shape.
        rows: usize,
        /// The columns of its shape.
        cols: usize,
    },
    /// A has not as many columns as B has rows.
    KMismatch {
        /// Columns of A.
        a_cols: usize,
        /// Rows of B.
        b_rows: usize,
    },
    /// The three matrices do not fit into memory.
    Memory {
        /// Bytes of A, B and C.
        bytes: u64,
    },
}

impl fmt::Display for MatmulError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { operand, given, rows, cols } => {
                write!(f, "{operand} has {given} elements, not {rows}×{cols}")
            }
            Self::KMismatch { a_cols, b_rows } => {
                write!(f, "A has {a_cols} columns, but B has {b_rows} rows")
            }
            Self::Memory { bytes } => {
                write!(
                    f,
                    "the product needs {bytes} bytes; at most {MOST_BYTES} are allowed in all"
                )
            }
        }
    }
}

impl std::error::Error for MatmulError {}
