//! What is remembered of whether several threads are faster than one, for each kind of product and
//! each element type.

use crew::Habits;

/// The loops that may be shared.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// The fast product.
    Tiles,
    /// Sums of rows of B.
    Axpy,
    /// Inner products.
    Dots,
    /// The fast product of a few rows of A and a packed B.
    PackedRows,
}

/// The habits of one element type.
pub type HabitsByKind = [Habits; 4];

/// No habits yet.
pub const fn none() -> HabitsByKind {
    [const { Habits::new() }; 4]
}
