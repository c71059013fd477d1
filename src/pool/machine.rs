//! [`Pool`] decides which worker gets which chunk of which job, and what follows when an item
//! fails, a worker dies, a job is cancelled or the pool is shut down.

use super::action::{Action, JobId, Stats, WorkerId};
use super::job::Job;
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Worker {
    Loading,
    Idle,
    Busy { job: JobId, first: u32, len: u32, recalled: bool },
}

/// How a worker ended its items.
#[derive(Debug, Clone, Copy)]
enum Ended {
    Done { quick: bool },
    Failed,
}

/// Whether the pool accepts jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    Open,
    /// Shut down; open jobs or workers are left.
    Closing,
    /// Shut down, and [`Action::Closed`] has been sent.
    Closed,
}

/// A pool of workers that runs jobs in chunks. The caller owns the workers: it reports every event
/// and takes the actions that each method returns, in order.
///
/// ```
/// use pool::{Action, Pool};
/// let mut pool = Pool::new(2);
/// // A job of three items, one item in a chunk, on at most one worker.
/// assert_eq!(pool.submit(7, 3, 1, 1), [Action::Start { worker: 0 }]);
/// assert_eq!(pool.started(0), [Action::Run { worker: 0, job: 7, first: 0, len: 1 }]);
/// assert_eq!(
///     pool.chunk_done(0, 1, false),
///     [Action::Run { worker: 0, job: 7, first: 1, len: 1 }]
/// );
/// assert_eq!(pool.chunk_failed(0, 1), [Action::Fail { job: 7, item: 1 }]);
/// assert_eq!(pool.shutdown(false), [Action::Stop { worker: 0 }, Action::Closed]);
/// ```
#[derive(Debug, Clone)]
pub struct Pool {
    size: u32,
    workers: BTreeMap<WorkerId, Worker>,
    jobs: BTreeMap<JobId, Job>,
    /// Jobs with items to hand out, in the order of their submission.
    queue: VecDeque<JobId>,
    next_worker: WorkerId,
    next_number: u64,
    done: u64,
    door: Door,
    /// The number of chunks after which a worker is stopped; 0: never.
    max_tasks: u32,
    /// The chunks that workers have ended, where that is limited.
    ran: BTreeMap<WorkerId, u32>,
}

impl Pool {
    /// A pool of at most `size` workers. It starts empty: workers are started when there is work.
    ///
    /// # Panics
    /// When `size` is 0.
    #[must_use]
    pub fn new(size: u32) -> Self {
        assert!(size > 0, "a pool has at least one worker");
        Self {
            size,
            workers: BTreeMap::new(),
            jobs: BTreeMap::new(),
            queue: VecDeque::new(),
            next_worker: 0,
            next_number: 0,
            done: 0,
            door: Door::Open,
            max_tasks: 0,
            ran: BTreeMap::new(),
        }
    }

    /// Stops each worker that has ended `max_tasks` chunks or leases, before it gets another; 0 is
    /// no limit. Chunks are then handed out one at a time.
    ///
    /// ```
    /// use pool::{Action, Pool};
    /// let mut pool = Pool::new(1).replacing_after(1);
    /// assert_eq!(pool.submit(7, 2, 1, 1), [Action::Start { worker: 0 }]);
    /// assert_eq!(pool.started(0), [Action::Run { worker: 0, job: 7, first: 0, len: 1 }]);
    /// let next = [Action::Stop { worker: 0 }, Action::Start { worker: 1 }];
    /// assert_eq!(pool.chunk_done(0, 1, true), next);
    /// ```
    #[must_use]
    pub const fn replacing_after(mut self, max_tasks: u32) -> Self {
        self.max_tasks = max_tasks;
        self
    }

    /// Submits a job of `items` items in chunks of `chunksize`, for at most `lanes` workers at
    /// once. Chunks are handed out one at a time, or several at once if they have been quick: see
    /// [`Pool::chunk_done`].
    ///
    /// A job without items is complete at once.
    ///
    /// # Panics
    /// When `chunksize` or `lanes` is 0, or a job with this id is open.
    pub fn submit(&mut self, job: JobId, items: u32, chunksize: u32, lanes: u32) -> Vec<Action> {
        self.enter(job, Job::new(items, chunksize, lanes))
    }

