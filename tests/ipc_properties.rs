//! The lock, the ring and the queue of `ipc` on the host: random shapes against an oracle, real
//! threads, and deaths at every point. `ipc_objects_properties.rs` has semaphores, events and
//! barriers.
//!
//! Everything runs under a watchdog that turns a hang into a failure; waits are for events, never
//! for an amount of time. A failure prints the inputs that proptest shrank it to, and the seed that
//! repeats it.
#![cfg(not(target_arch = "wasm32"))]

mod watched;

use parallel_playground::ipc::testing::{ByteRing, CrashAfter, Crashed, HostWords, catch_crash};
use parallel_playground::ipc::{
    AgentId, Deadline, Error, Lock, Overflow, Queue, Step, Wait, WaitReason, Words,
};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::VecDeque;
use std::sync::Arc;
use std::thread;
use watched::{seeded, until_asleep, watched};

type Shared = Arc<HostWords>;

fn agent(id: u32) -> AgentId {
    AgentId::new(id).expect("a valid id")
}

/// A queue and its words. The words are dirty, like reused memory.
fn queue(capacity: u32, maxsize: u32) -> (Shared, Queue<Shared>) {
    let words = Arc::new(HostWords::new(Queue::<Shared>::needed_words(capacity)));
    (0..words.n_words()).for_each(|index| words.store(index, 0xdead_beef));
    let queue = Queue::create(words.clone(), agent(1000), capacity, maxsize, Overflow::Waits)
        .expect("a valid layout");
    (words, queue)
}

fn attach(words: &Shared, id: u32) -> Queue<Shared> {
    Queue::attach(words.clone(), agent(id)).expect("a queue")
}

/// A message with its sender and number, padded to `len` with bytes that depend on both.
fn message(sender: u8, number: u32, len: usize) -> Vec<u8> {
    let mut bytes = vec![sender];
    bytes.extend_from_slice(&number.to_le_bytes());
    bytes.extend(
        (5..len.max(5))
            .map(|i| (i as u32 ^ number).wrapping_mul(31).wrapping_add(sender.into()) as u8),
    );
    bytes
}

/// Checks every byte of a message and returns its sender and number.
fn read_message(bytes: &[u8]) -> (u8, u32) {
    let number = u32::from_le_bytes(bytes[1..5].try_into().expect("four bytes"));
    assert_eq!(bytes, message(bytes[0], number, bytes.len()), "a message was damaged");
    (bytes[0], number)
}

/// The bytes that a message takes in the ring.
const fn record(len: usize) -> usize {
    8 + len.next_multiple_of(8)
}

#[derive(Debug, Clone)]
enum Action {
    Put(usize),
    Get,
}

fn actions(max_len: usize) -> impl Strategy<Value = Vec<Action>> {
    vec(prop_oneof![(0..=max_len).prop_map(Action::Put), Just(Action::Get)], 0..200)
}

