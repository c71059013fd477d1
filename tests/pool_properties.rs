//! The executor against random histories: whatever happens to workers and jobs, each job ends exactly once.
#![cfg(not(target_arch = "wasm32"))]

use parallel_playground::pool::{Action, JobId, Pool, WorkerId};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Jobs of different breadth.
fn lanes(job: JobId) -> u32 {
    1 + job % 3
}

/// The owner of the workers, as a model: it checks every action against what may happen.
struct Owner {
    pool: Pool,
    size: u32,
    loading: BTreeSet<WorkerId>,
    idle: BTreeSet<WorkerId>,
    busy: BTreeMap<WorkerId, (JobId, u32, u32)>,
    /// Items handed out, of each open job.
    open: BTreeMap<JobId, (u32, BTreeSet<u32>)>,
    ended: BTreeMap<JobId, &'static str>,
}

impl Owner {
    fn new(size: u32) -> Self {
        Self {
            pool: Pool::new(size),
            size,
            loading: BTreeSet::new(),
            idle: BTreeSet::new(),
            busy: BTreeMap::new(),
            open: BTreeMap::new(),
            ended: BTreeMap::new(),
        }
    }

    fn submit(&mut self, job: JobId, items: u32, chunksize: u32) {
        self.open.insert(job, (items, BTreeSet::new()));
        let actions = self.pool.submit(job, items, chunksize, lanes(job));
        self.act(actions);
    }

    fn act(&mut self, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::Start { worker } => {
                    assert!(self.idle.is_empty(), "an idle worker is used before a new one starts");
                    assert!(self.loading.insert(worker));
                }
                Action::Stop { worker } => {
                    let known = self.loading.remove(&worker)
                        || self.idle.remove(&worker)
                        || self.busy.remove(&worker).is_some();
                    assert!(known, "only a worker that there is can be stopped");
                }
                Action::Run { worker, job, first, len } => {
                    assert!(self.idle.remove(&worker), "only an idle worker gets a chunk");
                    self.busy.insert(worker, (job, first, len));
                    let at_it = self.busy.values().filter(|chunk| chunk.0 == job).count();
                    assert!(at_it <= lanes(job) as usize, "a job has no more workers than its lanes");
                    let (items, handed) = self.open.get_mut(&job).expect("the job is open");
                    assert!(len > 0 && first + len <= *items);
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
                Action::Break { job } => drop(self.end(job, "break")),
            }
        }
        assert!((self.loading.len() + self.idle.len() + self.busy.len()) as u32 <= self.size);
        let stats = self.pool.stats();
        assert_eq!(stats.busy as usize, self.busy.len());
        assert_eq!(stats.idle as usize, self.idle.len());
    }

    fn end(&mut self, job: JobId, how: &'static str) -> (u32, BTreeSet<u32>) {
        assert!(self.ended.insert(job, how).is_none(), "a job ends once");
        self.open.remove(&job).expect("an open job")
    }

    /// One step of what is under way: a worker loads, or ends its chunk. False when there is nothing.
    fn advance(&mut self, choice: usize, fail: bool) -> bool {
        if let Some(&worker) = self.loading.iter().nth(choice % self.loading.len().max(1)) {
            self.loading.remove(&worker);
            self.idle.insert(worker);
            let actions = self.pool.started(worker);
            self.act(actions);
            return true;
        }
        let Some((&worker, &(_, first, len))) = self.busy.iter().nth(choice % self.busy.len().max(1)) else {
            return false;
        };
        self.busy.remove(&worker);
        self.idle.insert(worker);
        let actions = if fail {
            self.pool.chunk_failed(worker, first + choice as u32 % len)
        } else {
            self.pool.chunk_done(worker)
        };
        self.act(actions);
        true
    }

    fn lose(&mut self, choice: usize) {
        let all: Vec<WorkerId> =
            self.loading.iter().chain(&self.idle).chain(self.busy.keys()).copied().collect();
        if let Some(&worker) = all.get(choice % all.len().max(1)) {
            self.loading.remove(&worker);
            self.idle.remove(&worker);
            self.busy.remove(&worker);
            let actions = self.pool.lost(worker);
            self.act(actions);
            assert!(self.open.is_empty(), "a broken pool fails every open job");
        }
    }

    fn cancel(&mut self, choice: usize) {
        if let Some(&job) = self.open.keys().nth(choice % self.open.len().max(1)) {
            self.open.remove(&job);
            self.ended.insert(job, "cancel");
            let actions = self.pool.cancel(job);
            self.act(actions);
            assert!(!self.busy.values().any(|chunk| chunk.0 == job), "nobody works for a cancelled job");
        }
    }
}

proptest! {
    #[test]
    fn every_job_ends_exactly_once_whatever_happens(
        size in 1..5_u32,
        steps in prop::collection::vec((0..10_u8, any::<u16>(), 0..12_u32, 1..6_u32), 1..200),
    ) {
        let mut owner = Owner::new(size);
        let mut jobs = 0;
        for (kind, choice, items, chunksize) in steps {
            let choice = usize::from(choice);
            match kind {
                0..=2 => { owner.submit(jobs, items, chunksize); jobs += 1; }
                3 => owner.cancel(choice),
                4 if choice % 4 == 0 => owner.lose(choice),
                5 => { owner.advance(choice, true); }
                _ => { owner.advance(choice, false); }
            }
        }
        while owner.advance(0, false) {}
        prop_assert_eq!(owner.ended.len() as u32, jobs);
        prop_assert!(owner.open.is_empty());
        prop_assert_eq!(owner.pool.stats().pending, 0);
    }
}

#[test]
fn the_first_failure_in_input_order_is_the_jobs_even_when_a_later_one_comes_first() {
    let mut owner = Owner::new(2);
    owner.submit(1, 4, 1);
    while !owner.loading.is_empty() {
        owner.advance(0, false);
    }
    let [first, second] = [0, 1].map(|n| *owner.busy.keys().nth(n).unwrap());
    assert_eq!(owner.pool.chunk_failed(second, 1), []);
    assert_eq!(owner.pool.chunk_failed(first, 0), [Action::Fail { job: 1, item: 0 }]);
}

#[test]
fn a_job_of_nothing_is_complete_at_once_and_starts_no_worker() {
    assert_eq!(Pool::new(3).submit(9, 0, 1, 1), [Action::Complete { job: 9 }]);
}

#[test]
fn a_pool_that_broke_serves_the_next_job() {
    let mut owner = Owner::new(2);
    owner.submit(0, 5, 1);
    owner.advance(0, false);
    owner.lose(0);
    owner.submit(1, 5, 2);
    while owner.advance(0, false) {}
    assert_eq!(owner.ended, BTreeMap::from([(0, "break"), (1, "complete")]));
}
