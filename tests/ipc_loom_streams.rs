//! Messages longer than the ring under loom: two after one another whose putter dies at each of its
//! operations, and one whose getter does.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "other models use the rest")]
mod loom_words;

use loom::thread;
use loom_words::{Shared, model};
use parallel_playground::ipc::testing::{CrashAfter, Crashed, catch_crash};
use parallel_playground::ipc::{AgentId, Deadline, Error, Overflow, Queue, Words};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// Each takes two pieces of a ring of 16 bytes.
const LONG: [&[u8]; 2] = [b"012345678", b"abcdefghi"];
const END: &[u8] = b"!";
const CAPACITY: u32 = 16;

fn agent(id: u32) -> AgentId {
    AgentId::new(id).expect("a valid id")
}

fn queue() -> (Shared, Queue<Shared>) {
    let n_own = Queue::<Shared>::needed_words(CAPACITY) - CAPACITY / 4;
    let words = Shared::new(n_own, CAPACITY, (0, 0));
    let queue = Queue::create(words.clone(), agent(9), CAPACITY, 0, Overflow::Waits);
    (words, queue.expect("a valid layout"))
}

fn attach<W: Words>(words: W, id: u32) -> Queue<W> {
    Queue::attach(words, agent(id)).expect("a queue")
}

fn get<W: Words>(queue: &Queue<W>) -> Result<Vec<u8>, Error> {
    let mut message = Vec::new();
    queue.get(&mut message, Deadline::NEVER).map(|()| message)
}

/// Runs the model for an agent that dies after each possible number of operations, and returns the
/// number from which on it lives.
fn dies_everywhere(agents: fn(u32) -> bool) -> u32 {
    for n_operations in 0.. {
        let died = Arc::new(AtomicBool::new(true));
        let seen = Arc::clone(&died);
        // The operations of attaching come before.
        model(1, move || seen.store(agents(n_operations + 4), Relaxed));
        if !died.load(Relaxed) {
            return n_operations;
        }
    }
    unreachable!("some number of operations suffices")
}

#[test]
fn a_putter_of_two_long_messages_may_die_anywhere() {
    let n_operations = dies_everywhere(|n| {
        let (words, queue) = queue();
        let mortal = CrashAfter::new(words.clone(), n);
        let supervisor = attach(words, 3);
        let putter = thread::spawn(move || {
            let put = catch_crash(|| {
                let queue = attach(mortal, 1);
                LONG.map(|message| queue.put(message, Deadline::NEVER).expect("open"))
            });
            if put == Err(Crashed) {
                supervisor.supervise_death(agent(1));
            }
            supervisor.put(END, Deadline::NEVER).expect("open");
            put == Err(Crashed)
        });
        let mut n_got = 0;
        loop {
            let message = get(&queue).expect("open");
            if message == END {
                break;
            }
            assert_eq!(message, LONG[n_got], "whole, and in order");
            n_got += 1;
        }
        assert_eq!(queue.size(), 0);
        let died = putter.join().expect("no panic");
        assert!(died || n_got == LONG.len(), "what was put is got");
        died
    });
    assert!(n_operations > 20, "{n_operations}");
}

#[test]
fn a_getter_of_a_long_message_may_die_anywhere() {
    let n_operations = dies_everywhere(|n| {
        let (words, queue) = queue();
        let mortal = CrashAfter::new(words.clone(), n);
        let other = attach(words, 3);
        let getter = thread::spawn(move || {
            let got = catch_crash(|| get(&attach(mortal, 1)));
            if got == Err(Crashed) {
                other.supervise_death(agent(1));
            }
            let rest = get(&other).expect("open");
            (got, rest)
        });
        queue.put(LONG[0], Deadline::NEVER).expect("open");
        queue.put(END, Deadline::NEVER).expect("open");
        let (got, rest) = getter.join().expect("no panic");
        match &got {
            Ok(message) => assert_eq!((message.as_deref(), &rest[..]), (Ok(LONG[0]), END)),
            // It was lost with its getter, which had taken it, or it is whole.
            Err(Crashed) => assert!(rest == LONG[0] || rest == END),
        }
        got.is_err()
    });
    assert!(n_operations > 10, "{n_operations}");
}