    /// Submits a job like [`submit`](Self::submit), but chunks are always handed out one at a time:
    /// for items that are moved when handed out and so cannot be given back.
    ///
    /// # Panics
    /// When `chunksize` or `lanes` is 0, or a job with this id is open.
    pub fn submit_one_by_one(
        &mut self,
        job: JobId,
        items: u32,
        chunksize: u32,
        lanes: u32,
    ) -> Vec<Action> {
        self.enter(job, Job { bound: 1, ..Job::new(items, chunksize, lanes) })
    }

    /// Submits a job like [`submit`](Self::submit), but each worker gets its fair share of the
    /// chunks at once: for items that cost nothing to hand out, and workers that give back at once
    /// what they have not begun.
    ///
    /// # Panics
    /// When `chunksize` or `lanes` is 0, or a job with this id is open.
    pub fn submit_eagerly(
        &mut self,
        job: JobId,
        items: u32,
        chunksize: u32,
        lanes: u32,
    ) -> Vec<Action> {
        self.enter(job, Job::eager(items, chunksize, lanes))
    }

    /// Submits a lease: a job whose one item is the use of a worker, for as long as the holder
    /// needs it. [`Pool::chunk_done`] gives the worker back. A lease waits for its turn like any
    /// job.
    ///
    /// # Panics
    /// When a job with this id is open.
    pub fn lease(&mut self, job: JobId) -> Vec<Action> {
        self.enter(job, Job { lease: true, ..Job::new(1, 1, 1) })
    }

    fn enter(&mut self, job: JobId, mut state: Job) -> Vec<Action> {
        if self.door != Door::Open {
            return vec![Action::Refuse { job }];
        }
        if state.items == 0 {
            return vec![Action::Complete { job }];
        }
        if self.max_tasks > 0 {
            (state.bound, state.most) = (1, 1);
        }
        state.number = self.next_number;
        self.next_number += 1;
        assert!(self.jobs.insert(job, state).is_none(), "job {job} exists");
        self.queue.push_back(job);
        self.dispatch()
    }

    /// Accepts no more jobs from now on. Open jobs are finished; but with `cancel_pending`, jobs
    /// with items not handed out yet are cancelled, while chunks that are running are still
    /// finished. Each worker is stopped as soon as there is no more work for it.
    pub fn shutdown(&mut self, cancel_pending: bool) -> Vec<Action> {
        if self.door == Door::Open {
            self.door = Door::Closing;
        }
        let mut actions = Vec::new();
        if cancel_pending {
            self.jobs.retain(|&job, state| {
                let pending = state.waits();
                if pending {
                    actions.push(Action::Cancel { job });
                }
                !pending
            });
            self.queue.clear();
        }
        actions.extend(self.dispatch());
        actions
    }

    /// Event: the worker has loaded.
    pub fn started(&mut self, worker: WorkerId) -> Vec<Action> {
        match self.workers.get_mut(&worker) {
            Some(state @ Worker::Loading) => {
                *state = Worker::Idle;
                self.dispatch()
            }
            // A duplicate, or the worker was stopped meanwhile.
            _ => Vec::new(),
        }
    }

    /// Event: the worker has done the first `done` of its items, in whole chunks, and gives back
    /// the others.
    ///
    /// `quick` means that dispatching the chunks may have cost more than running them: workers then
    /// get more chunks at once. A worker that is not quick gives back the chunks that it has not
    /// begun, so as a rule no chunk waits long in a busy worker.
    pub fn chunk_done(&mut self, worker: WorkerId, done: u32, quick: bool) -> Vec<Action> {
        self.chunk_ended(worker, done, Ended::Done { quick })
    }

    /// Event: `item`, one of the worker's items, failed. Its items before that one are done; those
    /// after it are no longer needed.
    pub fn chunk_failed(&mut self, worker: WorkerId, item: u32) -> Vec<Action> {
        match self.workers.get(&worker) {
            Some(&Worker::Busy { first, .. }) => {
                self.chunk_ended(worker, item - first, Ended::Failed)
            }
            _ => Vec::new(),
        }
    }

    /// Event, in answer to [`Action::Recall`]: the chunks that the worker had not begun have been
    /// taken back, and it keeps its first `begun` chunks.
    pub fn recalled(&mut self, worker: WorkerId, begun: u32) -> Vec<Action> {
        let Some(Worker::Busy { job: id, first, len, .. }) = self.workers.get_mut(&worker) else {
            return Vec::new();
        };
        let id = *id;
        let Some(job) = self.jobs.get_mut(&id) else {
            return Vec::new();
        };
        let kept = begun.saturating_mul(job.chunksize);
        if kept >= *len {
            return Vec::new();
        }
        let back = *first + kept..*first + *len;
        *len = kept;
        self.take_back(id, back);
        self.dispatch()
    }

