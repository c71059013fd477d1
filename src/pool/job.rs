//! A job: which of its items wait, and how many a worker gets at once.

use std::iter;
use std::ops::Range;

/// Chunks that are handed out at once at most: their count fits half a word, for whoever keeps it
/// in one.
const MOST_CHUNKS: u32 = 0x7fff;

/// A worker gets at once no more than one of so many parts of its fair share of what is left.
const SHARE: u32 = 8;

/// A job whose items are not all done.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub(super) items: u32,
    /// Counts the jobs in the order of their submission.
    pub(super) number: u64,
    /// One item that stands for the use of a worker.
    pub(super) lease: bool,
    pub(super) chunksize: u32,
    /// Workers that may be at it at once.
    pub(super) lanes: u32,
    /// Workers that are.
    pub(super) running: u32,
    /// Items not handed out, or given back: ranges in order.
    pub(super) left: Vec<Range<u32>>,
    /// Chunks that a worker gets at once, at most: about as many as are done in a moment.
    pub(super) most: u32,
    /// What that may grow to.
    pub(super) bound: u32,
    pub(super) done: u32,
    /// The first failed item so far.
    pub(super) failed: Option<u32>,
}

impl Job {
    pub(super) fn new(items: u32, chunksize: u32, lanes: u32) -> Self {
        Self {
            items,
            number: 0,
            lease: false,
            chunksize,
            lanes,
            running: 0,
            left: iter::once(0..items).collect(),
            most: 1,
            bound: MOST_CHUNKS,
            done: 0,
            failed: None,
        }
    }

    /// Items from here on cannot change the outcome any more.
    pub(super) fn end(&self) -> u32 {
        self.failed.unwrap_or(self.items)
    }

    /// Whether an item waits that can change the outcome.
    pub(super) fn waits(&self) -> bool {
        self.left.first().is_some_and(|range| range.start < self.end())
    }

    /// Chunks that wait.
    pub(super) fn chunks_left(&self) -> u32 {
        let end = self.end();
        self.left
            .iter()
            .map(|range| range.end.min(end).saturating_sub(range.start).div_ceil(self.chunksize))
            .sum()
    }

    /// Chunks that could be handed out at this moment, if there were workers.
    pub(super) fn chunks_to_give(&self) -> u32 {
        self.chunks_left().min(self.lanes - self.running)
    }

    /// The next items for one of `workers`: of many chunks a part of its fair share of what is
    /// left, so that all end at the same time, and a worker that cannot be asked to give back
    /// what waits behind a long chunk holds little.
    pub(super) fn take(&mut self, workers: u32) -> Option<Range<u32>> {
        let share = (self.chunks_left() / workers.saturating_mul(SHARE)).clamp(1, self.most);
        let end = self.end();
        let range = self.left.first_mut().filter(|range| range.start < end)?;
        let first = range.start;
        let len = share.saturating_mul(self.chunksize).min(range.end.min(end) - first);
        range.start += len;
        if range.start == range.end {
            self.left.remove(0);
        }
        self.running += 1;
        Some(first..first + len)
    }

    /// A worker has done so many chunks: quickly, so that more may be handed out at once, or not.
    pub(super) fn learn(&mut self, chunks_done: u32, quick: bool) {
        let most =
            if quick { self.most.max(chunks_done.saturating_mul(2)) } else { chunks_done.max(1) };
        self.most = most.min(self.bound);
    }

    pub(super) fn give_back(&mut self, items: Range<u32>) {
        let place = self.left.partition_point(|range| range.start < items.start);
        self.left.insert(place, items);
    }
}
