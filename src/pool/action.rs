//! What the pool and the owner of its workers say to each other.

/// Names a job; chosen by the caller, never used twice.
pub type JobId = u32;
/// Names a worker; chosen by the pool, never used twice.
pub type WorkerId = u32;

/// What the owner of the workers is to do, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Start a worker; answer with [`Pool::started`](super::Pool::started) or
    /// [`Pool::lost`](super::Pool::lost).
    Start {
        /// Its name from now on.
        worker: WorkerId,
    },
    /// End a worker, whatever it does.
    Stop {
        /// Which.
        worker: WorkerId,
    },
    /// Hand items `first .. first + len` of a job to an idle worker: a chunk, or several where they
    /// have been quick.
    Run {
        /// Which worker.
        worker: WorkerId,
        /// Which job.
        job: JobId,
        /// Its first item.
        first: u32,
        /// How many.
        len: u32,
    },
    /// Others are idle: take back what the worker has not begun of what it was handed last. Answer
    /// with [`Pool::recalled`](super::Pool::recalled), or not at all if it has ended meanwhile.
    Recall {
        /// Which worker.
        worker: WorkerId,
    },
    /// All items are done.
    Complete {
        /// The job.
        job: JobId,
    },
    /// An item failed, and none before it did or will.
    Fail {
        /// The job.
        job: JobId,
        /// The item.
        item: u32,
    },
    /// The pool broke while the job was open.
    Break {
        /// The job.
        job: JobId,
        /// The worker that was lost was at this job.
        at_it: bool,
    },
    /// The pool was shut down before all items of the job had been handed out.
    Cancel {
        /// The job.
        job: JobId,
    },
    /// The pool has been shut down: it takes no more jobs.
    Refuse {
        /// The job.
        job: JobId,
    },
    /// The pool has been shut down, all jobs have ended and all workers have been stopped. Said
    /// once.
    Closed,
}

/// How many workers and items there are, at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stats {
    /// Workers that were started, loading ones included.
    pub workers: u32,
    /// Workers with a chunk.
    pub busy: u32,
    /// Loaded workers without one.
    pub idle: u32,
    /// Items that wait or are being worked on; without leases, whose work the pool does not see.
    pub pending: u64,
    /// Items that are done, ever; without leases.
    pub done: u64,
}
