//! The packed panels of a B that is multiplied repeatedly.

use super::filled;
use super::kernel::Kernels;
use std::collections::TryReserveError;

/// The panels lie one after another, in the order in which a fast product uses them. Each is packed
/// by the first product that comes to it.
#[derive(Debug)]
pub struct Panels<T> {
    elements: Vec<T>,
    /// The columns of a sliver; 0 if nothing is laid out yet.
    nr: usize,
    /// Which panels are packed, in their order; those beyond the end are not.
    packed: Vec<bool>,
}

impl<T: Kernels> Panels<T> {
    /// Room for all panels of a B of k×n elements, packed for the kernel that is used at first.
    ///
    /// # Errors
    /// When memory is short.
    pub fn new(k: usize, n: usize) -> Result<Self, TryReserveError> {
        let padding = T::kernels()[0].nr() - 1;
        let padded = if n == 0 { 0 } else { n.saturating_add(padding) };
        let elements = filled(k.saturating_mul(padded), T::default())?;
        Ok(Self { elements, nr: 0, packed: Vec::new() })
    }

    /// Whether the panel with this `index` is packed in slivers of `nr` columns, and the elements
    /// from its `first` one on. All panels together have `len` elements. `None` if there is no room
    /// for slivers of this width.
    pub fn at(
        &mut self,
        nr: usize,
        len: usize,
        index: usize,
        first: usize,
    ) -> Option<(&mut bool, &mut [T])> {
        if self.nr != nr {
            // Slivers of another kernel: the panels are packed anew.
            self.nr = nr;
            self.packed.clear();
            if self.elements.len() < len {
                self.elements = Vec::new();
                self.elements = filled(len, T::default()).ok()?;
            }
        }
        if self.packed.len() <= index {
            self.packed.resize(index + 1, false);
        }
        Some((self.packed.get_mut(index)?, self.elements.get_mut(first..len)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_width_of_slivers_is_packed_anew() {
        // Two panels of 250 rows of 30 columns; slivers of 12 pad them to 36, those of 8 to 32.
        let mut panels = Panels::<f32>::new(500, 30).unwrap();
        let (is_packed, panel) = panels.at(12, 500 * 36, 1, 250 * 36).unwrap();
        assert!(!*is_packed && panel.len() == 250 * 36);
        *is_packed = true;
        assert!(*panels.at(12, 500 * 36, 1, 250 * 36).unwrap().0);
        assert!(!*panels.at(12, 500 * 36, 0, 0).unwrap().0);
        assert_eq!(panels.at(8, 500 * 32, 1, 250 * 32).unwrap().1.len(), 250 * 32);
        for (nr, padded) in [(8, 32), (12, 36)] {
            assert!(!*panels.at(nr, 500 * padded, 1, 250 * padded).unwrap().0, "{nr}");
        }
    }
}
