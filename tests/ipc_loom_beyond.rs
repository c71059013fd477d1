//! A queue whose messages go beyond its ring, under loom: every interleaving of a few agents, up to
//! a bound on preemptions.
#![cfg(not(target_arch = "wasm32"))]

mod loom_words;

use loom::thread;
use loom_words::{Shared, finish, model};
use parallel_playground::ipc::testing::{CrashAfter, Crashed, catch_crash};
use parallel_playground::ipc::{AgentId, Deadline, Error, Overflow, Queue, Words};

/// The capacity of the ring in bytes: a message of 4 bytes fills it.
const CAPACITY: u32 = 16;
const MESSAGES: [&[u8]; 3] = [b"aaaa", b"bbbb", b"c"];

/// Lines and bytes for all messages.
const MEMORY: (u32, u32) = (3, 16);

fn queue() -> (Shared, Queue<Shared>) {
    let n_header = Queue::<Shared>::needed_words(CAPACITY) - CAPACITY / 4;
    let words = Shared::new(n_header, CAPACITY, MEMORY);
    let queue =
        Queue::create(words.clone(), agent(9), CAPACITY, 0, Overflow::Allocates).expect("a layout");
    (words, queue)
}

fn agent(id: u32) -> AgentId {
    AgentId::new(id).expect("a valid id")
}

fn attach<W: Words>(words: W, id: u32) -> Queue<W> {
    Queue::attach(words, agent(id)).expect("a queue")
}

fn get<W: Words>(queue: &Queue<W>) -> Result<Vec<u8>, Error> {
    let mut message = Vec::new();
    queue.get(&mut message, Deadline::NEVER).map(|()| message)
}

#[test]
fn messages_beyond_the_ring_keep_their_order_and_no_wake_up_is_lost() {
    model(2, || {
        let (words, putter) = queue();
        let getter = words.clone();
        let getter = thread::spawn(move || {
            let queue = attach(getter, 1);
            MESSAGES.map(|_| get(&queue).expect("open"))
        });
        for message in MESSAGES {
            // Never waits, although no getter may have run yet.
            putter.try_put(message).expect("memory");
        }
        assert_eq!(getter.join().expect("no panic"), MESSAGES);
        assert!(putter.is_empty());
        for _ in MESSAGES {
            putter.task_done().expect("a task");
        }
        assert_eq!(finish(&words, putter.joining()), Ok(()));
    });
}

#[test]
fn two_putters_lose_nothing_beyond_the_ring() {
    model(2, || {
        let (words, queue) = queue();
        let others = words.clone();
        let other = thread::spawn(move || attach(others, 1).put(MESSAGES[1], Deadline::NEVER));
        queue.put(MESSAGES[0], Deadline::NEVER).expect("memory");
        let first = get(&queue).expect("a message");
        other.join().expect("no panic").expect("memory");
        let second = get(&queue).expect("a message");
        let mut got = [first, second];
        got.sort();
        assert_eq!(got, [MESSAGES[0], MESSAGES[1]]);
    });
}

#[test]
fn a_putter_may_die_anywhere_beyond_the_ring() {
    // Attaching takes 5 operations, a put beyond the ring about 35.
    for n_operations in (5..45).step_by(3) {
        model(1, move || {
            let (words, queue) = queue();
            queue.try_put(MESSAGES[0]).expect("room");
            let mortal = CrashAfter::new(words.clone(), n_operations);
            let supervisor = words.clone();
            let dying = thread::spawn(move || {
                let life = catch_crash(|| attach(mortal, 1).put(MESSAGES[1], Deadline::NEVER));
                if life == Err(Crashed) {
                    attach(supervisor, 2).supervise_death(agent(1));
                }
            });
            assert_eq!(get(&queue).as_deref(), Ok(MESSAGES[0]));
            dying.join().expect("no panic");
            queue.put(MESSAGES[2], Deadline::NEVER).expect("still works");
            let next = get(&queue).expect("a message");
            if next == MESSAGES[1] {
                assert_eq!(get(&queue).as_deref(), Ok(MESSAGES[2]));
            } else {
                assert_eq!(next, MESSAGES[2]);
            }
            assert!(queue.is_empty());
        });
    }
}
