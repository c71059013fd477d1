//! Owned objects under loom: every interleaving of a few agents, up to a bound on preemptions.
//!
//! A lost wake-up appears as a deadlock. Memory is not used again, so an agent that reads an object
//! after it was freed finds that it is none.
#![cfg(not(target_arch = "wasm32"))]

mod loom_words;

use loom::thread;
use loom_words::{Shared, finish, model};
use parallel_playground::ipc::ownership::{INCOMING, Kind, OUTGOING};
use parallel_playground::ipc::testing::{CrashAfter, Crashed, catch_crash};
use parallel_playground::ipc::{
    AgentId, Deadline, Error, Overflow, Owned, Queue, Semaphore, Space, Words,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

/// The queues here stay empty, so their bytes may lie in lines.
const RING_BYTES: u32 = 64;
const QUEUE_BYTES: u32 = Queue::<Shared>::needed_words(RING_BYTES) * 4;
/// Bytes of an end of a pipe: with the header, whole lines.
const END_BYTES: u32 = 64;
/// Lines for a queue and two ends.
const LINES: u32 = (64 + QUEUE_BYTES) / 64 + 2 * 2;
/// A word in place of a slot of a table: 1 while the descriptor is open.
const SLOT: u32 = 0;

fn agent(id: u32) -> AgentId {
    AgentId::new(id).expect("a valid id")
}

/// A pipe without messages: its queue, the end to put into and the end to get from.
fn pipe() -> (Shared, u32, u32, u32) {
    let words = Shared::new(16, 0, (LINES, 0));
    let space = &words;
    let create = |kind, bytes| Owned::create(space, kind, bytes).expect("memory");
    let queue = create(Kind::Queue, QUEUE_BYTES);
    let at = space.object(queue.address());
    Queue::create(at, agent(9), RING_BYTES, 0, Overflow::Waits).expect("a layout");
    queue.retain().expect("it exists");
    let [putter, getter] = [OUTGOING, INCOMING].map(|side| {
        let end = create(Kind::PipeEnd, END_BYTES).address();
        space.store(end / 4 + side, queue.address());
        end
    });
    let queue = queue.address();
    (words, queue, putter, getter)
}

fn release<W: Words>(words: &W, object: u32, id: u32) -> Result<u32, Error> {
    Owned::at(words, object).release(agent(id))
}

fn get<W: Words>(words: &W, queue: u32, id: u32) -> Result<(), Error> {
    let queue = Queue::attach(words.object(queue), agent(id)).expect("a queue");
    queue.get(&mut Vec::new(), Deadline::NEVER)
}

#[test]
fn one_of_those_who_give_up_an_object_frees_it() {
    model(3, || {
        let words = Shared::new(16, 0, (2, 0));
        let object = Owned::create(&words, Kind::Semaphore, 64).expect("memory").address();
        Owned::at(&words, object).retain().expect("it exists");
        let other = {
            let words = words.clone();
            thread::spawn(move || {
                // What it does before it gives up its reference is seen by whoever frees.
                let at = (&words).object(object);
                Semaphore::at(0).release(&at).expect("below the maximum");
                Owned::at(&words, object).retain().expect("it exists");
                [(); 2].map(|()| release(&words, object, 2).expect("it exists"))
            })
        };
        let left = release(&words, object, 1).expect("it exists");
        let others = other.join().expect("no panic");
        assert_eq!([left, others[0], others[1]].iter().filter(|&&left| left == 0).count(), 1);
        assert_eq!(release(&words, object, 1), Err(Error::NoObject));
        let at = (&words).object(object);
        assert_eq!(finish(&at, Semaphore::at(0).acquiring(&at)), Ok(()));
    });
}

#[test]
fn a_getter_sees_the_end_when_two_processes_give_up_the_other_end_at_once() {
    model(2, || {
        let (words, queue, putter, getter) = pipe();
        Owned::at(&words, putter).retain().expect("it exists");
        let waiting = {
            let words = words.clone();
            thread::spawn(move || get(&words, queue, 3))
        };
        let other = {
            let words = words.clone();
            thread::spawn(move || release(&words, putter, 2))
        };
        let left = [release(&words, putter, 1), other.join().expect("no panic")];
        assert!(left == [Ok(0), Ok(1)] || left == [Ok(1), Ok(0)]);
        assert_eq!(waiting.join().expect("no panic"), Err(Error::Closed));
        assert_eq!(Owned::at(&words, queue).references(), 1);
        assert_eq!(release(&words, getter, 3), Ok(0));
        assert_eq!(Owned::at(&words, queue).references(), 0);
    });
}

#[test]
fn both_ends_of_a_pipe_may_be_given_up_at_once() {
    model(2, || {
        let (words, queue, putter, getter) = pipe();
        let other = {
            let words = words.clone();
            thread::spawn(move || release(&words, getter, 2))
        };
        assert_eq!(release(&words, putter, 1), Ok(0));
        assert_eq!(other.join().expect("no panic"), Ok(0));
        assert_eq!(Owned::at(&words, queue).references(), 0);
    });
}

/// As a table closes a descriptor.
fn close<W: Words>(words: &W, object: u32, id: u32) {
    if words.load(SLOT) == 1 {
        let object = Owned::at(words, object);
        object.conclude_if_last(agent(id));
        words.store(SLOT, 0);
        // To an agent that has died meanwhile there is no object.
        let _ = object.release(agent(id));
    }
}

#[test]
fn a_process_that_closes_the_last_end_may_die_anywhere() {
    for n_operations in 0.. {
        let has_died = Arc::new(AtomicBool::new(false));
        let seen = has_died.clone();
        model(2, move || {
            let (words, queue, putter, _) = pipe();
            words.store(SLOT, 1);
            let life = CrashAfter::new(words.clone(), n_operations);
            let supervisor = words.clone();
            let mortal = thread::spawn(move || {
                let died = catch_crash(|| close(&life, putter, 1)) == Err(Crashed);
                if died {
                    if supervisor.load(SLOT) == 1 {
                        Owned::at(&supervisor, putter).supervise_death(agent(9), agent(1));
                    }
                    close(&supervisor, putter, 9);
                }
                died
            });
            assert_eq!(get(&words, queue, 2), Err(Error::Closed));
            seen.fetch_or(mortal.join().expect("no panic"), SeqCst);
        });
        if !has_died.load(SeqCst) {
            assert!(n_operations > 20, "{n_operations}");
            return;
        }
    }
}
