//! The lock, the ring and the queue of `ipc` under loom: every interleaving of a few agents, up to
//! a bound on preemptions. `ipc_loom_objects.rs` has semaphores, events and barriers,
//! `ipc_loom_beyond.rs` messages beyond the ring.
#![cfg(not(target_arch = "wasm32"))]

mod loom_words;

use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::thread;
use loom_words::{Shared, finish, model};
use parallel_playground::ipc::testing::{ByteRing, CrashAfter, Crashed, catch_crash};
use parallel_playground::ipc::{AgentId, Deadline, Error, Lock, Overflow, Queue, Words};
use std::iter;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

impl Shared {
    fn queue(capacity: u32, maxsize: u32) -> (Self, Queue<Self>) {
        let words =
            Self::new(Queue::<Self>::needed_words(capacity) - capacity / 4, capacity, (0, 0));
        let queue = Queue::create(words.clone(), agent(9), capacity, maxsize, Overflow::Waits)
            .expect("a valid layout");
        (words, queue)
    }

    fn attach(&self, id: u32) -> Queue<Self> {
        Queue::attach(self.clone(), agent(id)).expect("a queue")
    }
}

fn agent(id: u32) -> AgentId {
    AgentId::new(id).expect("a valid id")
}

fn get<W: Words>(queue: &Queue<W>) -> Result<Vec<u8>, Error> {
    let mut message = Vec::new();
    queue.get(&mut message, Deadline::NEVER).map(|()| message)
}

/// Longer than fits in a ring of 16 bytes.
const LONG: &[u8] = b"012345678";
const END: &[u8] = b"!";

#[test]
fn lock_excludes_and_loses_no_wake_up() {
    model(2, || {
        let words = Shared::new(1, 0, (0, 0));
        let inside = Arc::new(UnsafeCell::new(0));
        let lock = Lock::at(0);
        let enter = move |words: &Shared, inside: &UnsafeCell<u32>, id| {
            lock.lock(words, agent(id), Deadline::NEVER).expect("no deadline");
            inside.with_mut(|n| {
                // SAFETY: loom fails the test if another agent is inside.
                unsafe { *n += 1 }
            });
            lock.unlock(words, agent(id)).expect("the owner");
        };
        let others = [1, 2].map(|id| {
            let (words, inside) = (words.clone(), inside.clone());
            thread::spawn(move || enter(&words, &inside, id))
        });
        enter(&words, &inside, 3);
        for other in others {
            other.join().expect("no panic");
        }
        // SAFETY: all agents have left.
        assert_eq!(inside.with(|n| unsafe { *n }), 3);
        assert_eq!(lock.owner(&words), None);
    });
}

#[test]
fn a_dead_owners_lock_passes_to_a_waiter() {
    model(2, || {
        let words = Shared::new(1, 0, (0, 0));
        let lock = Lock::at(0);
        assert!(lock.try_lock(&words, agent(1)));
        let waiting = [2, 3].map(|id| {
            let words = words.clone();
            thread::spawn(move || {
                // Agent 3 gives up at some moment; that must not affect the other agents.
                let deadline =
                    if id == 3 { Deadline::after_ms(&words, 1.0) } else { Deadline::NEVER };
                if lock.lock(&words, agent(id), deadline).is_ok() {
                    lock.unlock(&words, agent(id)).expect("the owner");
                }
            })
        });
        assert!(lock.release_dead(&words, agent(1)));
        for one in waiting {
            one.join().expect("no panic");
        }
    });
}

#[test]
fn lock_owner_may_die_anywhere() {
    // Locking is one operation; unlocking is a load, an exchange and, if an agent is parked, a
    // notification.
    for n_operations in 0..5 {
        model(3, move || {
            let words = Shared::new(1, 0, (0, 0));
            let lock = Lock::at(0);
            let mortal = CrashAfter::new(words.clone(), n_operations);
            let supervisor = words.clone();
            let mortal = thread::spawn(move || {
                let life = catch_crash(|| {
                    lock.lock(&mortal, agent(1), Deadline::NEVER).expect("no deadline");
                    lock.unlock(&mortal, agent(1)).expect("the owner");
                });
                if life == Err(Crashed) {
                    lock.release_dead(&supervisor, agent(1));
                }
            });
            lock.lock(&words, agent(2), Deadline::NEVER).expect("no deadline");
            lock.unlock(&words, agent(2)).expect("the owner");
            mortal.join().expect("no panic");
        });
    }
}

