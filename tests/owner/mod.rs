//! A model of the owner of a pool's workers, for random histories and for the fuzzer's.

use parallel_playground::pool::{Action, JobId, Pool, WorkerId};
use std::collections::{BTreeMap, BTreeSet};

/// The lanes of a job: jobs differ in them.
pub fn lanes(job: JobId) -> u32 {
    1 + job % 3
}

/// Whether chunks of the job may be quick: those of every other job may.
pub fn may_be_quick(job: JobId) -> bool {
    !job.is_multiple_of(2)
}

/// A model of the owner of the workers, which checks that every action is legal.
#[derive(Clone)]
pub struct Owner {
    pub pool: Pool,
    pub size: u32,
    pub loading: BTreeSet<WorkerId>,
    pub idle: BTreeSet<WorkerId>,
    pub busy: BTreeMap<WorkerId, (JobId, u32, u32)>,
    /// Of each open job, the number of its items, and those handed out and not given back.
    pub open: BTreeMap<JobId, (u32, BTreeSet<u32>)>,
    pub chunksizes: BTreeMap<JobId, u32>,
    pub ended: BTreeMap<JobId, &'static str>,
    pub leases: BTreeSet<JobId>,
    pub shut: bool,
    pub closed: bool,
    /// The job of the worker that has just been lost.
    pub lost_at: Option<JobId>,
    /// Jobs with a failed item.
    pub failures: BTreeSet<JobId>,
    /// Busy workers that were asked to give back the chunks not begun, and whether they have
    /// answered.
    pub asked: BTreeMap<WorkerId, bool>,
}

impl Owner {
    pub fn new(size: u32) -> Self {
        Self {
            pool: Pool::new(size),
            size,
            loading: BTreeSet::new(),
            idle: BTreeSet::new(),
            busy: BTreeMap::new(),
            open: BTreeMap::new(),
            chunksizes: BTreeMap::new(),
            ended: BTreeMap::new(),
            leases: BTreeSet::new(),
            shut: false,
            closed: false,
            lost_at: None,
            failures: BTreeSet::new(),
            asked: BTreeMap::new(),
        }
    }

    pub fn submit(&mut self, job: JobId, items: u32, chunksize: u32) {
        self.open.insert(job, (items, BTreeSet::new()));
        self.chunksizes.insert(job, chunksize);
        let actions = self.pool.submit(job, items, chunksize, lanes(job));
        self.act(actions);
    }

    pub fn submit_eagerly(&mut self, job: JobId, items: u32, chunksize: u32) {
        self.open.insert(job, (items, BTreeSet::new()));
        self.chunksizes.insert(job, chunksize);
        let actions = self.pool.submit_eagerly(job, items, chunksize, lanes(job));
        self.act(actions);
    }

    pub fn lease(&mut self, job: JobId) {
        self.open.insert(job, (1, BTreeSet::new()));
        self.chunksizes.insert(job, 1);
        self.leases.insert(job);
        let actions = self.pool.lease(job);
        self.act(actions);
    }

    pub fn shutdown(&mut self, cancel_pending: bool) {
        self.shut = true;
        let actions = self.pool.shutdown(cancel_pending);
        self.act(actions);
        if cancel_pending {
            let waits = |(items, handed): &(u32, BTreeSet<u32>)| (handed.len() as u32) < *items;
            // A job with a failed item waits only for the chunks before that item.
            let left = self.open.iter().filter(|(job, state)| waits(state) && !self.failed(**job));
            assert_eq!(left.count(), 0, "nothing waits after a shutdown that cancels");
        }
    }

    /// Whether an item of the open job has failed: later items need not be handed out any more.
    pub fn failed(&self, job: JobId) -> bool {
        self.failures.contains(&job)
    }

