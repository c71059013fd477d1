//! [`Pool`]: which worker gets which chunk of which job, and what happens when one fails, dies, is
//! cancelled or the pool is shut down.

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

/// How a worker came to the end of what it had.
#[derive(Debug, Clone, Copy)]
enum Ended {
    Done { quick: bool },
    Failed,
}

/// Whether the pool takes jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    Open,
    /// Shut down: what there is comes to its end.
    Closing,
    /// And that has been said.
    Closed,
}

/// A pool of at most `size` workers.
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
}

impl Pool {
    /// An empty pool: workers start when there is work.
    ///
    /// # Panics
    /// When `size` is 0: the public door refuses it.
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
        }
    }

    /// A new job of so many items in chunks of `chunksize`, for at most `lanes` workers at once.
    /// Chunks are handed out one at a time, or several where they have been quick: see
    /// [`Pool::chunk_done`].
    ///
    /// # Panics
    /// When `chunksize` or `lanes` is 0, or the job's name was used before.
    pub fn submit(&mut self, job: JobId, items: u32, chunksize: u32, lanes: u32) -> Vec<Action> {
        assert!(
            chunksize > 0 && lanes > 0,
            "a chunk has at least one item, a job at least one lane"
        );
        self.enter(job, Job::new(items, chunksize, lanes))
    }

    /// The same, but no more than one chunk is ever handed out at once: for items that cannot be
    /// given back, since handing them out has moved them.
    ///
    /// # Panics
    /// As [`submit`](Self::submit).
    pub fn submit_one_by_one(
        &mut self,
        job: JobId,
        items: u32,
        chunksize: u32,
        lanes: u32,
    ) -> Vec<Action> {
        assert!(
            chunksize > 0 && lanes > 0,
            "a chunk has at least one item, a job at least one lane"
        );
        self.enter(job, Job { bound: 1, ..Job::new(items, chunksize, lanes) })
    }

    /// A new job whose one item is the use of a worker, for as long as its holder likes: it is
    /// given back by [`Pool::chunk_done`]. Leases wait for their turn like all jobs.
    ///
    /// # Panics
    /// When the job's name was used before.
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
        state.number = self.next_number;
        self.next_number += 1;
        assert!(self.jobs.insert(job, state).is_none(), "job {job} exists");
        self.queue.push_back(job);
        self.dispatch()
    }

    /// Takes no more jobs. Those that there are come to their end, except that with
    /// `cancel_pending` a job of which an item has not been handed out is cancelled; chunks
    /// that are being worked on are finished all the same. Workers are stopped as soon as there
    /// is nothing left for them.
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

    /// The worker has loaded.
    pub fn started(&mut self, worker: WorkerId) -> Vec<Action> {
        match self.workers.get_mut(&worker) {
            Some(state @ Worker::Loading) => {
                *state = Worker::Idle;
                self.dispatch()
            }
            // Told twice, or stopped meanwhile: nothing changes.
            _ => Vec::new(),
        }
    }

    /// The worker is done with the first `done` of its items, whole chunks, and gives back the
    /// others. If it was `quick`, handing them out may have cost more than they did: workers
    /// then get more at once. One that was not gives back what it has not begun, so no
    /// chunk waits long for a worker, as a rule.
    pub fn chunk_done(&mut self, worker: WorkerId, done: u32, quick: bool) -> Vec<Action> {
        self.chunk_ended(worker, done, Ended::Done { quick })
    }

    /// Item `item` of the worker's failed; those before it are done, those behind it are not needed
    /// any more.
    pub fn chunk_failed(&mut self, worker: WorkerId, item: u32) -> Vec<Action> {
        match self.workers.get(&worker) {
            Some(&Worker::Busy { first, .. }) => {
                self.chunk_ended(worker, item - first, Ended::Failed)
            }
            _ => Vec::new(),
        }
    }

    /// What the worker had not begun has been taken from it: it keeps its first `begun` chunks.
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

    /// The worker could not load, or died: the pool is broken. Every open job fails, every worker
    /// is stopped; the next job finds a fresh pool.
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

    /// Forgets the job: what waits is dropped, and workers that are at it are stopped, since a
    /// running task cannot be interrupted. The caller settles the job.
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

    /// How things stand.
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
        self.workers.insert(worker, Worker::Idle);
        let mut actions = Vec::new();
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

    /// Items of an open job wait again: it comes back to its place among those that were submitted
    /// before and after it.
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

    /// Ends the job if its outcome is certain: all items done, or one failed and none before it is
    /// still open.
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

    /// Hands chunks to idle workers, and starts workers for what is left while there is room.
    fn dispatch(&mut self) -> Vec<Action> {
        let mut actions = self.hand_out();
        actions.extend(self.recall());
        actions.extend(self.retire());
        actions
    }

    /// Nothing is left to hand out, and somebody is idle: no chunk is to wait for a worker that may
    /// be long at another.
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

    /// After a shutdown: stops the workers for whom there is nothing left, and says when that was
    /// all.
    fn retire(&mut self) -> Vec<Action> {
        let mut actions = Vec::new();
        if self.door == Door::Open {
            return actions;
        }
        // A job with fewer lanes than workers comes back to the queue's turn when a chunk of its
        // own has ended, and then finds the worker that ended it.
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

    /// Items of the first job that has some to give.
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