#[test]
fn ring_keeps_bytes_in_order_when_positions_and_cursors_wrap_around() {
    model(2, || {
        let words = Shared::new(ByteRing::HEADER_WORDS, 8, (0, 0));
        let ring = ByteRing::at(&words, 0, 8).expect("a valid layout");
        ring.start_at(&words, u32::MAX - 4);
        let writer = {
            let words = words.clone();
            thread::spawn(move || {
                let mut left = LONG;
                while !left.is_empty() {
                    let n = ring.write(&words, left, Deadline::NEVER).expect("open");
                    left = &left[n..];
                }
                ring.close(&words);
            })
        };
        let mut read = Vec::new();
        let mut piece = [0; 6];
        while let Ok(n) = ring.read(&words, &mut piece, Deadline::NEVER) {
            read.extend_from_slice(&piece[..n]);
        }
        assert_eq!(read, LONG);
        writer.join().expect("no panic");
    });
}

#[test]
fn ring_close_wakes_a_blocked_writer() {
    model(2, || {
        let words = Shared::new(ByteRing::HEADER_WORDS, 8, (0, 0));
        let ring = ByteRing::at(&words, 0, 8).expect("a valid layout");
        assert_eq!(ring.try_write(&words, LONG), Ok(8));
        let writer = {
            let words = words.clone();
            thread::spawn(move || ring.write(&words, b"x", Deadline::NEVER))
        };
        ring.close(&words);
        assert_eq!(writer.join().expect("no panic"), Err(Error::Closed));
    });
}

/// Two putters, one getter, and room for one message at a time in the ring (`maxsize` 0) or by
/// count (1).
fn two_putters_one_getter(preemptions: usize, capacity: u32, maxsize: u32) {
    model(preemptions, move || {
        let (words, queue) = Shared::queue(capacity, maxsize);
        let getter = words.attach(1);
        let getter = thread::spawn(move || [get(&getter), get(&getter)]);
        let other = words.attach(2);
        let other = thread::spawn(move || other.put(&[2], Deadline::NEVER));
        assert_eq!(queue.put(&[1], Deadline::NEVER), Ok(()));
        let mut got = getter.join().expect("no panic").map(|message| message.expect("open")[0]);
        got.sort_unstable();
        assert_eq!(got, [1, 2]);
        assert_eq!(other.join().expect("no panic"), Ok(()));
        assert!(queue.is_empty());
    });
}

#[test]
fn two_putters_share_a_ring_that_holds_one_message() {
    two_putters_one_getter(2, 16, 0);
}

#[test]
fn two_putters_share_a_queue_of_maxsize_one() {
    two_putters_one_getter(1, 32, 1);
}

#[test]
fn two_getters_get_each_message_once() {
    model(1, || {
        let (words, queue) = Shared::queue(32, 0);
        let getters = [1, 2].map(|id| {
            let queue = words.attach(id);
            thread::spawn(move || get(&queue).expect("open")[0])
        });
        queue.put(&[1], Deadline::NEVER).expect("open");
        queue.put(&[2], Deadline::NEVER).expect("open");
        let mut got = getters.map(|getter| getter.join().expect("no panic"));
        got.sort_unstable();
        assert_eq!(got, [1, 2]);
    });
}

#[test]
fn close_wakes_the_blocked_putter_and_the_blocked_getter() {
    model(2, || {
        let (full_words, full) = Shared::queue(16, 1);
        let (empty_words, empty) = Shared::queue(16, 1);
        full.put(&[1], Deadline::NEVER).expect("room");
        let putter = full_words.attach(1);
        let putter = thread::spawn(move || putter.put(&[2], Deadline::NEVER));
        let getter = empty_words.attach(2);
        let getter = thread::spawn(move || get(&getter));
        full.close();
        empty.close();
        assert_eq!(putter.join().expect("no panic"), Err(Error::Closed));
        assert_eq!(getter.join().expect("no panic"), Err(Error::Closed));
    });
}

#[test]
fn close_wakes_both_ends_of_a_stream_and_they_agree_on_the_outcome() {
    model(2, || {
        let (words, queue) = Shared::queue(16, 0);
        let putter = words.attach(1);
        let putter = thread::spawn(move || putter.put(LONG, Deadline::NEVER));
        let getter = words.attach(2);
        let getter = thread::spawn(move || get(&getter));
        queue.close();
        let put = putter.join().expect("no panic");
        assert_eq!(put.map(|()| LONG.to_vec()), getter.join().expect("no panic"));
    });
}

#[test]
fn after_finish_every_successful_put_is_got_and_then_the_getter_is_woken() {
    model(2, || {
        let (words, queue) = Shared::queue(32, 0);
        let putter = words.attach(1);
        let putter = thread::spawn(move || putter.put(&[1], Deadline::NEVER));
        let finisher = words.attach(2);
        let finisher = thread::spawn(move || finisher.finish());
        let n_got = iter::from_fn(|| get(&queue).ok()).count();
        assert_eq!(usize::from(putter.join().expect("no panic").is_ok()), n_got);
        finisher.join().expect("no panic");
    });
}

