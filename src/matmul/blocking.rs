//! Block sizes for the caches: the depth of panels and the sizes of blocks.

/// The greatest depth of the fast product's panels, KC in the literature. A sliver of B of at most
/// 384 × 12 × 4 = 384 × 6 × 8 bytes = 18 KiB and a few rows of A of at most 3 KiB each fit together
/// in a first-level cache of 32 KiB.
pub const DEPTH: usize = 384;
/// Bytes of a block of A. That is a small part of a second-level cache of 512 KiB, since the rows
/// are not packed and may map to few of the cache's sets.
pub const A_BLOCK_BYTES: usize = 96 * 1024;
/// Bytes of a panel of B. Together with the blocks of A it stays below the 8 MiB that a thread may
/// use in addition to the operands.
pub const B_PANEL_BYTES: usize = 4 * 1024 * 1024;

/// Columns of a panel of B, NC in the literature: a multiple of `nr`.
pub fn panel_cols<T>(nr: usize) -> usize {
    (B_PANEL_BYTES / (DEPTH * size_of::<T>()) / nr) * nr
}

/// The depth of all panels but the last ones, KC in the literature: there are as few panels as
/// possible, all about equally deep.
pub fn panel_depth(k: usize) -> usize {
    k.div_ceil(k.div_ceil(DEPTH))
}

/// The size of the blocks of B that are used one after another.
#[derive(Debug, Clone, Copy)]
pub struct Blocks {
    /// Rows of B in a block.
    pub depth: usize,
    /// Columns of B in a block.
    pub cols: usize,
}

impl Blocks {
    /// For rows of C against blocks that stay in the cache. A block has 128 × 256 × 8 bytes = 256
    /// KiB and fits a second-level cache of 512 KiB. A row of C's block has 256 × 8 bytes = 2 KiB;
    /// with eight rows of B these are 18 KiB, which fit the first-level cache.
    pub const CACHED: Self = Self { depth: 128, cols: 256 };

    /// For thin shapes: rows of B in long pieces, read in order, while a piece of C's row stays in
    /// the first-level cache.
    pub const STREAMED: Self = Self { depth: 32, cols: 2048 };
}
