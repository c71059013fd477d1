//! Shapes too thin for tiles, where most of a micro-kernel's tile would be padding: how they are
//! divided among lanes. The loops are in `kernel/thin.rs`.

use super::Shape;

/// Multiply-adds in one task: some tens of microseconds of work.
const TASK_WORK: usize = 1 << 17;
/// Multiply-adds that may justify a lane.
pub const LANE_WORK: u64 = if cfg!(miri) { 1 << 6 } else { 1 << 17 };
/// A product of at most this many multiply-adds takes a few milliseconds, and is computed in one
/// go.
pub const SHORT_WORK: u64 = 1 << 24;

/// Rows of C in one task.
pub fn panel(Shape { k, n, .. }: Shape) -> usize {
    (TASK_WORK / (k * n)).max(1)
}
