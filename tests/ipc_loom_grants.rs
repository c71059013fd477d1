//! Room that is reserved and messages that are read in place, under loom: every interleaving of a
//! few agents, up to a bound on preemptions, also with an agent that dies at each of its
//! operations.
#![cfg(not(target_arch = "wasm32"))]

mod loom_words;

use loom::thread;
use loom_words::{Shared, finish, model};
use parallel_playground::ipc::testing::{CrashAfter, Crashed, catch_crash};
use parallel_playground::ipc::{AgentId, Deadline, Error, Overflow, Queue, Words};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// The capacity of the ring in bytes: two messages of 8 bytes, of which the second is always at the
/// edge.
const CAPACITY: u32 = 32;
/// The number of operations of `attach`.
const ATTACHING: u32 = 4;

fn queue(overflow: Overflow) -> (Shared, Queue<Shared>) {
    let n_header = Queue::<Shared>::needed_words(CAPACITY) - CAPACITY / 4;
    let words = Shared::new(n_header, CAPACITY, (2, 16));
    let queue = Queue::create(words.clone(), agent(9), CAPACITY, 0, overflow).expect("a layout");
    (words, queue)
}

fn agent(id: u32) -> AgentId {
    AgentId::new(id).expect("a valid id")
}

fn attach<W: Words>(words: W, id: u32) -> Queue<W> {
    Queue::attach(words, agent(id)).expect("a queue")
}

/// Writes 8 equal bytes in place.
fn put<W: Words>(queue: &Queue<W>, byte: u8) -> Result<(), Error> {
    let offset = queue.reserve(8, u32::from(byte), true, Deadline::NEVER)?;
    queue.words().copy_in(offset, &[byte; 8]);
    queue.commit()
}

/// Reads the first message in place; its bytes are equal to its tag.
fn get<W: Words>(queue: &Queue<W>) -> Result<u8, Error> {
    get_until(queue, Deadline::NEVER)
}

fn get_until<W: Words>(queue: &Queue<W>, deadline: Deadline) -> Result<u8, Error> {
    let found = queue.peek(deadline)?;
    let mut bytes = [0; 8];
    queue.words().copy_out(found.offset, &mut bytes);
    queue.release()?;
    assert_eq!((found.len, found.is_whole, bytes), (8, true, [found.tag as u8; 8]));
    Ok(bytes[0])
}

#[test]
fn what_is_written_in_place_is_read_in_place_in_order() {
    model(2, || {
        let (words, queue) = queue(Overflow::Waits);
        let getter = words.clone();
        let getter = thread::spawn(move || {
            let queue = attach(getter, 1);
            [(); 3].map(|()| get(&queue))
        });
        for byte in 1..=3 {
            put(&queue, byte).expect("open");
        }
        assert_eq!(getter.join().expect("no panic"), [Ok(1), Ok(2), Ok(3)]);
        assert!(queue.is_empty());
    });
}

#[test]
fn reservations_and_looks_given_up_wake_those_who_wait_for_them() {
    model(2, || {
        let (words, queue) = queue(Overflow::Waits);
        let other = words.clone();
        let other = thread::spawn(move || {
            let queue = attach(other.clone(), 1);
            put(&queue, 1).expect("open");
            // The other one only looks.
            finish(&other, queue.polling()).expect("open");
            get(&queue)
        });
        queue.reserve(8, 0, true, Deadline::NEVER).expect("open");
        queue.abandon().expect("its own");
        if queue.peek(Deadline::NOW).is_ok() {
            queue.put_back().expect("its own");
        }
        assert_eq!(other.join().expect("no panic"), Ok(1));
        assert!(queue.is_empty());
    });
}

/// How an agent's life ended: it died, or has got a byte, or an error.
type End = Result<Result<u8, Error>, Crashed>;

/// An agent dies after each possible number of operations of `life`, beside one that gets all
/// messages; then the other one puts 9. Calls `check` with what was got before the 9.
fn dies_everywhere(
    overflow: Overflow,
    before: &'static [u8],
    life: fn(&Queue<CrashAfter<Shared>>) -> Result<u8, Error>,
    check: fn(End, &[u8]),
) {
    for n_operations in 0.. {
        let died = std::sync::Arc::new(AtomicBool::new(true));
        let seen = died.clone();
        model(1, move || {
            let (words, queue) = queue(overflow);
            for &byte in before {
                put(&queue, byte).expect("room");
            }
            let mortal = CrashAfter::new(words.clone(), n_operations + ATTACHING);
            let supervisor = words.clone();
            let dying = thread::spawn(move || {
                let end = catch_crash(|| life(&attach(mortal, 1)));
                let supervisor = attach(supervisor, 2);
                if end == Err(Crashed) {
                    supervisor.supervise_death(agent(1));
                }
                put(&supervisor, 9).expect("open");
                end
            });
            let mut got = Vec::new();
            while got.last() != Some(&9) {
                got.push(get(&queue).expect("open"));
            }
            assert!(queue.is_empty());
            let end = dying.join().expect("no panic");
            check(end, &got[..got.len() - 1]);
            seen.store(end == Err(Crashed), Relaxed);
        });
        if !died.load(Relaxed) {
            assert!(n_operations > 10, "{n_operations} operations");
            return;
        }
    }
}

#[test]
fn a_putter_may_die_anywhere() {
    for (overflow, before) in [(Overflow::Waits, [].as_slice()), (Overflow::Allocates, &[1, 2])] {
        dies_everywhere(
            overflow,
            before,
            |queue| put(queue, 5).map(|()| 5),
            |end, got| {
                let (n, last) = (got.len(), got.last());
                assert!(end == Err(Crashed) || last == Some(&5), "{end:?}: {got:?}");
                // Whole, and at its place, or not at all.
                let others: Vec<u8> = got.iter().copied().filter(|&byte| byte != 5).collect();
                assert!(n <= others.len() + 1 && others.is_sorted());
            },
        );
    }
}

#[test]
fn a_getter_may_die_anywhere() {
    let life = |queue: &Queue<CrashAfter<Shared>>| get_until(queue, Deadline::NOW);
    dies_everywhere(Overflow::Waits, &[1], life, |end, got| match end {
        // One of the two has got it.
        Ok(Ok(byte)) => assert_eq!((byte, got), (1, [].as_slice())),
        Ok(Err(error)) => assert_eq!((error, got), (Error::Empty, [1].as_slice())),
        // A dead one has taken it, or has given it back.
        Err(Crashed) => assert!(got.is_empty() || got == [1]),
    });
}