proptest! {
    #![proptest_config(seeded(200))]

    #[test]
    fn queue_behaves_like_a_bounded_deque(
        log_capacity in 3_u32..8,
        maxsize in 0_u32..5,
        start in prop_oneof![Just(0), (u32::MAX - 300)..=u32::MAX],
        actions in actions(40),
    ) {
        let capacity = 1 << log_capacity;
        let (words, queue) = queue(capacity, maxsize);
        queue.start_at(start);
        let mut oracle = VecDeque::<Vec<u8>>::new();
        let mut got = Vec::new();
        for (number, action) in actions.into_iter().enumerate() {
            match action {
                Action::Put(len) => {
                    let bytes: Vec<u8> = (0..len).map(|i| (i + number) as u8).collect();
                    let used: usize = oracle.iter().map(|queued| record(queued.len())).sum();
                    let expected = if record(len) > capacity as usize {
                        Err(Error::TooLarge { len_bytes: len, max_bytes: capacity - 8 })
                    } else if used + record(len) > capacity as usize
                        || (maxsize > 0 && oracle.len() >= maxsize as usize)
                    {
                        Err(Error::Full)
                    } else {
                        oracle.push_back(bytes.clone());
                        Ok(())
                    };
                    prop_assert_eq!(queue.try_put(&bytes), expected);
                    if expected.is_err() {
                        // Without a getter a put that may wait fails as well, and nothing of it is
                        // left.
                        prop_assert_eq!(
                            queue.put(&bytes, Deadline::after_ms(&words, 0.0)),
                            Err(Error::Full)
                        );
                    }
                }
                Action::Get => {
                    let expected = oracle.pop_front();
                    prop_assert_eq!(
                        queue.try_get(&mut got),
                        if expected.is_some() { Ok(()) } else { Err(Error::Empty) }
                    );
                    prop_assert_eq!(&got, &expected.unwrap_or_default());
                }
            }
            prop_assert_eq!(queue.size() as usize, oracle.len());
            prop_assert_eq!(queue.is_empty(), oracle.is_empty());
            prop_assert_eq!(queue.is_full(), maxsize > 0 && oracle.len() >= maxsize as usize);
        }
    }

    #[test]
    fn ring_behaves_like_a_deque_of_bytes(
        log_capacity in 3_u32..8,
        start in prop_oneof![Just(0), (u32::MAX - 300)..=u32::MAX],
        actions in actions(300),
    ) {
        let capacity = 1 << log_capacity;
        let canary = [0xa5; 16];
        let words = HostWords::new(ByteRing::HEADER_WORDS + capacity / 4 + 4);
        words.copy_in(ByteRing::HEADER_WORDS * 4 + capacity, &canary);
        let ring = ByteRing::at(&words, 0, capacity).expect("a valid layout");
        ring.start_at(&words, start);
        let mut oracle = VecDeque::new();
        for (number, action) in actions.into_iter().enumerate() {
            match action {
                Action::Put(len) => {
                    let bytes: Vec<u8> = (0..len).map(|i| (i * 7 + number) as u8).collect();
                    let n = len.min(capacity as usize - oracle.len());
                    prop_assert_eq!(ring.try_write(&words, &bytes), Ok(n));
                    oracle.extend(&bytes[..n]);
                }
                Action::Get => {
                    let mut bytes = vec![0; number % 20];
                    let n = bytes.len().min(oracle.len());
                    prop_assert_eq!(ring.try_read(&words, &mut bytes), Ok(n));
                    prop_assert_eq!(&bytes[..n], &oracle.drain(..n).collect::<Vec<u8>>());
                }
            }
        }
        ring.close(&words);
        let mut rest = vec![0; oracle.len() + 1];
        prop_assert_eq!(ring.try_write(&words, b"x"), Err(Error::Closed));
        if !oracle.is_empty() {
            prop_assert_eq!(ring.try_read(&words, &mut rest), Ok(oracle.len()));
            prop_assert_eq!(&rest[..oracle.len()], oracle.make_contiguous());
        }
        prop_assert_eq!(ring.try_read(&words, &mut rest), Err(Error::Closed));
        let mut after = [0; 16];
        words.copy_out(ByteRing::HEADER_WORDS * 4 + capacity, &mut after);
        prop_assert_eq!(after, canary);
    }
}

/// Checks that the numbers of each sender are increasing.
fn assert_rising(got: &[(u8, u32)]) {
    let mut last = [None; 256];
    for &(sender, number) in got {
        assert!(
            last[sender as usize] < Some(number),
            "sender {sender}: {number} after {:?}",
            last[sender as usize]
        );
        last[sender as usize] = Some(number);
    }
}

