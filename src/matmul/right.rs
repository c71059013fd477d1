//! The right operand B: its elements, and what is made of it once for any number of products.

use super::kernel::Kernels;
use super::panels::Panels;
use super::{MatmulError, Shape};
use std::sync::{Mutex, MutexGuard};

/// A right operand B (k×n, row-major). Several products may share it, also while they are in
/// progress.
///
/// ```
/// # #[cfg(not(target_arch = "wasm32"))] {
/// use matmul::{Algorithm, Product, Right};
/// use std::sync::Arc;
/// let b = Arc::new(Right::new(2, 3, vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0])?.kept()?);
/// for (a, c) in [([1.0, 0.0], [1.0, 2.0, 3.0]), ([0.0, 2.0], [8.0, 10.0, 12.0])] {
///     let mut product = Product::with_right(1, Algorithm::Fast, a.to_vec(), b.clone())?;
///     while product.step(10.0, crew::Crew::Caller, &timing::StdClock::start()) {}
///     assert_eq!(product.c(), c);
/// }
/// # }
/// # Ok::<(), matmul::MatmulError>(())
/// ```
#[derive(Debug)]
pub struct Right<T> {
    k: usize,
    n: usize,
    elements: Vec<T>,
    panels: Option<Mutex<Panels<T>>>,
}

impl<T: Kernels> Right<T> {
    /// B for products that pack its panels one after another and forget them.
    ///
    /// # Errors
    /// [`MatmulError::Length`] when it does not have k·n elements.
    pub fn new(k: usize, n: usize, elements: Vec<T>) -> Result<Self, MatmulError> {
        if k.checked_mul(n) != Some(elements.len()) {
            let given = elements.len();
            return Err(MatmulError::Length { operand: "b", given, rows: k, cols: n });
        }
        Ok(Self { k, n, elements, panels: None })
    }

    /// The same for repeated use: each panel is kept when a fast product has packed it.
    ///
    /// # Errors
    /// [`MatmulError::Memory`] when there is no room for the panels.
    pub fn kept(self) -> Result<Self, MatmulError> {
        let panels = Panels::new(self.k, self.n).map_err(|_| MatmulError::Memory {
            bytes: 2 * Shape { m: 0, k: self.k, n: self.n }.bytes(size_of::<T>()),
        })?;
        Ok(Self { panels: Some(Mutex::new(panels)), ..self })
    }

    /// The number of rows.
    #[must_use]
    pub fn k(&self) -> usize {
        self.k
    }

    /// The number of columns.
    #[must_use]
    pub fn n(&self) -> usize {
        self.n
    }

    /// Whether packed panels are kept.
    pub(super) fn is_kept(&self) -> bool {
        self.panels.is_some()
    }

    /// The elements, row-major.
    pub(super) fn elements(&self) -> &[T] {
        &self.elements
    }

    /// The elements, and the panels for the time of a step if they are kept.
    pub(super) fn parts(&self) -> (&[T], Option<MutexGuard<'_, Panels<T>>>) {
        // During another product's step, or after one that panicked, B is packed as if not kept.
        let panels = self.panels.as_ref();
        (&self.elements, panels.and_then(|panels| panels.try_lock().ok()))
    }
}