    /// Event: the worker could not load, or died. That breaks the pool: every open job ends with
    /// [`Action::Break`] and every worker is stopped. The next job finds a fresh pool.
    pub fn lost(&mut self, worker: WorkerId) -> Vec<Action> {
        let Some(state) = self.workers.remove(&worker) else {
            return Vec::new();
        };
        let stops = std::mem::take(&mut self.workers).into_keys();
        let stops = stops.map(|worker| Action::Stop { worker });
        self.queue.clear();
        let broken = std::mem::take(&mut self.jobs).into_keys();
        let broken = broken.map(|job| {
            let at_it = matches!(state, Worker::Busy { job: theirs, .. } if theirs == job);
            Action::Break { job, at_it }
        });
        let mut actions: Vec<Action> = stops.chain(broken).collect();
        actions.extend(self.retire());
        actions
    }

    /// Cancels a job: its waiting items are dropped, and the workers that run its items are
    /// stopped, since a running task cannot be interrupted. There is no action that ends the job:
    /// the caller settles it.
    pub fn cancel(&mut self, job: JobId) -> Vec<Action> {
        if self.jobs.remove(&job).is_none() {
            return Vec::new();
        }
        self.queue.retain(|queued| *queued != job);
        let mut actions = Vec::new();
        self.workers.retain(|&worker, state| {
            let at_it = matches!(state, Worker::Busy { job: theirs, .. } if *theirs == job);
            if at_it {
                actions.push(Action::Stop { worker });
            }
            !at_it
        });
        actions.extend(self.dispatch());
        actions
    }

    /// The present counts of workers and items.
    #[must_use]
    pub fn stats(&self) -> Stats {
        let count = |wanted: fn(&Worker) -> bool| {
            self.workers.values().filter(|w| wanted(w)).count() as u32
        };
        Stats {
            workers: self.workers.len() as u32,
            busy: count(|w| matches!(w, Worker::Busy { .. })),
            idle: count(|w| matches!(w, Worker::Idle)),
            pending: self
                .jobs
                .values()
                .filter(|job| !job.lease)
                .map(|job| u64::from(job.items - job.done))
                .sum(),
            done: self.done,
        }
    }

    fn chunk_ended(&mut self, worker: WorkerId, done: u32, how: Ended) -> Vec<Action> {
        let Some(&Worker::Busy { job: id, first, len, .. }) = self.workers.get(&worker) else {
            return Vec::new();
        };
        let mut actions = Vec::new();
        if self.is_spent(worker) {
            self.workers.remove(&worker);
            actions.push(Action::Stop { worker });
        } else {
            self.workers.insert(worker, Worker::Idle);
        }
        if !self.jobs.get(&id).is_some_and(|job| job.lease) {
            self.done += u64::from(done);
        }
        if let Some(job) = self.jobs.get_mut(&id) {
            job.done += done;
            job.running -= 1;
            let next = first + done;
            match how {
                Ended::Failed => {
                    job.failed = Some(job.failed.map_or(next, |earlier| earlier.min(next)));
                }
                Ended::Done { quick } => {
                    job.learn(done / job.chunksize, quick);
                    if done < len {
                        self.take_back(id, next..first + len);
                    }
                }
            }
            actions.extend(self.settle(id));
        }
        actions.extend(self.dispatch());
        actions
    }

    /// Counts a chunk that the worker has ended; whether that was its last one.
    fn is_spent(&mut self, worker: WorkerId) -> bool {
        if self.max_tasks == 0 {
            return false;
        }
        let Self { ran, workers, .. } = self;
        ran.retain(|worker, _| workers.contains_key(worker));
        let ended = ran.entry(worker).or_default();
        *ended += 1;
        *ended >= self.max_tasks
    }

    /// Takes back items of an open job, which returns to its place in the queue, in the order of
    /// submission.
    fn take_back(&mut self, id: JobId, items: Range<u32>) {
        let Self { jobs, queue, .. } = self;
        let Some(job) = jobs.get_mut(&id) else {
            return;
        };
        job.give_back(items);
        if !queue.contains(&id) {
            let number = job.number;
            let place = queue.partition_point(|queued| jobs[queued].number < number);
            queue.insert(place, id);
        }
    }

