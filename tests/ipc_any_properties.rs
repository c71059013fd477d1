//! Waiting for any of several objects on the host: random changes against an oracle, and real
//! threads.
#![cfg(not(target_arch = "wasm32"))]

mod watched;

use parallel_playground::ipc::any::{Any, Kind};
use parallel_playground::ipc::testing::HostWords;
use parallel_playground::ipc::{
    AgentId, Deadline, Error, Event, ExitStatus, Overflow, Queue, Semaphore, Space, Step, Words,
    operation,
};
use proptest::collection::vec;
use proptest::prelude::*;
use std::thread;
use watched::{seeded, until_asleep, watched};

const RING_BYTES: u32 = 64;
const QUEUE_BYTES: u32 = Queue::<HostWords>::needed_words(RING_BYTES) * 4;
/// Where the list is, and where the objects begin.
const LIST: u32 = 0;
const OBJECTS: u32 = 64;

fn agent(id: u32) -> AgentId {
    AgentId::new(id).expect("a valid id")
}

/// A memory with objects of these kinds, listed in this order.
fn memory(kinds: &[Kind]) -> HostWords {
    let words = HostWords::new((OBJECTS + QUEUE_BYTES * kinds.len() as u32) / 4);
    for (i, &kind) in (0..).zip(kinds) {
        words.store(LIST / 4 + 2 * i, kind as u32);
        words.store(LIST / 4 + 2 * i + 1, object_at(i));
        if kind == Kind::Queue {
            let at = (&words).object(object_at(i));
            Queue::create(at, agent(99), RING_BYTES, 0, Overflow::Waits).expect("a layout");
        }
    }
    words
}

fn object_at(index: u32) -> u32 {
    OBJECTS + index * QUEUE_BYTES
}

fn queue_at(words: &HostWords, index: u32, id: u32) -> Queue<impl Words> {
    Queue::attach(words.object(object_at(index)), agent(id)).expect("a queue")
}

fn wait_any(words: &HostWords, n: u32, id: u32, deadline: Deadline) -> Result<u32, Error> {
    let mut any = Any::new(words, LIST, n, agent(id));
    operation::run(&words, &mut any, deadline).map(|()| any.ready())
}

/// Makes the object ready, or takes that back if it can be; returns whether it is ready.
fn change(words: &HostWords, kind: Kind, index: u32, was_ready: bool) -> bool {
    let at = words.object(object_at(index));
    match (kind, was_ready) {
        (Kind::Queue, false) => queue_at(words, index, 1).try_put(b"x").expect("room"),
        (Kind::Queue, true) => {
            queue_at(words, index, 1).try_get(&mut Vec::new()).expect("a message");
        }
        (Kind::Semaphore, false) => Semaphore::at(0).release(&at).expect("below the maximum"),
        (Kind::Semaphore, true) => {
            let mut acquiring = Semaphore::at(0).acquiring(&at);
            operation::run(&at, &mut acquiring, Deadline::NOW).expect("a unit");
        }
        (Kind::Event, false) => Event::at(0).set(&at),
        (Kind::Event, true) => Event::at(0).clear(&at),
        (Kind::Exit, _) => {
            ExitStatus::at(0).set(&at, 0);
            return true;
        }
    }
    !was_ready
}

fn kinds() -> impl Strategy<Value = Vec<Kind>> {
    let kind =
        prop_oneof![Just(Kind::Queue), Just(Kind::Exit), Just(Kind::Semaphore), Just(Kind::Event)];
    vec(kind, 0..6)
}

proptest! {
    #![proptest_config(seeded(200))]

    #[test]
    fn the_first_ready_object_is_named_and_every_change_ends_the_wait(
        kinds in kinds(),
        changes in vec(0_usize..6, 0..60),
    ) {
        let words = &memory(&kinds);
        let n = kinds.len() as u32;
        let mut ready = vec![false; kinds.len()];
        for index in changes.into_iter().filter(|&index| index < kinds.len()) {
            let mut any = Any::new(words, LIST, n, agent(7));
            let first = |ready: &[bool]| ready.iter().position(|&it| it).map(|it| it as u32);
            let before = first(&ready);
            let step = operation::step(&words, &mut any);
            prop_assert_eq!(step == Ok(Step::Done), before.is_some());
            let was_ready = ready[index];
            ready[index] = change(words, kinds[index], index as u32, was_ready);
            if let Ok(Step::Wait(target, _)) = step {
                // It had to wait, so the change has made an object ready.
                prop_assert_ne!(words.load(target.index), target.expected);
            }
            let expected = first(&ready).ok_or(Error::TimedOut);
            prop_assert_eq!(wait_any(words, n, 7, Deadline::NOW), expected);
        }
    }
}