#[test]
fn message_longer_than_the_ring_arrives_whole_and_in_order() {
    model(1, || {
        let (words, queue) = Shared::queue(16, 0);
        let putter = words.attach(1);
        let putter = thread::spawn(move || {
            for message in [b"a", LONG, b""] {
                putter.put(message, Deadline::NEVER).expect("open");
            }
        });
        for message in [b"a", LONG, b""] {
            assert_eq!(get(&queue).as_deref(), Ok(message));
        }
        putter.join().expect("no panic");
    });
}

#[test]
fn stream_does_not_overtake_what_was_put_before_it() {
    model(2, || {
        let (words, queue) = Shared::queue(16, 0);
        let putter = words.attach(1);
        let putter = thread::spawn(move || {
            // An offer that may be withdrawn, so that the getter may find another offer than the
            // one it saw.
            let first = putter.put(LONG, Deadline::NOW);
            putter.put(b"a", Deadline::NEVER).expect("open");
            putter.put(LONG, Deadline::NEVER).expect("open");
            first
        });
        let mut got = vec![get(&queue).expect("open"), get(&queue).expect("open")];
        if got[0] == LONG {
            got.push(get(&queue).expect("open"));
        }
        assert_eq!(got[got.len() - 2..], [b"a", LONG]);
        assert_eq!(putter.join().expect("no panic").is_ok(), got.len() == 3);
    });
}

#[test]
fn putter_that_gives_up_a_stream_agrees_with_the_getter() {
    model(2, || {
        let (words, queue) = Shared::queue(16, 0);
        let putter = words.attach(1);
        let putter = thread::spawn(move || {
            let put = putter.put(LONG, Deadline::NOW);
            putter.put(END, Deadline::NEVER).expect("open");
            put
        });
        let first = get(&queue).expect("open");
        let was_long = first == LONG;
        if was_long {
            assert_eq!(get(&queue).as_deref(), Ok(END));
        } else {
            assert_eq!(first, END);
        }
        assert_eq!(
            putter.join().expect("no panic"),
            if was_long { Ok(()) } else { Err(Error::Full) }
        );
    });
}

#[test]
fn getter_that_gives_up_a_stream_leaves_it_whole() {
    model(1, || {
        let (words, queue) = Shared::queue(16, 0);
        let getter = words.attach(1);
        let getter = thread::spawn(move || {
            let mut message = Vec::new();
            while getter.get(&mut message, Deadline::NOW).is_err() {
                if getter.get(&mut message, Deadline::NEVER).is_ok() {
                    break;
                }
            }
            message
        });
        assert_eq!(queue.put(LONG, Deadline::NEVER), Ok(()));
        assert_eq!(getter.join().expect("no panic"), LONG);
    });
}

/// A putter of `message` dies after each possible number of operations, beside a getter. Returns
/// the number of operations after which it no longer dies.
fn putter_dies_everywhere(message: &'static [u8]) -> u32 {
    for n_operations in 0.. {
        let died = std::sync::Arc::new(AtomicBool::new(true));
        let seen = died.clone();
        model(1, move || {
            let (words, queue) = Shared::queue(16, 0);
            let mortal = CrashAfter::new(words.clone(), n_operations + 4);
            let supervisor = words.attach(3);
            let putter = thread::spawn(move || {
                let put = catch_crash(|| {
                    Queue::attach(mortal, agent(1)).expect("a queue").put(message, Deadline::NEVER)
                });
                if put == Err(Crashed) {
                    supervisor.supervise_death(agent(1));
                }
                supervisor.put(END, Deadline::NEVER).expect("open");
                put
            });
            let first = get(&queue).expect("open");
            if first == message {
                assert_eq!(get(&queue).as_deref(), Ok(END));
            } else {
                assert_eq!(first, END);
            }
            assert_eq!(queue.size(), 0);
            let put = putter.join().expect("no panic");
            assert!(put == Err(Crashed) || first == message);
            seen.store(put == Err(Crashed), Relaxed);
        });
        if !died.load(Relaxed) {
            return n_operations;
        }
    }
    unreachable!("some number of operations suffices")
}

#[test]
fn putter_may_die_anywhere() {
    assert!(putter_dies_everywhere(b"x") > 10);
}

#[test]
fn putter_may_die_anywhere_in_a_stream() {
    assert!(putter_dies_everywhere(LONG) > 10);
}

#[test]
fn join_returns_when_every_message_is_done_also_a_streamed_one() {
    for message in [b"a".as_slice(), LONG] {
        model(1, move || {
            let (words, queue) = Shared::queue(16, 0);
            let worker = words.attach(1);
            let worker = thread::spawn(move || {
                get(&worker).expect("open");
                worker.task_done().expect("it was put");
                assert_eq!(worker.task_done(), Err(Error::NoTask));
            });
            queue.put(message, Deadline::NEVER).expect("open");
            finish(&words, queue.joining()).expect("open");
            assert_eq!(queue.n_unfinished(), 0);
            worker.join().expect("no panic");
        });
    }
}
