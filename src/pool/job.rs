//! A job: which of its items are waiting, and how many a worker gets at once.

use std::iter;
use std::ops::Range;

/// The most chunks that are handed out at once: the count fits half a word, in which the owner of
/// the workers may keep it.
const MOST_CHUNKS: u32 = 0x7fff;

/// A worker gets at once at most this fraction, 1/`SHARE`, of its fair share of the chunks left.
const SHARE: u32 = 8;

/// A job whose items are not all done.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub(super) items: u32,
    /// Position in the order of submission.
    pub(super) number: u64,
    /// Whether the job is a lease: its one item is the use of a worker.
    pub(super) lease: bool,
    pub(super) chunksize: u32,
    /// The number of workers that may run its items at once.
    pub(super) lanes: u32,
    /// The number of workers that run its items now.
    pub(super) running: u32,
    /// The items not handed out yet, or given back, as ranges in ascending order.
    pub(super) left: Vec<Range<u32>>,
    /// The most chunks that a worker gets at once: about as many as take only a moment.
    pub(super) most: u32,
    /// The upper limit of `most`.
    pub(super) bound: u32,
    /// Whether a worker gets its whole fair share at once.
    pub(super) eager: bool,
    pub(super) done: u32,
    /// The earliest failed item so far.
    pub(super) failed: Option<u32>,
}

impl Job {
    /// # Panics
    /// When `chunksize` or `lanes` is 0.
    pub(super) fn new(items: u32, chunksize: u32, lanes: u32) -> Self {
        assert!(
            chunksize > 0 && lanes > 0,
            "a chunk has at least one item, a job at least one lane"
        );
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
            eager: false,
            done: 0,
            failed: None,
        }
    }

    /// A job whose items cost nothing to hand out, nor to take back.
    pub(super) fn eager(items: u32, chunksize: u32, lanes: u32) -> Self {
        Self { most: MOST_CHUNKS, eager: true, ..Self::new(items, chunksize, lanes) }
    }

    /// The end of the items that can still change the outcome.
    pub(super) fn end(&self) -> u32 {
        self.failed.unwrap_or(self.items)
    }

    /// Whether an item is waiting that can still change the outcome.
    pub(super) fn waits(&self) -> bool {
        self.left.first().is_some_and(|range| range.start < self.end())
    }

    /// The number of chunks waiting.
    pub(super) fn chunks_left(&self) -> u32 {
        let end = self.end();
        self.left
            .iter()
            .map(|range| range.end.min(end).saturating_sub(range.start).div_ceil(self.chunksize))
            .sum()
    }

    /// The number of chunks that could be handed out now, given enough workers.
    pub(super) fn chunks_to_give(&self) -> u32 {
        self.chunks_left().min(self.lanes - self.running)
    }

    /// The next items for one of `workers`. If many chunks are left it gets only a part of its fair
    /// share, so that all workers end at about the same time, and so that few chunks wait behind a
    /// long one in a worker that cannot be asked to give them back. Of an eager job it gets the
    /// whole share: what it has not begun is taken back as soon as another worker has nothing
    /// to do.
    pub(super) fn take(&mut self, workers: u32) -> Option<Range<u32>> {
        let share = if self.eager {
            self.chunks_left().div_ceil(workers.saturating_sub(self.running).max(1))
        } else {
            self.chunks_left() / workers.saturating_mul(SHARE)
        };
        let share = share.clamp(1, self.most);
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

    /// Adapts `most` to a worker's result: it has done `chunks_done` chunks, and if they were
    /// `quick` more may be handed out at once.
    pub(super) fn learn(&mut self, chunks_done: u32, quick: bool) {
        let most =
            if quick { self.most.max(chunks_done.saturating_mul(2)) } else { chunks_done.max(1) };
        self.most = most.min(self.bound);
    }

    /// Puts items back among those that are waiting.
    pub(super) fn give_back(&mut self, items: Range<u32>) {
        let place = self.left.partition_point(|range| range.start < items.start);
        self.left.insert(place, items);
    }
}