    pub fn act(&mut self, actions: Vec<Action>) {
        for action in actions {
            assert!(
                !self.closed || matches!(action, Action::Refuse { .. }),
                "closed is the last word: {action:?}"
            );
            match action {
                Action::Start { worker } => {
                    assert!(self.idle.is_empty(), "an idle worker is used before a new one starts");
                    assert!(self.loading.insert(worker));
                }
                Action::Recall { worker } => {
                    assert!(
                        !self.idle.is_empty(),
                        "nobody is asked to give back what nobody wants"
                    );
                    assert!(self.busy.contains_key(&worker));
                    assert_eq!(self.asked.insert(worker, false), None, "a worker is asked once");
                }
                Action::Stop { worker } => {
                    let known = self.loading.remove(&worker)
                        || self.idle.remove(&worker)
                        || self.busy.remove(&worker).is_some();
                    assert!(known, "only a worker that there is can be stopped");
                }
                Action::Run { worker, job, first, len } => {
                    assert!(self.idle.remove(&worker), "only an idle worker gets a chunk");
                    self.asked.remove(&worker);
                    self.busy.insert(worker, (job, first, len));
                    let at_it = self.busy.values().filter(|chunk| chunk.0 == job).count();
                    assert!(
                        at_it <= lanes(job) as usize,
                        "a job has no more workers than its lanes"
                    );
                    let (items, handed) = self.open.get_mut(&job).expect("the job is open");
                    assert!(len > 0 && first + len <= *items);
                    let chunksize = self.chunksizes[&job];
                    assert_eq!(first % chunksize, 0, "chunks begin where they do");
                    assert!(may_be_quick(job) || len <= chunksize, "one slow chunk at a time");
                    for item in first..first + len {
                        assert!(handed.insert(item), "an item is handed out once");
                    }
                }
                Action::Complete { job } => {
                    let (items, handed) = self.end(job, "complete");
                    assert_eq!(handed.len() as u32, items);
                    assert!(!self.busy.values().any(|chunk| chunk.0 == job));
                }
                Action::Fail { job, item } => {
                    let (_, handed) = self.end(job, "fail");
                    assert!((0..=item).all(|before| handed.contains(&before)));
                    assert!(!self.busy.values().any(|chunk| chunk.0 == job && chunk.1 < item));
                }
                Action::Break { job, at_it } => {
                    assert_eq!(
                        at_it,
                        self.lost_at == Some(job),
                        "the job of the lost worker is named, no other"
                    );
                    drop(self.end(job, "break"));
                }
                Action::Cancel { job } => {
                    let (items, handed) = self.end(job, "cancel");
                    assert!(
                        self.shut && (handed.len() as u32) < items,
                        "only what waits is cancelled"
                    );
                }
                Action::Refuse { job } => {
                    let (_, handed) = self.end(job, "refuse");
                    assert!(self.shut && handed.is_empty());
                }
                Action::Closed => {
                    assert!(self.shut && self.open.is_empty());
                    assert!(
                        self.loading.is_empty() && self.idle.is_empty() && self.busy.is_empty()
                    );
                    self.closed = true;
                }
            }
        }
        self.check();
    }

    /// What holds between two events.
    fn check(&self) {
        if !self.idle.is_empty() {
            for (worker, &(job, _, len)) in &self.busy {
                let at_it = self.busy.values().filter(|chunk| chunk.0 == job).count() as u32;
                let held = self.open.contains_key(&job)
                    && len > self.chunksizes[&job]
                    && at_it < lanes(job);
                assert!(
                    !held || self.asked.contains_key(worker),
                    "no chunk waits for a busy worker beside an idle one"
                );
            }
        }
        assert!(!self.shut || self.idle.is_empty(), "after a shutdown nobody stays idle");
        let over = self.open.is_empty() && self.loading.len() + self.busy.len() == 0;
        assert!(!(self.shut && over) || self.closed, "a pool that has ended says so");
        assert!((self.loading.len() + self.idle.len() + self.busy.len()) as u32 <= self.size);
        let stats = self.pool.stats();
        assert_eq!(stats.busy as usize, self.busy.len());
        assert_eq!(stats.idle as usize, self.idle.len());
        if !self.open.keys().any(|job| self.failed(*job)) {
            assert_eq!(stats.pending, self.pending(), "what waits or runs is pending");
        }
    }

    /// Items of open jobs that wait or run, where none has failed. A lease has no items.
    fn pending(&self) -> u64 {
        let running = self.busy.values().filter(|(job, ..)| self.open.contains_key(job));
        let running = running.map(|(job, _, len)| (job, *len));
        let waiting =
            self.open.iter().map(|(job, (items, handed))| (job, items - handed.len() as u32));
        running
            .chain(waiting)
            .filter(|(job, _)| !self.leases.contains(job))
            .map(|(_, items)| u64::from(items))
            .sum()
    }

    pub fn end(&mut self, job: JobId, how: &'static str) -> (u32, BTreeSet<u32>) {
        assert!(self.ended.insert(job, how).is_none(), "a job ends once");
        self.open.remove(&job).expect("an open job")
    }