proptest! {
    // Threads are not deterministic: shrinking would only repeat the wait for the watchdog.
    #![proptest_config(ProptestConfig { max_shrink_iters: 0, ..seeded(24) })]

    #[test]
    fn threads_get_each_message_once_in_its_senders_order(
        log_capacity in 3_u32..10,
        maxsize in 0_u32..4,
        start in prop_oneof![Just(0), (u32::MAX - 3000)..=u32::MAX],
        n_putters in 1_u8..4,
        n_getters in 1_u8..4,
        lens in vec(0_usize..400, 1..20),
        n_messages in 0_u32..120,
    ) {
        watched(move || {
            let (words, queue) = queue(1 << log_capacity, maxsize);
            queue.start_at(start);
            let putters: Vec<_> = (0..n_putters)
                .map(|id| {
                    let (queue, lens) = (attach(&words, u32::from(id) + 1), lens.clone());
                    thread::spawn(move || {
                        for number in 0..n_messages {
                            let len = lens[number as usize % lens.len()];
                            queue.put(&message(id, number, len), Deadline::NEVER).expect("open");
                        }
                    })
                })
                .collect();
            let getters: Vec<_> = (0..n_getters)
                .map(|id| {
                    let queue = attach(&words, u32::from(id) + 100);
                    thread::spawn(move || {
                        let (mut got, mut bytes) = (Vec::new(), Vec::new());
                        while queue.get(&mut bytes, Deadline::NEVER).is_ok() {
                            got.push(read_message(&bytes));
                        }
                        got
                    })
                })
                .collect();
            for putter in putters {
                putter.join().expect("no panic");
            }
            queue.finish();
            let mut all = Vec::new();
            for getter in getters {
                let got = getter.join().expect("no panic");
                assert_rising(&got);
                all.extend(got);
            }
            all.sort_unstable();
            let expected: Vec<_> = (0..n_putters)
                .flat_map(|id| (0..n_messages).map(move |number| (id, number)))
                .collect();
            assert_eq!(all, expected);
            assert!(queue.is_empty());
        });
    }

    #[test]
    fn threads_with_deadlines_neither_lose_nor_duplicate_messages(
        log_capacity in 3_u32..7,
        maxsize in 0_u32..3,
        lens in vec(0_usize..200, 1..9),
        n_messages in 1_u32..60,
    ) {
        watched(move || {
            let (words, queue) = queue(1 << log_capacity, maxsize);
            let putters: Vec<_> = (0..2)
                .map(|id| {
                    let (words, queue, lens) =
                        (words.clone(), attach(&words, u32::from(id) + 1), lens.clone());
                    thread::spawn(move || {
                        (0..n_messages)
                            .filter(|&number| {
                                let timeout_ms = f64::from(number % 3) * 0.05;
                                let len = lens[number as usize % lens.len()];
                                queue
                                    .put(
                                        &message(id, number, len),
                                        Deadline::after_ms(&words, timeout_ms),
                                    )
                                    .is_ok()
                            })
                            .map(|number| (id, number))
                            .collect::<Vec<_>>()
                    })
                })
                .collect();
            let getters: Vec<_> = (0..2)
                .map(|id| {
                    let (words, queue) = (words.clone(), attach(&words, id + 100));
                    thread::spawn(move || {
                        let (mut got, mut bytes) = (Vec::new(), Vec::new());
                        loop {
                            match queue.get(&mut bytes, Deadline::after_ms(&words, 0.02)) {
                                Ok(()) => got.push(read_message(&bytes)),
                                Err(Error::Empty) => {}
                                Err(_) => return got,
                            }
                        }
                    })
                })
                .collect();
            let mut put: Vec<_> =
                putters.into_iter().flat_map(|putter| putter.join().expect("no panic")).collect();
            queue.finish();
            let mut got: Vec<_> =
                getters.into_iter().flat_map(|getter| getter.join().expect("no panic")).collect();
            put.sort_unstable();
            got.sort_unstable();
            assert_eq!(got, put);
        });
    }

    #[test]
    fn agents_that_die_do_not_harm_others(
        log_capacity in 3_u32..7,
        maxsize in 0_u32..3,
        len in 5_usize..100,
        lives in vec(5_u32..200, 8),
        n_messages in 1_u32..60,
    ) {
        watched(move || {
            let (words, queue) = queue(1 << log_capacity, maxsize);
            let putter = {
                let queue = attach(&words, 1);
                thread::spawn(move || {
                    (0..n_messages).for_each(|number| {
                        queue.put(&message(0, number, len), Deadline::NEVER).expect("open");
                    });
                })
            };
            let getter = {
                let queue = attach(&words, 2);
                thread::spawn(move || {
                    let (mut got, mut bytes) = (Vec::new(), Vec::new());
                    while queue.get(&mut bytes, Deadline::NEVER).is_ok() {
                        got.push(read_message(&bytes));
                    }
                    got
                })
            };
            // Short-lived agents on both sides, one after another; only the last message of each is
            // in doubt.
            let (mut got, mut put, mut in_doubt) = (Vec::new(), Vec::new(), Vec::new());
            let mut n_lost = 0;
            for (i, &life) in lives.iter().enumerate() {
                let (id, sender) = (agent(i as u32 + 10), i as u8 + 10);
                let mortal = CrashAfter::new(words.clone(), life);
                let mut number = 0;
                let end = catch_crash(|| {
                    let mortal = Queue::attach(mortal, id).expect("a queue");
                    if i % 2 == 0 {
                        while number < 50 {
                            mortal
                                .put(&message(sender, number, len), Deadline::NEVER)
                                .expect("open");
                            put.push((sender, number));
                            number += 1;
                        }
                    } else {
                        let mut bytes = Vec::new();
                        while number < 50 && mortal.try_get(&mut bytes).is_ok() {
                            got.push(read_message(&bytes));
                            number += 1;
                        }
                    }
                });
                if end == Err(Crashed) {
                    queue.supervise_death(id);
                    if i % 2 == 0 { in_doubt.push((sender, number)) } else { n_lost += 1 }
                }
            }
            putter.join().expect("no panic");
            queue.finish();
            let got_alive = getter.join().expect("no panic");
            assert_rising(&got_alive);
            got.extend(got_alive);
            put.extend((0..n_messages).map(|number| (0, number)));
            got.sort_unstable();
            let n_got = got.len();
            got.dedup();
            assert_eq!(got.len(), n_got, "a message was got twice");
            assert!(
                got.iter().all(|one| put.contains(one) || in_doubt.contains(one)),
                "a message that was never put"
            );
            let n_missing = put.iter().filter(|one| !got.contains(one)).count();
            assert!(n_missing <= n_lost, "{n_missing} messages missing, {n_lost} getters died");
        });
    }
}

