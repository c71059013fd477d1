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