    /// Lets one worker load or end its items, or fail. Returns false when no worker is loading or
    /// busy.
    pub fn advance(&mut self, choice: usize, fail: bool) -> bool {
        if let Some(&worker) = self.loading.iter().nth(choice % self.loading.len().max(1)) {
            self.loading.remove(&worker);
            self.idle.insert(worker);
            let actions = self.pool.started(worker);
            self.act(actions);
            return true;
        }
        let Some((&worker, &(job, first, len))) =
            self.busy.iter().nth(choice % self.busy.len().max(1))
        else {
            return false;
        };
        self.busy.remove(&worker);
        self.idle.insert(worker);
        let fail = fail && !self.leases.contains(&job);
        let actions = if fail {
            self.failures.insert(job);
            self.pool.chunk_failed(worker, first + choice as u32 % len)
        } else {
            // Whole chunks, at least one.
            let chunksize = self.chunksizes[&job];
            let chunks = 1 + choice as u32 / 3 % len.div_ceil(chunksize);
            let done = (chunks * chunksize).min(len);
            // A job may end before its last chunks do.
            if let Some((_, handed)) = self.open.get_mut(&job) {
                handed.retain(|item| !(first + done..first + len).contains(item));
            }
            self.pool.chunk_done(
                worker,
                done,
                may_be_quick(job) && done == len && choice.is_multiple_of(2),
            )
        };
        self.act(actions);
        true
    }

    /// Lets a worker that was asked to give back chunks answer how many it has begun. Returns false
    /// when no answer is due.
    pub fn answer(&mut self, choice: usize) -> bool {
        let unanswered =
            self.asked.iter().filter(|(worker, done)| !**done && self.busy.contains_key(worker));
        let Some(worker) =
            unanswered.map(|(&worker, _)| worker).nth(choice % self.asked.len().max(1))
        else {
            return false;
        };
        let (job, first, len) = self.busy[&worker];
        let chunksize = self.chunksizes[&job];
        let begun = 1 + choice as u32 / 3 % len.div_ceil(chunksize);
        let kept = (begun * chunksize).min(len);
        // Items of a job that has ended are not taken back.
        if let Some((_, handed)) = self.open.get_mut(&job) {
            handed.retain(|item| !(first + kept..first + len).contains(item));
            self.busy.insert(worker, (job, first, kept));
        }
        self.asked.insert(worker, true);
        let actions = self.pool.recalled(worker, begun);
        self.act(actions);
        true
    }

    pub fn lose(&mut self, choice: usize) {
        let all: Vec<WorkerId> =
            self.loading.iter().chain(&self.idle).chain(self.busy.keys()).copied().collect();
        if let Some(&worker) = all.get(choice % all.len().max(1)) {
            self.loading.remove(&worker);
            self.idle.remove(&worker);
            self.lost_at = self.busy.remove(&worker).map(|(job, ..)| job);
            let actions = self.pool.lost(worker);
            self.act(actions);
            assert!(self.open.is_empty(), "a broken pool fails every open job");
        }
    }

    pub fn cancel(&mut self, choice: usize) {
        if let Some(&job) = self.open.keys().nth(choice % self.open.len().max(1)) {
            self.cancel_job(job);
        }
    }

    /// Cancels the job, unless it has ended.
    pub fn cancel_job(&mut self, job: JobId) {
        if self.open.remove(&job).is_some() {
            self.ended.insert(job, "cancel");
            let actions = self.pool.cancel(job);
            self.act(actions);
            assert!(
                !self.busy.values().any(|chunk| chunk.0 == job),
                "nobody works for a cancelled job"
            );
        }
    }
}

/// What happens: its kind, which worker or job it happens to, and the items and the chunk size of a
/// job that is submitted.
pub type Event = (u8, u16, u32, u32);

/// Lets the events happen, and then all workers end what they have.
pub fn history(size: u32, events: impl IntoIterator<Item = Event>) {
    let mut owner = Owner::new(size);
    let mut jobs = 0;
    for (kind, choice, items, chunksize) in events {
        let choice = usize::from(choice);
        match kind {
            0..=2 => {
                owner.submit(jobs, items, chunksize);
                jobs += 1;
            }
            3 => owner.cancel(choice),
            12 => {
                owner.answer(choice);
            }
            4 if choice.is_multiple_of(4) => owner.lose(choice),
            5 => {
                owner.advance(choice, true);
            }
            6 => {
                owner.lease(jobs);
                jobs += 1;
            }
            7 if choice.is_multiple_of(16) => owner.shutdown(choice.is_multiple_of(32)),
            _ => {
                owner.advance(choice, false);
            }
        }
    }
    while owner.advance(0, false) {}
    assert_eq!(owner.ended.len() as u32, jobs, "every job has ended");
    assert!(owner.open.is_empty());
    assert_eq!(owner.pool.stats().pending, 0);
}