#[test]
fn a_wait_ends_at_its_timeout_or_if_the_word_differs() {
    let words = HostWords::new(1);
    assert_eq!(words.wait(0, 0, Some(1.0)), Wait::TimedOut);
    assert_eq!(words.wait(0, 1, None), Wait::Woken);
    assert_eq!(words.n_asleep(), 0);
}

#[test]
fn notify_wakes_at_most_count_agents_and_only_on_its_word() {
    watched(|| {
        let words = Arc::new(HostWords::new(2));
        let sleepers = [0, 0, 1].map(|index| {
            let words = words.clone();
            thread::spawn(move || words.wait(index, 0, None))
        });
        until_asleep(&words, 3);
        words.notify(0, 1);
        assert_eq!(words.n_asleep(), 2);
        words.notify(0, u32::MAX);
        assert_eq!(words.n_asleep(), 1);
        words.notify(1, 1);
        for sleeper in sleepers {
            assert_eq!(sleeper.join().expect("no panic"), Wait::Woken);
        }
    });
}

#[test]
fn lock_is_refused_while_held_and_only_its_owner_releases_it() {
    let words = HostWords::new(1);
    let lock = Lock::at(0);
    assert_eq!(lock.unlock(&words, agent(1)), Err(Error::NotOwner { owner: None }));
    assert!(lock.try_lock(&words, agent(1)));
    assert!(!lock.try_lock(&words, agent(2)));
    assert_eq!(lock.lock(&words, agent(2), Deadline::after_ms(&words, 1.0)), Err(Error::TimedOut));
    assert_eq!(lock.unlock(&words, agent(2)), Err(Error::NotOwner { owner: Some(agent(1)) }));
    assert!(!lock.release_dead(&words, agent(2)));
    assert!(lock.release_dead(&words, agent(1)));
    assert_eq!(lock.owner(&words), None);
    assert_eq!((AgentId::new(0), AgentId::new(1 << 31)), (None, None));
}

#[test]
fn a_counter_under_the_lock_is_exact() {
    const N_LAPS: u32 = 2000;
    watched(|| {
        let words = Arc::new(HostWords::new(2));
        let threads: Vec<_> = (1..=4)
            .map(|id| {
                let words = words.clone();
                thread::spawn(move || {
                    for _ in 0..N_LAPS {
                        Lock::at(0).lock(&words, agent(id), Deadline::NEVER).expect("no deadline");
                        words.store(1, words.load(1) + 1);
                        Lock::at(0).unlock(&words, agent(id)).expect("the owner");
                    }
                })
            })
            .collect();
        for thread in threads {
            thread.join().expect("no panic");
        }
        assert_eq!(words.load(1), 4 * N_LAPS);
    });
}

#[test]
fn blocked_agents_park_until_a_change_or_their_deadline() {
    watched(|| {
        let (words, queue) = queue(16, 0);
        let mut bytes = Vec::new();
        assert_eq!(queue.get(&mut bytes, Deadline::after_ms(&words, 5.0)), Err(Error::Empty));
        assert!(words.now_ms() >= 5.0);
        let getter = attach(&words, 1);
        let getter = thread::spawn(move || {
            let mut bytes = Vec::new();
            getter.get(&mut bytes, Deadline::NEVER).map(|()| bytes)
        });
        until_asleep(&words, 1);
        queue.put(b"abcd", Deadline::NEVER).expect("open");
        assert_eq!(getter.join().expect("no panic").as_deref(), Ok(b"abcd".as_slice()));
        queue.put(b"abcd", Deadline::NEVER).expect("open");
        let putter = attach(&words, 2);
        let putter = thread::spawn(move || putter.put(b"", Deadline::NEVER));
        until_asleep(&words, 1);
        queue.try_get(&mut bytes).expect("a message");
        assert_eq!(putter.join().expect("no panic"), Ok(()));
        assert_eq!(queue.size(), 1);
    });
}

