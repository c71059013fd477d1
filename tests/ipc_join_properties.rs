//! Joining a queue, with messages that are streamed or withdrawn and getters that die.
#![cfg(not(target_arch = "wasm32"))]

mod watched;

use parallel_playground::ipc::testing::{CrashAfter, Crashed, HostWords, catch_crash};
use parallel_playground::ipc::{AgentId, Deadline, Error, Overflow, Queue, Step, Words, operation};
use proptest::prelude::*;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use watched::{seeded, until_asleep, watched};

type Shared = Arc<HostWords>;

/// Longer than the ring.
const LONG: [u8; 100] = [7; 100];

fn queue() -> (Shared, Queue<Shared>) {
    let words = Arc::new(HostWords::new(Queue::<Shared>::needed_words(16)));
    let queue = Queue::create(words.clone(), agent(9), 16, 0, Overflow::Waits).expect("a layout");
    (words, queue)
}

fn agent(id: u32) -> AgentId {
    AgentId::new(id).expect("a valid id")
}

fn attach<W: Words>(words: W, id: u32) -> Queue<W> {
    Queue::attach(words, agent(id)).expect("a queue")
}

/// A thread that joins the queue; returns once it is parked.
fn joiner(words: &Shared) -> JoinHandle<Result<(), Error>> {
    let queue = attach(words.clone(), 8);
    let joiner = thread::spawn(move || {
        let words = queue.words().clone();
        operation::run(&words, &mut queue.joining(), Deadline::NEVER)
    });
    until_asleep(words, 1);
    joiner
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 0, ..seeded(10) })]

    #[test]
    fn join_returns_when_the_last_message_is_withdrawn(len in 17_usize..400) {
        watched(move || {
            let (words, queue) = queue();
            let message = vec![7; len];
            let mut putting = queue.putting(message.as_slice()).expect("a message");
            assert!(matches!(putting.step(), Ok(Step::Wait(..))));
            let joiner = joiner(&words);
            assert_eq!(putting.give_up(), Err(Error::Full));
            assert_eq!(joiner.join().expect("no panic"), Ok(()));
        });
    }

    #[test]
    fn join_returns_when_the_last_message_is_withdrawn_while_it_flows(len in 33_usize..400) {
        watched(move || {
            let (words, queue) = queue();
            let getter = attach(words.clone(), 1);
            let message = vec![7; len];
            let mut putting = queue.putting(message.as_slice()).expect("a message");
            assert!(matches!(putting.step(), Ok(Step::Wait(..))));
            let mut getting = getter.getting(Vec::new());
            assert!(matches!(getting.step(), Ok(Step::Wait(..))));
            let joiner = joiner(&words);
            assert_eq!(putting.give_up(), Err(Error::Full));
            drop(getting);
            assert_eq!(joiner.join().expect("no panic"), Ok(()));
        });
    }
}

#[test]
fn a_message_whose_getter_dies_remains_an_unfinished_task() {
    for n_operations in 0.. {
        let ended = watched(move || second_stream(n_operations));
        if ended {
            return;
        }
    }
}

/// Streams two messages; the getter of the second dies after `n_operations` operations. Returns
/// whether it survived.
fn second_stream(n_operations: u32) -> bool {
    let (words, queue) = queue();
    let putter = attach(words.clone(), 1);
    let putter = thread::spawn(move || {
        putter.put(&LONG, Deadline::NEVER).expect("a getter");
        putter.put(&LONG, Deadline::NEVER).expect("a getter");
    });
    queue.get(&mut Vec::new(), Deadline::NEVER).expect("a message");
    queue.task_done().expect("a task");
    let mortal = CrashAfter::new(words.clone(), n_operations);
    let life = catch_crash(|| attach(mortal, 2).get(&mut Vec::new(), Deadline::NEVER));
    queue.supervise_death(agent(2));
    if life == Err(Crashed) {
        // Either it had taken the message, or the message is offered again; in both cases the task
        // is unfinished.
        let is_left = queue.get(&mut Vec::new(), Deadline::after_ms(&words, 20.0)).is_ok();
        putter.join().expect("no panic");
        assert_eq!(queue.n_unfinished(), 1, "dead after {n_operations}, left: {is_left}");
    } else {
        putter.join().expect("no panic");
    }
    queue.task_done().expect("a task");
    assert_eq!((queue.n_unfinished(), queue.task_done()), (0, Err(Error::NoTask)));
    life != Err(Crashed)
}
