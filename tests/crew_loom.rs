//! Models of the words on which a team meets: every interleaving of a caller and of members that
//! spin not at all, so that each of them sleeps wherever it can. A lost wake-up is a deadlock,
//! which loom reports, and so is a data race on what a job writes.
#![cfg(not(target_arch = "wasm32"))]

use loom::cell::UnsafeCell;
use loom::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::SeqCst};
use loom::sync::{Arc, Condvar, Mutex};
use loom::thread;
use parallel_playground::crew::latch::{Bed, Jobs, Unfinished, Word};

struct LoomWord(AtomicU64);

impl Word for LoomWord {
    // A read-modify-write sees the latest value, as sequential consistency guarantees and loom's
    // plain `SeqCst` loads do not.
    fn load(&self) -> u64 {
        self.0.fetch_add(0, SeqCst)
    }
    fn swap(&self, value: u64) -> u64 {
        self.0.swap(value, SeqCst)
    }
    fn replace(&self, current: u64, value: u64) -> bool {
        self.0.compare_exchange(current, value, SeqCst, SeqCst).is_ok()
    }
    fn subtract(&self, value: u64) -> u64 {
        self.0.fetch_sub(value, SeqCst)
    }
}

#[derive(Default)]
struct LoomBed {
    lock: Mutex<()>,
    changed: Condvar,
}

impl Bed for LoomBed {
    fn sleep_while(&self, mut asleep: impl FnMut() -> bool) {
        let mut guard = self.lock.lock().unwrap();
        while asleep() {
            guard = self.changed.wait(guard).unwrap();
        }
    }

    fn wake(&self) {
        let _guard = self.lock.lock().unwrap();
        self.changed.notify_all();
    }
}

/// What a team is made of, and what its lanes write: one cell each.
struct Model {
    jobs: Jobs<LoomWord, LoomBed>,
    unfinished: Unfinished<LoomWord, LoomBed>,
    leaving: AtomicBool,
    cells: Vec<UnsafeCell<u32>>,
    ran: AtomicUsize,
}

impl Model {
    fn new(lanes: usize) -> Arc<Self> {
        let word = || LoomWord(AtomicU64::new(0));
        Arc::new(Self {
            jobs: Jobs::new(word(), LoomBed::default()),
            unfinished: Unfinished::new(word(), LoomBed::default()),
            leaving: AtomicBool::new(false),
            cells: (0..lanes).map(|_| UnsafeCell::new(0)).collect(),
            ran: AtomicUsize::new(0),
        })
    }

    fn work_on_unclaimed(&self) {
        while let Some(lane) = self.jobs.claim() {
            // SAFETY: each lane is claimed once for each job; loom would report two at once.
            self.cells[lane as usize].with_mut(|cell| unsafe { *cell += 1 });
            self.ran.fetch_add(1, SeqCst);
            self.unfinished.count_off();
        }
    }

    fn serve(&self) {
        loop {
            self.work_on_unclaimed();
            if self.leaving.load(SeqCst) {
                return;
            }
            self.jobs.sleep_until_job(|| self.leaving.load(SeqCst));
        }
    }

    fn leave(&self) {
        self.leaving.store(true, SeqCst);
        self.jobs.wake();
    }

    /// Runs `jobs` jobs one after another and reads after each what its lanes have written. The
    /// caller helps only if it is asked to, so that it waits, or has nothing to wait for.
    fn run(&self, jobs: u32, helps: bool) {
        let lanes = self.cells.len() as u32;
        for job in 1..=jobs {
            self.unfinished.set(lanes - 1);
            self.jobs.publish(lanes);
            if helps {
                self.work_on_unclaimed();
            }
            if !self.unfinished.is_zero() {
                self.unfinished.sleep_until_zero();
            }
            for cell in &self.cells[1..] {
                // SAFETY: all lanes are done; loom would report a race.
                assert_eq!(cell.with(|cell| unsafe { *cell }), job);
            }
        }
        assert_eq!(self.ran.load(SeqCst), (jobs * (lanes - 1)) as usize);
    }
}

fn check(members: usize, lanes: usize, jobs: u32, helps: bool) {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(3);
    model.check(move || {
        let model = Model::new(lanes);
        let members: Vec<_> = (0..members)
            .map(|_| {
                let model = Arc::clone(&model);
                thread::spawn(move || model.serve())
            })
            .collect();
        model.run(jobs, helps);
        model.leave();
        for member in members {
            member.join().unwrap();
        }
    });
}

#[test]
fn a_caller_that_waits_for_a_member_is_woken_and_so_is_the_member() {
    check(1, 2, 2, false);
}

#[test]
fn a_caller_that_helps_runs_each_lane_once_with_its_member() {
    check(1, 3, 2, true);
}

#[test]
fn two_members_share_the_lanes_of_a_job() {
    check(2, 3, 1, false);
}

#[test]
fn members_that_sleep_or_are_about_to_leave_when_told() {
    check(2, 2, 0, true);
}