#[test]
fn close_wakes_all_waiters_and_fails_every_call_even_with_messages_left() {
    watched(|| {
        let (words, queue) = queue(16, 1);
        let getters = [1, 2].map(|id| {
            let queue = attach(&words, id);
            thread::spawn(move || queue.get(&mut Vec::new(), Deadline::NEVER))
        });
        until_asleep(&words, 2);
        queue.close();
        for getter in getters {
            assert_eq!(getter.join().expect("no panic"), Err(Error::Closed));
        }
        let queue =
            Queue::create(words.clone(), agent(1), 16, 1, Overflow::Waits).expect("a valid layout");
        queue.try_put(b"left").expect("room");
        // One putter that waits for room, and one whose message is larger than the ring.
        let putters = [b"small".as_slice(), &[7; 100]].map(|bytes| {
            let queue = attach(&words, 2 + bytes.len() as u32);
            thread::spawn(move || queue.put(bytes, Deadline::NEVER))
        });
        until_asleep(&words, 2);
        queue.close();
        queue.finish();
        for putter in putters {
            assert_eq!(putter.join().expect("no panic"), Err(Error::Closed));
        }
        assert_eq!(queue.try_get(&mut Vec::new()), Err(Error::Closed));
        assert_eq!(queue.try_put(b""), Err(Error::Closed));
    });
}

#[test]
fn closing_during_a_stream_ends_both_sides() {
    watched(|| {
        let (words, queue) = queue(8, 0);
        let message = [7; 100];
        let mut putting = queue.putting(message.as_slice()).expect("short enough");
        assert!(matches!(putting.step(), Ok(Step::Wait(_, WaitReason::Condition))));
        let getter = attach(&words, 1);
        let mut getting = getter.getting(Vec::new());
        assert!(matches!(getting.step(), Ok(Step::Wait(_, WaitReason::Stream))));
        assert!(matches!(putting.step(), Ok(Step::Wait(_, WaitReason::Stream))));
        queue.close();
        assert_eq!(getting.step(), Err(Error::Closed));
        assert_eq!(putting.step(), Err(Error::Closed));
        assert_eq!(getting.into_message(), b"");
    });
}

#[test]
fn one_event_loop_can_stream_to_itself_without_parking() {
    let (words, queue) = queue(8, 0);
    let other = attach(&words, 1);
    let sent: Vec<u8> = (0..1000_u32).map(|i| i as u8).collect();
    let (mut putting, mut getting) =
        (queue.putting(sent.as_slice()).expect("short enough"), other.getting(Vec::new()));
    let mut put = putting.step().expect("open");
    assert_eq!(queue.size(), 1);
    loop {
        let got = getting.step().expect("open");
        if let Step::Wait(target, _) = put {
            // The change that it has to wait for has happened.
            assert_ne!(words.load(target.index), target.expected);
            put = putting.step().expect("open");
        }
        if (put, got) == (Step::Done, Step::Done) {
            break;
        }
    }
    assert_eq!(putting.give_up(), Ok(()));
    assert_eq!(getting.into_message(), sent);
    assert!(queue.is_empty());
}

#[test]
fn a_lock_held_briefly_does_not_make_a_queue_full_or_empty() {
    watched(|| {
        for lock in [Lock::at(32), Lock::at(64)] {
            let (words, queue) = queue(64, 0);
            queue.try_put(b"first").expect("room");
            assert!(lock.try_lock(&words, agent(1)));
            let other = attach(&words, 2);
            let other =
                thread::spawn(move || other.try_put(b"x").and(other.try_get(&mut Vec::new())));
            until_asleep(&words, 1);
            lock.unlock(&words, agent(1)).expect("the owner");
            assert_eq!(other.join().expect("no panic"), Ok(()));
        }
    });
}

#[test]
fn words_without_a_queue_are_refused() {
    let words = Arc::new(HostWords::new(112));
    assert_eq!(Queue::attach(words.clone(), agent(1)).err(), Some(Error::NotAQueue { found: 0 }));
    for capacity_bytes in [0, 4, 12, 1 << 31] {
        let refused =
            Queue::create(words.clone(), agent(1), capacity_bytes, 0, Overflow::Waits).err();
        assert_eq!(refused, Some(Error::BadCapacity { capacity_bytes }));
    }
    let refused = Queue::create(words, agent(1), 128, 0, Overflow::Waits).err();
    assert_eq!(refused, Some(Error::TooSmall { needed_words: 128, n_words: 112 }));
}

