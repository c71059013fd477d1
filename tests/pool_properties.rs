//! The executor under random histories, and under every history of small scripts: whatever happens
//! to workers and jobs, in any order, each job ends exactly once.
#![cfg(not(target_arch = "wasm32"))]

mod owner;

use owner::{Owner, history};
use parallel_playground::pool::{Action, JobId, Pool};
use proptest::prelude::*;
use std::collections::{BTreeMap, VecDeque};

proptest! {
    #[test]
    fn every_job_ends_exactly_once_in_random_histories(
        size in 1..5_u32,
        steps in prop::collection::vec((0..13_u8, any::<u16>(), 0..12_u32, 1..6_u32), 1..200),
    ) {
        history(size, steps);
    }
}

#[test]
fn a_job_fails_with_its_first_failure_in_input_order_even_if_a_later_one_is_reported_first() {
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
fn several_quick_chunks_are_handed_out_at_once_and_slow_ones_are_given_back() {
    let mut pool = Pool::new(1);
    assert_eq!(pool.submit(0, 1000, 3, 1), [Action::Start { worker: 0 }]);
    let run = |first, len| [Action::Run { worker: 0, job: 0, first, len }];
    assert_eq!(pool.started(0), run(0, 3), "nothing is known yet");
    assert_eq!(pool.chunk_done(0, 3, true), run(3, 6));
    assert_eq!(pool.chunk_done(0, 6, true), run(9, 12));
    assert_eq!(
        pool.chunk_done(0, 3, false),
        run(12, 3),
        "one was done in a moment, what was given back comes first"
    );
    assert_eq!(pool.chunk_done(0, 3, false), run(15, 3), "a slow one earns no second");
    assert_eq!(pool.chunk_done(0, 3, true), run(18, 3), "what was given back ends here");
    assert_eq!(pool.chunk_done(0, 3, true), run(21, 6));
    let mut handed = vec![(21, 6)];
    while let [Action::Run { first, len, .. }] =
        pool.chunk_done(0, handed[handed.len() - 1].1, true)[..]
    {
        handed.push((first, len));
    }
    assert_eq!(handed.iter().map(|(_, len)| len).sum::<u32>(), 979);
    let largest = handed.iter().map(|(_, len)| len.div_ceil(3)).max();
    assert!((32..=164).contains(&largest.unwrap_or(0)), "an eighth of what is left: {handed:?}");
    assert_eq!(handed.last(), Some(&(999, 1)), "towards the end one by one");
}

#[test]
fn eager_jobs_are_shared_out_at_once_and_balanced_by_recalls() {
    let mut pool = Pool::new(2);
    assert_eq!(pool.submit_eagerly(0, 33, 1, u32::MAX).len(), 2);
    assert_eq!(pool.started(0), [Action::Run { worker: 0, job: 0, first: 0, len: 17 }]);
    assert_eq!(pool.started(1), [Action::Run { worker: 1, job: 0, first: 17, len: 16 }]);
    assert_eq!(pool.chunk_done(1, 16, true), [Action::Recall { worker: 0 }]);
    // It had begun one, the other worker gets the rest.
    assert_eq!(pool.recalled(0, 1), [Action::Run { worker: 1, job: 0, first: 1, len: 16 }]);
    assert_eq!(pool.chunk_done(1, 16, true), []);
    assert_eq!(pool.chunk_done(0, 1, false), [Action::Complete { job: 0 }]);

    // Slow chunks are given back, and then come one by one.
    pool.submit_eagerly(1, 8, 1, u32::MAX);
    assert_eq!(pool.chunk_done(0, 1, false), [Action::Run { worker: 0, job: 1, first: 1, len: 1 }]);
    assert_eq!(pool.stats().done, 34);
}

#[test]
fn what_two_workers_give_back_is_handed_out_in_order_and_what_they_have_done_is_counted() {
    let mut pool = Pool::new(2);
    drop(pool.submit_eagerly(0, 40, 1, 2));
    let run = |worker, first, len| [Action::Run { worker, job: 0, first, len }];
    assert_eq!(pool.started(0), run(0, 0, 20));
    assert_eq!(pool.started(1), run(1, 20, 20));
    assert_eq!(pool.chunk_done(0, 1, false), run(0, 1, 1));
    // Items from 2 on and from 21 on are waiting now.
    assert_eq!(pool.chunk_done(1, 1, false), run(1, 2, 1));
    assert_eq!(pool.stats().done, 2);
}

#[test]
fn chunks_behind_a_long_one_are_recalled_for_idle_workers() {
    // 300 quick chunks, a long one and 100 slow ones, on two workers.
    let mut pool = Pool::new(2);
    pool.submit(0, 401, 1, u32::MAX);
    let mut queue: VecDeque<Action> =
        [0, 1].into_iter().flat_map(|worker| pool.started(worker)).collect();
    let mut busy = BTreeMap::new();
    let mut behind = 0;
    while let Some(action) = queue.pop_front() {
        match action {
            Action::Run { worker, first, len, .. } if !(first..first + len).contains(&300) => {
                // Slow chunks: the worker gives back all but the first.
                let done = if first < 300 { len } else { 1 };
                queue.extend(pool.chunk_done(worker, done, first < 300));
            }
            Action::Run { worker, first, len, .. } => {
                assert!(len > 1, "the sample is one: the long chunk has others behind it");
                behind = first + len - 301;
                busy.insert(worker, 301 - first);
            }
            // The long chunk has begun and does not end.
            Action::Recall { worker } => queue.extend(pool.recalled(worker, busy[&worker])),
            other => panic!("{other:?}"),
        }
    }
    assert!(behind > 0);
    let (&worker, &done) = busy.first_key_value().unwrap();
    assert_eq!(
        pool.stats().done,
        401 - u64::from(done),
        "all else is done while the long one runs"
    );
    assert_eq!(pool.chunk_done(worker, done, false), [Action::Complete { job: 0 }]);
}

#[test]
fn a_worker_that_does_not_answer_holds_few_chunks_behind_a_long_one() {
    // 300 quick chunks, a long one and 30 slow ones; busy workers do not answer.
    for workers in 1..9 {
        let mut pool = Pool::new(workers);
        pool.submit(0, 331, 1, u32::MAX);
        let mut queue: VecDeque<Action> =
            (0..workers).flat_map(|worker| pool.started(worker)).collect();
        let mut held = None;
        while let Some(action) = queue.pop_front() {
            match action {
                Action::Run { first, len, .. } if (first..first + len).contains(&300) => {
                    held = Some(first + len - 301);
                }
                Action::Run { worker, first, len, .. } => {
                    let done = if first < 300 { len } else { 1 };
                    queue.extend(pool.chunk_done(worker, done, first < 300));
                }
                _ => {}
            }
        }
        assert!(held.is_some_and(|held| held <= 3), "{held:?} of 30 on {workers}");
    }
}

#[test]
fn items_that_move_are_handed_out_one_chunk_at_a_time() {
    for workers in 1..3 {
        let mut pool = Pool::new(workers);
        pool.submit_one_by_one(0, 100, 2, u32::MAX);
        let mut queue: VecDeque<Action> =
            (0..workers).flat_map(|worker| pool.started(worker)).collect();
        let mut next = 0;
        while let Some(Action::Run { worker, first, len, .. }) = queue.pop_front() {
            assert_eq!(
                (first, len),
                (next, 2),
                "none comes back, none is taken together with others"
            );
            next += 2;
            queue.extend(pool.chunk_done(worker, 2, true));
        }
        assert_eq!(next, 100);
    }
}

#[test]
fn a_job_whose_chunks_are_given_back_stays_behind_jobs_submitted_earlier() {
    let mut pool = Pool::new(3);
    pool.submit(0, 40, 1, 1);
    pool.submit(1, 200, 1, 3);
    let run = |actions: &[Action]| match actions {
        [Action::Run { job, len, .. }, ..] => Some((*job, *len)),
        _ => None,
    };
    assert_eq!(
        [0, 1, 2].map(|worker| run(&pool.started(worker))),
        [Some((0, 1)), Some((1, 1)), Some((1, 1))]
    );
    // Worker 1 comes to hold several chunks and worker 2 takes the rest: none of job 1 is waiting.
    let mut held = 1;
    while held < 4 {
        held = run(&pool.chunk_done(1, held, true)).unwrap().1;
    }
    let mut theirs = 1;
    while let Some((1, len)) = run(&pool.chunk_done(2, theirs, true)) {
        theirs = len;
    }
    // Then worker 1 gives back more than idle workers take at once.
    assert_eq!(run(&pool.chunk_done(1, 1, false)), Some((1, 1)));
    assert!(pool.stats().pending > 39 + 3);
    assert_eq!(run(&pool.chunk_done(0, 1, false)), Some((0, 1)), "job 0 was there before");
}

#[test]
fn a_job_without_items_completes_at_once_and_starts_no_worker() {
    assert_eq!(Pool::new(3).submit(9, 0, 1, 1), [Action::Complete { job: 9 }]);
}

#[test]
fn a_broken_pool_serves_the_next_job() {
    let mut owner = Owner::new(2);
    owner.submit(0, 5, 1);
    owner.advance(0, false);
    owner.lose(0);
    owner.submit(1, 5, 2);
    while owner.advance(0, false) {}
    assert_eq!(owner.ended, BTreeMap::from([(0, "break"), (1, "complete")]));
}

/// A step of a script: something that a user does to the pool. Events of the workers may come
/// between any two steps.
#[derive(Clone, Copy, Debug)]
enum Step {
    Submit { items: u32, chunksize: u32 },
    Lease,
    Cancel(JobId),
    Shutdown { cancel_pending: bool },
}

/// Plays the script interleaved in every order with the events of the workers, each of which may
/// load, end its chunk, fail or die (at most `deaths` of them) at any moment. Returns the number of
/// histories.
fn every_history(owner: &Owner, script: &[Step], jobs: JobId, deaths: u32) -> u64 {
    let mut histories = 0;
    if let [step, rest @ ..] = script {
        let mut next = owner.clone();
        let mut made = 0;
        match *step {
            Step::Submit { items, chunksize } => {
                next.submit(jobs, items, chunksize);
                made = 1;
            }
            Step::Lease => {
                next.lease(jobs);
                made = 1;
            }
            Step::Cancel(job) => next.cancel_job(job),
            Step::Shutdown { cancel_pending } => next.shutdown(cancel_pending),
        }
        histories += every_history(&next, rest, jobs + made, deaths);
    }
    let events = if owner.loading.is_empty() { owner.busy.len() } else { owner.loading.len() };
    for choice in 0..events {
        for fail in [false, true] {
            // A worker that is loading has no item that could fail.
            if fail && !owner.loading.is_empty() {
                continue;
            }
            let mut next = owner.clone();
            next.advance(choice, fail);
            histories += every_history(&next, script, jobs, deaths);
        }
    }
    for choice in 0..owner.asked.len() {
        let mut next = owner.clone();
        if next.answer(choice) {
            histories += every_history(&next, script, jobs, deaths);
        }
    }
    if deaths > 0 {
        for choice in 0..owner.loading.len() + owner.idle.len() + owner.busy.len() {
            let mut next = owner.clone();
            next.lose(choice);
            histories += every_history(&next, script, jobs, deaths - 1);
        }
    }
    if script.is_empty() && events == 0 {
        assert_eq!(owner.ended.len() as u32, jobs, "every job has ended");
        assert!(owner.open.is_empty());
        assert_eq!(owner.pool.stats().pending, 0);
        histories += 1;
    }
    histories
}

#[test]
fn every_job_ends_exactly_once_in_every_history_of_small_scripts() {
    use Step::{Cancel, Lease, Shutdown, Submit};
    let three = Submit { items: 3, chunksize: 2 };
    let two = Submit { items: 2, chunksize: 1 };
    let scripts: &[&[Step]] = &[
        &[three, two],
        &[Lease, two, Lease],
        &[two, Cancel(0), two],
        &[Lease, Lease, Cancel(1), Lease],
        &[three, Lease, Shutdown { cancel_pending: false }, Lease],
        &[two, Lease, Shutdown { cancel_pending: true }, two],
        &[Lease, Shutdown { cancel_pending: false }, Cancel(0), Shutdown { cancel_pending: true }],
        &[Shutdown { cancel_pending: true }, Lease, Submit { items: 0, chunksize: 1 }],
    ];
    for script in scripts {
        for size in 1..=2 {
            let histories = every_history(&Owner::new(size), script, 0, 1);
            assert!(histories > 0, "{script:?} has a history");
        }
    }
}

#[test]
fn a_shutdown_finishes_open_jobs_and_refuses_new_ones() {
    let mut owner = Owner::new(2);
    owner.submit(0, 50, 1);
    owner.shutdown(false);
    owner.submit(1, 1, 1);
    while owner.advance(0, false) {}
    assert_eq!(owner.ended, BTreeMap::from([(0, "complete"), (1, "refuse")]));
    assert!(owner.closed);
}

#[test]
fn a_shutdown_that_cancels_lets_running_chunks_end() {
    let mut owner = Owner::new(1);
    owner.submit(0, 1, 1);
    owner.submit(1, 5, 1);
    owner.advance(0, false);
    owner.shutdown(true);
    assert_eq!(owner.ended, BTreeMap::from([(1, "cancel")]));
    while owner.advance(0, false) {}
    assert_eq!(owner.ended, BTreeMap::from([(0, "complete"), (1, "cancel")]));
    assert!(owner.closed);
}

#[test]
fn a_job_behind_one_cancelled_while_waiting_still_runs() {
    let mut owner = Owner::new(1);
    owner.submit(0, 1, 1);
    owner.submit(1, 1, 1);
    owner.submit(2, 1, 1);
    owner.advance(0, false);
    owner.cancel_job(1);
    while owner.advance(0, false) {}
    assert_eq!(owner.ended, BTreeMap::from([(0, "complete"), (1, "cancel"), (2, "complete")]));
    assert_eq!(owner.pool.stats().workers, 1, "nobody was stopped");
}

#[test]
fn a_lease_keeps_its_worker_and_is_not_counted_as_an_item() {
    let mut owner = Owner::new(1);
    owner.lease(0);
    owner.advance(0, false);
    assert_eq!(
        owner.pool.stats(),
        parallel_playground::pool::Stats { workers: 1, busy: 1, ..Default::default() }
    );
    owner.submit(1, 3, 2);
    assert_eq!(
        owner.busy.values().map(|chunk| chunk.0).collect::<Vec<_>>(),
        [0],
        "the lease is not interrupted"
    );
    while owner.advance(0, false) {}
    assert_eq!(owner.ended, BTreeMap::from([(0, "complete"), (1, "complete")]));
    assert_eq!(owner.pool.stats().done, 3);
}

#[test]
fn a_worker_is_replaced_after_its_tasks_and_every_item_is_done_once() {
    for (max_tasks, size, items, chunksize, eager) in [
        (1, 1, 3, 1, false),
        (2, 2, 11, 2, false),
        (2, 2, 5, 1, true),
        (3, 4, 40, 1, true),
        (5, 1, 5, 1, false),
    ] {
        let mut owner = Owner::new(size);
        owner.pool = Pool::new(size).replacing_after(max_tasks);
        if eager {
            owner.submit_eagerly(2, items, chunksize);
        } else {
            owner.submit(2, items, chunksize);
        }
        owner.lease(3);
        let mut ran = BTreeMap::new();
        while !owner.open.is_empty() {
            let before = owner.busy.clone();
            assert!(owner.advance(0, false), "it goes on while a job is open");
            for (worker, given) in before {
                if owner.busy.get(&worker) != Some(&given) {
                    *ran.entry(worker).or_insert(0) += 1;
                }
            }
        }
        let most = ran.values().max();
        assert!(most.is_some_and(|most| *most <= max_tasks), "{ran:?} of {max_tasks}");
        let chunks = items.div_ceil(chunksize) + 1;
        assert_eq!(ran.values().sum::<u32>(), chunks);
        assert_eq!([owner.ended[&2], owner.ended[&3]], ["complete", "complete"]);
    }
}
