//! Waiting for any of several objects under loom: every interleaving of a few agents, up to a bound
//! on preemptions.
//!
//! A lost wake-up appears as a deadlock. An agent that dies does so at each of its operations in
//! turn; then a supervisor does what the engine would do.
#![cfg(not(target_arch = "wasm32"))]

mod loom_words;

use loom::thread;
use loom_words::{Shared, finish, model};
use parallel_playground::ipc::any::{Any, Kind};
use parallel_playground::ipc::space::View;
use parallel_playground::ipc::testing::{CrashAfter, Crashed, catch_crash};
use parallel_playground::ipc::{
    AgentId, Deadline, Error, Event, ExitStatus, Overflow, Queue, Semaphore, Space, Words,
    operation,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

// The words of each object, on a line of its own.
const EVENT: Event = Event::at(0);
const SEMAPHORE: Semaphore = Semaphore::at(16);
const EXIT: ExitStatus = ExitStatus::at(32);
/// The word with which the list of what to wait for begins.
const LIST: u32 = 48;
/// The address of a queue.
const QUEUE: u32 = 64 * 4;
const RING_BYTES: u32 = 16;

/// The event, the semaphore and the exit status, in this order, as a list.
const CELLS: [(Kind, u32); 3] = [(Kind::Event, 0), (Kind::Semaphore, 64), (Kind::Exit, 128)];

fn agent(id: u32) -> AgentId {
    AgentId::new(id).expect("a valid id")
}

fn shared(list: &[(Kind, u32)]) -> Shared {
    let words = Shared::new(64, 0, (0, 0));
    write_list(&words, list);
    words
}

fn write_list(words: &Shared, list: &[(Kind, u32)]) {
    for (i, &(kind, address)) in (0..).zip(list) {
        words.store(LIST + 2 * i, kind as u32);
        words.store(LIST + 2 * i + 1, address);
    }
}

/// Waits for any of the first `n` objects of the list; returns the index of one that is ready.
fn wait_any<W: Words>(words: &W, n: u32, deadline: Deadline) -> Result<u32, Error> {
    let mut any = Any::new(words, LIST * 4, n, agent(9));
    operation::run(&words, &mut any, deadline).map(|()| any.ready())
}

#[test]
fn no_change_of_any_object_is_missed() {
    for index in 0..3 {
        model(3, move || {
            let words = shared(&CELLS);
            let changer = {
                let words = words.clone();
                thread::spawn(move || match index {
                    0 => EVENT.set(&words),
                    1 => SEMAPHORE.release(&words).expect("below the maximum"),
                    _ => assert!(EXIT.set(&words, 3)),
                })
            };
            assert_eq!(wait_any(&words, 3, Deadline::NEVER), Ok(index));
            // Nothing is taken.
            assert_eq!(wait_any(&words, 3, Deadline::NOW), Ok(index));
            changer.join().expect("no panic");
        });
    }
}

#[test]
fn a_change_that_another_agent_takes_back_leaves_the_waiter_to_wait_for_the_next() {
    model(3, || {
        let words = shared(&CELLS);
        let waiter = {
            let words = words.clone();
            thread::spawn(move || wait_any(&words, 3, Deadline::NEVER))
        };
        SEMAPHORE.release(&words).expect("below the maximum");
        finish(&words, SEMAPHORE.acquiring(&words)).expect("no deadline");
        EXIT.set(&words, 0);
        let ready = waiter.join().expect("no panic").expect("no deadline");
        assert!(ready == 1 || ready == 2);
    });
}

#[test]
fn two_agents_that_wait_for_any_are_both_woken() {
    model(3, || {
        let words = shared(&CELLS);
        let waiters = [1, 2].map(|n| {
            let words = words.clone();
            thread::spawn(move || wait_any(&words, n, Deadline::NEVER))
        });
        EVENT.set(&words);
        for waiter in waiters {
            assert_eq!(waiter.join().expect("no panic"), Ok(0));
        }
    });
}

#[test]
fn agents_that_wait_for_different_objects_do_not_take_each_others_wake_ups() {
    model(3, || {
        let words = shared(&CELLS);
        let first = {
            let words = words.clone();
            thread::spawn(move || wait_any(&words, 1, Deadline::NEVER))
        };
        let second = {
            let words = words.clone();
            thread::spawn(move || {
                let mut any = Any::new(&words, (LIST + 2) * 4, 1, agent(8));
                operation::run(&&words, &mut any, Deadline::NEVER)
            })
        };
        SEMAPHORE.release(&words).expect("below the maximum");
        EVENT.set(&words);
        assert_eq!(first.join().expect("no panic"), Ok(0));
        assert_eq!(second.join().expect("no panic"), Ok(()));
    });
}

#[test]
fn an_agent_that_waits_for_one_object_is_woken_beside_one_that_waits_for_any() {
    model(3, || {
        let words = shared(&CELLS);
        let any = {
            let words = words.clone();
            thread::spawn(move || wait_any(&words, 2, Deadline::NEVER))
        };
        let one = {
            let words = words.clone();
            thread::spawn(move || finish(&words, EVENT.waiting(&words)))
        };
        EVENT.set(&words);
        assert_eq!(any.join().expect("no panic"), Ok(0));
        assert_eq!(one.join().expect("no panic"), Ok(()));
    });
}

/// An agent waits for an event and a queue, while `work` changes the queue.
fn queue_becomes_ready(work: impl Fn(&Queue<View<&Shared>>) + Copy + Send + Sync + 'static) {
    model(3, move || {
        let n_words = QUEUE / 4 + Queue::<Shared>::needed_words(0);
        let words = Shared::new(n_words, RING_BYTES, (0, 0));
        write_list(&words, &[(Kind::Event, 0), (Kind::Queue, QUEUE)]);
        let at = (&words).object(QUEUE);
        let queue =
            Queue::create(at, agent(1), RING_BYTES, 0, Overflow::Waits).expect("enough words");
        let waiter = {
            let words = words.clone();
            thread::spawn(move || wait_any(&words, 2, Deadline::NEVER))
        };
        work(&queue);
        assert_eq!(waiter.join().expect("no panic"), Ok(1));
    });
}

#[test]
fn a_queue_is_ready_once_a_message_is_put_or_it_is_finished_or_closed() {
    queue_becomes_ready(|queue| queue.try_put(b"abc").expect("room"));
    queue_becomes_ready(|queue| {
        queue.finish();
        assert_eq!(queue.try_put(b"abc"), Err(Error::Closed));
    });
    queue_becomes_ready(|queue| {
        queue.close();
        assert_eq!(queue.try_put(b"abc"), Err(Error::Closed));
    });
}

/// Lets the agent `mortal` die after each possible number of operations, beside one that waits for
/// any of the first two cells; then a supervisor wakes whoever waits for the event, and sets it if
/// the dead agent had not.
fn dies_everywhere(mortal: fn(&CrashAfter<Shared>)) -> u32 {
    for n_operations in 0.. {
        let has_died = Arc::new(AtomicBool::new(false));
        let seen = has_died.clone();
        model(2, move || {
            let words = shared(&CELLS);
            let supervisor = words.clone();
            let life = CrashAfter::new(words.clone(), n_operations);
            let mortal = thread::spawn(move || {
                let died = catch_crash(|| mortal(&life)) == Err(Crashed);
                if died {
                    EVENT.supervise_death(&supervisor);
                    if !EVENT.is_set(&supervisor) {
                        EVENT.set(&supervisor);
                    }
                }
                died
            });
            assert_eq!(wait_any(&words, 2, Deadline::NEVER), Ok(0));
            seen.fetch_or(mortal.join().expect("no panic"), SeqCst);
        });
        if !has_died.load(SeqCst) {
            return n_operations;
        }
    }
    unreachable!("some number of operations suffices")
}

#[test]
fn an_agent_that_announces_to_those_who_wait_for_any_may_die_anywhere() {
    let n_deaths = dies_everywhere(|mortal| EVENT.set(mortal));
    // A load and an exchange of the event, of its count, and of the shared count; a notification.
    assert_eq!(n_deaths, 7);
}

#[test]
fn an_agent_that_waits_for_any_may_die_anywhere() {
    // It leaves its bits behind wherever it dies.
    let n_deaths = dies_everywhere(|mortal| {
        let mut any = Any::new(mortal, LIST * 4, 2, agent(8));
        let _ = operation::step(&mortal, &mut any);
        EVENT.set(mortal);
    });
    assert!(n_deaths > 20, "{n_deaths}");
}