/// An action of a death test on a queue that holds "a".
type Deed = fn(&Queue<CrashAfter<Shared>>) -> Result<(), Error>;

/// Lets an agent die after each possible number of operations of `deed`, and checks that the queue
/// then holds `undone` or `done`.
fn dies_everywhere(deed: Deed, undone: &[&[u8]], done: &[&[u8]]) {
    for n_operations in 0.. {
        let (words, queue) = queue(32, 3);
        queue.try_put(b"a").expect("room");
        let mortal = Queue::attach(CrashAfter::new(words, n_operations + 5), agent(1));
        let end = mortal
            .is_ok()
            .then(|| catch_crash(|| deed(&mortal.expect("a queue"))))
            .expect("attached");
        queue.supervise_death(agent(1));
        // Supervising twice does no harm.
        queue.supervise_death(agent(1));
        let left = if queue.size() as usize == done.len() { done } else { undone };
        assert_eq!(queue.size() as usize, left.len());
        let mut bytes = Vec::new();
        for expected in left {
            queue.try_get(&mut bytes).expect("a message");
            assert_eq!(&bytes, expected, "after {n_operations} operations");
        }
        assert_eq!(queue.try_get(&mut bytes), Err(Error::Empty));
        // The whole ring can be used again, to the last byte, on every lap.
        for _ in 0..5 {
            queue.try_put(&[9; 24]).expect("room");
            queue.try_get(&mut bytes).expect("a message");
            assert_eq!(bytes, [9; 24]);
        }
        if end != Err(Crashed) {
            assert_eq!((end, left), (Ok(Ok(())), done));
            return;
        }
    }
}

#[test]
fn putter_may_die_anywhere() {
    watched(|| dies_everywhere(|queue| queue.try_put(b"b"), &[b"a"], &[b"a", b"b"]));
}

#[test]
fn getter_may_die_anywhere() {
    watched(|| dies_everywhere(|queue| queue.try_get(&mut Vec::new()), &[b"a"], &[]));
}

/// Streams `sent` between two agents, one of which dies after each possible number of operations.
fn stream_partner_dies_everywhere(putter_dies: bool) {
    let sent: Vec<u8> = (0..100).collect();
    for n_operations in 0.. {
        let (words, queue) = queue(16, 0);
        let mortal = CrashAfter::new(words.clone(), n_operations + 5);
        let partner = attach(&words, 2);
        let sent_too = sent.clone();
        let partner = thread::spawn(move || {
            let mut bytes = Vec::new();
            if putter_dies {
                partner.get(&mut bytes, Deadline::NEVER).expect("open");
            } else {
                partner.put(&sent_too, Deadline::NEVER).expect("open");
            }
            bytes
        });
        let end = catch_crash(|| {
            let mortal = Queue::attach(mortal, agent(1)).expect("a queue");
            let mut bytes = Vec::new();
            if putter_dies {
                mortal.put(&sent, Deadline::NEVER).expect("open");
            } else {
                mortal.get(&mut bytes, Deadline::NEVER).expect("open");
            }
            bytes
        });
        queue.supervise_death(agent(1));
        if putter_dies {
            queue.put(b"end", Deadline::NEVER).expect("open");
            queue.finish();
            let first = partner.join().expect("no panic");
            assert!(first == sent || (end == Err(Crashed) && first == b"end"), "{first:?}");
        } else {
            let mut bytes = Vec::new();
            let rest =
                thread::spawn(move || queue.get(&mut bytes, Deadline::NEVER).map(|()| bytes));
            // The survivor has the message, or the dead agent had taken it.
            partner.join().expect("no panic");
            attach(&words, 3).finish();
            match rest.join().expect("no panic") {
                Ok(bytes) => assert!(end == Err(Crashed) && bytes == sent),
                Err(error) => assert_eq!(error, Error::Closed),
            }
        }
        if end != Err(Crashed) {
            return;
        }
    }
}

#[test]
fn putter_of_a_stream_may_die_anywhere() {
    watched(|| stream_partner_dies_everywhere(true));
}

#[test]
fn getter_of_a_stream_may_die_anywhere() {
    watched(|| stream_partner_dies_everywhere(false));
}