    /// Ends the job if its outcome is certain: all items are done, or one has failed and none
    /// before it is open.
    fn settle(&mut self, id: JobId) -> Option<Action> {
        let job = &self.jobs[&id];
        let end = job.end();
        let earlier_running = self.workers.values().any(|worker| match worker {
            Worker::Busy { job, first, .. } => *job == id && *first < end,
            _ => false,
        });
        if job.waits() || earlier_running {
            return None;
        }
        let action = match job.failed {
            Some(item) => Action::Fail { job: id, item },
            None => Action::Complete { job: id },
        };
        self.jobs.remove(&id);
        self.queue.retain(|queued| *queued != id);
        Some(action)
    }

    /// Hands out, recalls and retires, as far as the present state demands it.
    fn dispatch(&mut self) -> Vec<Action> {
        let mut actions = self.hand_out();
        actions.extend(self.recall());
        actions.extend(self.retire());
        actions
    }

    /// If a worker is idle although all chunks have been handed out, asks the busy workers to give
    /// back those that they have not begun: such a chunk may be waiting behind a long one.
    fn recall(&mut self) -> Vec<Action> {
        let mut actions = Vec::new();
        if self.door != Door::Open || !self.workers.values().any(|worker| *worker == Worker::Idle) {
            return actions;
        }
        for (&worker, state) in &mut self.workers {
            if let Worker::Busy { job, len, recalled: recalled @ false, .. } = state
                && self
                    .jobs
                    .get(job)
                    .is_some_and(|job| *len > job.chunksize && job.running < job.lanes)
            {
                *recalled = true;
                actions.push(Action::Recall { worker });
            }
        }
        actions
    }

    /// After a shutdown: stops the workers that are no longer needed, and reports the end when none
    /// is left.
    fn retire(&mut self) -> Vec<Action> {
        let mut actions = Vec::new();
        if self.door == Door::Open {
            return actions;
        }
        // A job that has all its lanes in use gets its next chunk done by the worker that ends one
        // of its chunks, so it needs no other.
        let mut needed = self.waiting_chunks();
        self.workers.retain(|&worker, state| {
            if matches!(state, Worker::Busy { .. }) {
                return true;
            }
            let keep = *state == Worker::Loading && needed > 0;
            if keep {
                needed -= 1;
            } else {
                actions.push(Action::Stop { worker });
            }
            keep
        });
        if self.door == Door::Closing && self.workers.is_empty() && self.jobs.is_empty() {
            self.door = Door::Closed;
            actions.push(Action::Closed);
        }
        actions
    }

    /// Hands chunks to idle workers, and starts workers for the chunks left while there is room.
    fn hand_out(&mut self) -> Vec<Action> {
        let mut actions = Vec::new();
        let idle: Vec<WorkerId> = self
            .workers
            .iter()
            .filter_map(|(&worker, state)| (*state == Worker::Idle).then_some(worker))
            .collect();
        for worker in idle {
            let Some((job, first, len)) = self.take_chunk() else {
                return actions;
            };
            self.workers.insert(worker, Worker::Busy { job, first, len, recalled: false });
            actions.push(Action::Run { worker, job, first, len });
        }
        let loading = self.workers.values().filter(|w| **w == Worker::Loading).count() as u64;
        let room = u64::from(self.size) - self.workers.len() as u64;
        for _ in 0..room.min(self.waiting_chunks().saturating_sub(loading)) {
            let worker = self.next_worker;
            self.next_worker += 1;
            self.workers.insert(worker, Worker::Loading);
            actions.push(Action::Start { worker });
        }
        actions
    }

    /// Takes items of the first job in the queue that has a free lane.
    fn take_chunk(&mut self) -> Option<(JobId, u32, u32)> {
        let place = self.queue.iter().position(|id| self.jobs[id].chunks_to_give() > 0)?;
        let id = self.queue[place];
        let job = self.jobs.get_mut(&id)?;
        let items = job.take(self.size.min(job.lanes))?;
        if !job.waits() {
            self.queue.remove(place);
        }
        Some((id, items.start, items.end - items.start))
    }

    fn waiting_chunks(&self) -> u64 {
        self.queue.iter().map(|id| u64::from(self.jobs[id].chunks_to_give())).sum()
    }
}
