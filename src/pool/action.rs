//! The interface between the pool and the owner of its workers: ids, actions and counts.

/// The id of a job, chosen by the caller and never reused.
pub type JobId = u32;
/// The id of a worker, chosen by the pool and never reused.
pub type WorkerId = u32;

/// An action for the owner of the workers. The actions of one list must be taken in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Start a worker; answer with [`Pool::started`](super::Pool::started) or
    /// [`Pool::lost`](super::Pool::lost).
    Start {
        /// The id of the new worker.
        worker: WorkerId,
    },
    /// Stop a worker, whatever it is doing.
    Stop {
        /// The worker.
        worker: WorkerId,
    },
    /// Hand items `first..first + len` of a job to an idle worker: one chunk, or several if chunks
    /// have been quick.
    Run {
        /// The worker.
        worker: WorkerId,
        /// The job.
        job: JobId,
        /// The first item.
        first: u32,
        /// The number of items.
        len: u32,
    },
    /// Others are idle: take back the items that the worker was handed last and has not begun.
    /// Answer with [`Pool::recalled`](super::Pool::recalled), or not at all if the worker has ended
    /// its items meanwhile.
    Recall {
        /// The worker.
        worker: WorkerId,
    },
    /// The job ended: all its items are done.
    Complete {
        /// The job.
        job: JobId,
    },
    /// The job ended: an item failed, and no earlier item has failed or can still fail.
    Fail {
        /// The job.
        job: JobId,
        /// The failed item.
        item: u32,
    },
    /// The job ended: the pool broke while the job was open.
    Break {
        /// The job.
        job: JobId,
        /// Whether the worker that was lost was running items of this job.
        at_it: bool,
    },
    /// The job ended: the pool was shut down before all items of the job had been handed out.
    Cancel {
        /// The job.
        job: JobId,
    },
    /// The job was not accepted: the pool has been shut down.
    Refuse {
        /// The job.
        job: JobId,
    },
    /// The pool has been shut down, all jobs have ended and all workers have been stopped. Sent
    /// once.
    Closed,
}

/// Counts of workers and items at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stats {
    /// Workers that are loading, busy or idle.
    pub workers: u32,
    /// Workers that have items.
    pub busy: u32,
    /// Loaded workers that have no items.
    pub idle: u32,
    /// Items that are waiting or running. Leases do not count: the pool does not see their tasks.
    pub pending: u64,
    /// Items done since the pool was made. Leases do not count.
    pub done: u64,
}