proptest! {
    // Threads are not deterministic: shrinking would only repeat the wait for the watchdog.
    #![proptest_config(ProptestConfig { max_shrink_iters: 0, ..seeded(24) })]

    #[test]
    fn threads_that_wait_for_any_queue_get_every_message(
        n_queues in 1_u32..5,
        n_getters in 1_u32..4,
        n_messages in 1_u32..200,
    ) {
        watched(move || {
            let words = &memory(&vec![Kind::Queue; n_queues as usize]);
            let got: u32 = thread::scope(|scope| {
                for index in 0..n_queues {
                    scope.spawn(move || {
                        let queue = queue_at(words, index, index + 1);
                        for _ in 0..n_messages {
                            queue.put(b"message", Deadline::NEVER).expect("open");
                        }
                    });
                }
                let getters: Vec<_> = (0..n_getters)
                    .map(|getter| scope.spawn(move || get_all(words, n_queues, 50 + getter)))
                    .collect();
                while !(0..n_queues).all(|index| {
                    let queue = queue_at(words, index, 90);
                    queue.is_empty() && queue.n_unfinished() == n_messages
                }) {
                    thread::yield_now();
                }
                (0..n_queues).for_each(|index| queue_at(words, index, 90).finish());
                getters.into_iter().map(|getter| getter.join().expect("no panic")).sum()
            });
            assert_eq!(got, n_queues * n_messages);
        });
    }
}

/// Gets whatever comes from any of the queues, until one of them has ended.
fn get_all(words: &HostWords, n_queues: u32, id: u32) -> u32 {
    let mut message = Vec::new();
    let mut n = 0;
    loop {
        let index = wait_any(words, n_queues, id, Deadline::NEVER).expect("no deadline");
        match queue_at(words, index, id).try_get(&mut message) {
            Ok(()) => n += 1,
            // Another getter was faster.
            Err(Error::Empty) => {}
            Err(_) => return n,
        }
    }
}

#[test]
fn a_wait_for_any_ends_at_its_deadline() {
    watched(|| {
        let words = &memory(&[Kind::Event, Kind::Queue]);
        for n in 0..=2 {
            let start_ms = words.now_ms();
            let deadline = Deadline::after_ms(words, 5.0);
            assert_eq!(wait_any(words, n, 1, deadline), Err(Error::TimedOut));
            assert!(words.now_ms() - start_ms >= 5.0);
        }
    });
}

#[test]
fn a_list_with_something_else_is_refused() {
    let words = &memory(&[Kind::Event, Kind::Queue]);
    words.store(LIST / 4 + 2, 1234);
    assert_eq!(wait_any(words, 2, 1, Deadline::NEVER), Err(Error::NoObject));
    words.store(LIST / 4 + 2, Kind::Queue as u32);
    words.store(LIST / 4 + 3, OBJECTS);
    assert_eq!(wait_any(words, 2, 1, Deadline::NEVER), Err(Error::NotAQueue { found: 0 }));
}

#[test]
fn the_death_of_an_agent_wakes_those_who_wait_for_any() {
    watched(|| {
        let words = &memory(&[Kind::Semaphore, Kind::Exit]);
        thread::scope(|scope| {
            let waiter = scope.spawn(|| wait_any(words, 2, 1, Deadline::NEVER));
            until_asleep(words, 1);
            // As if it had died between its change and the announcement.
            words.store(object_at(0) / 4, 1);
            Semaphore::at(0).supervise_death(&words.object(object_at(0)));
            assert_eq!(waiter.join().expect("no panic"), Ok(0));
        });
    });
}
