//! How the operands are cut for the caches: the depth of panels and the sizes of blocks.

/// Depth of the fast product's panels at most, KC in the literature: a sliver of B of at most 384 ×
/// 12 × 4 = 384 × 6 × 8 = 18 KiB and a few rows of A of 3 KiB each lie together in a first-level
/// cache of 32 KiB.
pub const DEPTH: usize = 384;
/// Bytes of a block of A: little of a second-level cache of 512 KiB, since its rows, which are not
/// packed, may meet in few of the cache's sets.
pub const A_BLOCK_BYTES: usize = 96 * 1024;
/// Bytes of a panel of B: with the blocks of A below the 8 MiB that a thread may use beside the
/// operands.
pub const B_PANEL_BYTES: usize = 4 * 1024 * 1024;

/// The blocks of B that are passed over at a time.
#[derive(Debug, Clone, Copy)]
pub struct Blocks {
    /// Rows of B in a block.
    pub depth: usize,
    /// Columns of B in a block.
    pub cols: usize,
}

impl Blocks {
    /// 128 × 256 × 8 bytes = 256 KiB: a block fits a second-level cache of 512 KiB. A row of C's
    /// block is 256 × 8 bytes = 2 KiB, with eight of B 18 KiB: first-level cache.
    pub const CACHED: Self = Self { depth: 128, cols: 256 };

    /// A row of C as far as it stays in the first-level cache, over whole rows of B.
    pub const STREAMED: Self = Self { depth: 32, cols: 2048 };
}
