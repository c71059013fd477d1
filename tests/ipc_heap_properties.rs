//! The heap's allocator, and queues whose messages go there when the ring is full: against oracles,
//! with real threads, and with deaths at every point.
#![cfg(not(target_arch = "wasm32"))]

mod watched;

use parallel_playground::ipc::operation;
use parallel_playground::ipc::testing::{CrashAfter, Crashed, HostWords, catch_crash};
use parallel_playground::ipc::{AgentId, Claim, Deadline, Error, Overflow, Queue, Words};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::{mem, thread};
use watched::{seeded, watched};

type Shared = Arc<HostWords>;

fn agent(id: u32) -> AgentId {
    AgentId::new(id).expect("a valid id")
}

/// A queue with a ring of `capacity` bytes, and `n_bytes` of memory beyond it.
fn queue(capacity: u32, maxsize: u32, n_bytes: u32) -> (Shared, Queue<Shared>) {
    let n_own = Queue::<Shared>::needed_words(capacity);
    let words = Arc::new(HostWords::with_arena(n_own, n_own + n_bytes / 4));
    let queue = Queue::create(words.clone(), agent(1000), capacity, maxsize, Overflow::Allocates)
        .expect("a layout");
    (words, queue)
}

fn attach<W: Words>(words: W, id: u32) -> Queue<W> {
    Queue::attach(words, agent(id)).expect("a queue")
}

fn bytes_of(number: usize, len: usize) -> Vec<u8> {
    (0..len).map(|i| (i ^ number) as u8).collect()
}

/// The number of one-line blocks that can be allocated.
fn n_free_lines(words: &HostWords) -> usize {
    let blocks: Vec<u32> =
        std::iter::from_fn(|| words.allocator().allocate(64, Claim::Ordinary)).collect();
    for &block in &blocks {
        words.allocator().free(block, 64);
    }
    blocks.len()
}

proptest! {
    #![proptest_config(seeded(200))]

    #[test]
    fn blocks_never_overlap_and_all_memory_comes_back(
        steps in vec(
            prop_oneof![
                3 => (prop_oneof![0_u32..300, 0_u32..9000]).prop_map(Some),
                2 => Just(None),
            ],
            1..300,
        ),
        pick in any::<u64>(),
    ) {
        let words = HostWords::with_arena(0, 1 << 14);
        let all = n_free_lines(&words);
        let mut taken = BTreeMap::new();
        let mut pick = pick;
        for step in steps {
            match step {
                Some(bytes) => {
                    if let Some(block) = words.allocator().allocate(bytes, Claim::Ordinary) {
                        prop_assert_eq!(block % 64, 0);
                        let before =
                            taken.range(..block).next_back().map_or(0, |(at, bytes)| at + bytes);
                        prop_assert!(before <= block, "overlaps the block before it");
                        if let Some((&next, _)) = taken.range(block..).next() {
                            prop_assert!(
                                block + bytes.max(1) <= next,
                                "overlaps the block behind it"
                            );
                        }
                        prop_assert!(block + bytes <= words.n_words() * 4, "outside the memory");
                        taken.insert(block, bytes.max(1));
                    }
                }
                None if !taken.is_empty() => {
                    pick = pick.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    let place = (pick >> 33) as usize % taken.len();
                    let (&block, &bytes) = taken.iter().nth(place).expect("one of them");
                    taken.remove(&block);
                    words.allocator().free(block, bytes);
                }
                None => {}
            }
        }
        for (block, bytes) in taken {
            words.allocator().free(block, bytes);
        }
        prop_assert_eq!(words.allocator().used_bytes(), 0);
        prop_assert_eq!(n_free_lines(&words), all);
        // As one block again, however it had been divided.
        words.allocator().collect();
        prop_assert!(
            words
                .allocator()
                .allocate((all as u32 - all as u32 / 8) * 64, Claim::Ordinary)
                .is_some()
        );
    }

    #[test]
    fn overflowing_queue_behaves_like_a_deque_without_a_bound_in_bytes(
        log_capacity in 3_u32..8,
        maxsize in 0_u32..5,
        start in prop_oneof![Just(0), (u32::MAX - 300)..=u32::MAX],
        actions in vec(prop_oneof![3 => (0_usize..600).prop_map(Some), 2 => Just(None)], 0..300),
    ) {
        let (words, queue) = queue(1 << log_capacity, maxsize, 1 << 20);
        queue.start_at(start);
        let mut oracle = VecDeque::<Vec<u8>>::new();
        let mut got = Vec::new();
        for (number, action) in actions.into_iter().enumerate() {
            if let Some(len) = action {
                let full = maxsize > 0 && oracle.len() >= maxsize as usize;
                let expected = if full { Err(Error::Full) } else { Ok(()) };
                prop_assert_eq!(queue.try_put(&bytes_of(number, len)), expected);
                if !full {
                    oracle.push_back(bytes_of(number, len));
                }
            } else {
                let expected = oracle.pop_front();
                prop_assert_eq!(
                    queue.try_get(&mut got),
                    if expected.is_some() { Ok(()) } else { Err(Error::Empty) }
                );
                prop_assert_eq!(&got, &expected.unwrap_or_default());
            }
            prop_assert_eq!(queue.size() as usize, oracle.len());
            prop_assert_eq!(queue.is_full(), maxsize > 0 && oracle.len() >= maxsize as usize);
        }
        queue.close();
        queue.free_beyond();
        prop_assert_eq!(words.allocator().used_bytes(), 0);
    }
}

#[test]
fn a_put_fails_without_memory_and_succeeds_once_there_is_some() {
    let (words, queue) = queue(8, 0, 1 << 14);
    let mut n_put = 0;
    let error = loop {
        match queue.try_put(&bytes_of(n_put, 100)) {
            Ok(()) => n_put += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error, Error::NoMemory { bytes: 100 });
    assert!(n_put > 50);
    assert_eq!(queue.size() as usize, n_put);
    let mut got = Vec::new();
    for number in 0..n_put {
        queue.try_get(&mut got).expect("a message");
        assert_eq!(got, bytes_of(number, 100));
    }
    assert_eq!(queue.try_get(&mut got), Err(Error::Empty));
    queue.try_put(&bytes_of(0, 100)).expect("room again");
    assert_eq!(
        words.allocator().used_bytes(),
        64 + 64 + 128,
        "two nodes, one of them the dummy, and a message"
    );
}

#[test]
fn join_waits_for_messages_beyond_the_ring() {
    watched(|| {
        let (words, queue) = queue(8, 0, 1 << 14);
        queue.try_put(&bytes_of(0, 100)).expect("memory");
        assert_eq!(queue.n_unfinished(), 1);
        let joiner = attach(words.clone(), 1);
        let joiner = thread::spawn(move || {
            let words = joiner.words().clone();
            operation::run(&words, &mut joiner.joining(), Deadline::NEVER)
        });
        watched::until_asleep(&words, 1);
        queue.try_get(&mut Vec::new()).expect("a message");
        queue.task_done().expect("a task");
        assert_eq!(joiner.join().expect("no panic"), Ok(()));
        assert_eq!(queue.task_done(), Err(Error::NoTask));
    });
}

proptest! {
    // Threads are not deterministic: shrinking would only repeat the wait for the watchdog.
    #![proptest_config(ProptestConfig { max_shrink_iters: 0, ..seeded(24) })]

    #[test]
    fn threads_get_each_message_once_in_its_senders_order_and_free_its_memory(
        log_capacity in 3_u32..10,
        n_putters in 1_u8..4,
        n_getters in 1_u8..4,
        lens in vec(8_usize..400, 1..20),
        n_messages in 0_u32..300,
    ) {
        watched(move || {
            let (words, queue) = queue(1 << log_capacity, 0, 1 << 21);
            let putters: Vec<_> = (0..n_putters)
                .map(|id| {
                    let (queue, lens) = (attach(words.clone(), u32::from(id) + 1), lens.clone());
                    thread::spawn(move || {
                        let mut put = Vec::new();
                        for number in 0..n_messages {
                            let mut bytes = vec![id; lens[number as usize % lens.len()]];
                            bytes[1..5].copy_from_slice(&number.to_le_bytes());
                            let mut putting = queue.putting(&bytes[..]).expect("short");
                            operation::run(queue.words(), &mut putting, Deadline::NOW)
                                .expect("a queue without bound");
                            put.push((putting.number(), (id, number)));
                        }
                        put
                    })
                })
                .collect();
            let getters: Vec<_> = (0..n_getters)
                .map(|id| {
                    let queue = attach(words.clone(), u32::from(id) + 100);
                    thread::spawn(move || {
                        let (mut got, mut bytes) = (Vec::new(), Vec::new());
                        loop {
                            let mut getting = queue.getting(mem::take(&mut bytes));
                            if operation::run(queue.words(), &mut getting, Deadline::NEVER).is_err()
                            {
                                break;
                            }
                            let place = getting.number();
                            bytes = getting.into_message();
                            assert!(
                                bytes[5..].iter().all(|&byte| byte == bytes[0]),
                                "a message was damaged"
                            );
                            let number = bytes[1..5].try_into().expect("four");
                            got.push((place, (bytes[0], u32::from_le_bytes(number))));
                        }
                        got
                    })
                })
                .collect();
            let mut put: Vec<_> =
                putters.into_iter().flat_map(|it| it.join().expect("no panic")).collect();
            queue.finish();
            let mut all = Vec::new();
            for getter in getters {
                let got = getter.join().expect("no panic");
                for id in 0..n_putters {
                    let of_one = got.iter().filter(|(_, (sender, _))| *sender == id);
                    assert!(of_one.is_sorted_by_key(|(_, message)| *message), "out of order");
                }
                all.extend(got);
            }
            // Both sides count alike.
            all.sort_unstable();
            put.sort_unstable();
            assert_eq!(all, put);
            assert!(all.iter().map(|(place, _)| *place).eq(0..all.len() as u32));
            let mut all: Vec<_> = all.into_iter().map(|(_, message)| message).collect();
            all.sort_unstable();
            let expected: Vec<_> = (0..n_putters)
                .flat_map(|id| (0..n_messages).map(move |number| (id, number)))
                .collect();
            assert_eq!(all, expected);
            queue.free_beyond();
            assert_eq!(words.allocator().used_bytes(), 0);
        });
    }

    #[test]
    fn threads_never_share_an_allocated_block(
        sizes in vec(1_u32..2000, 1..16),
        n_threads in 1_u32..5,
    ) {
        watched(move || {
            let words = Arc::new(HostWords::with_arena(0, 1 << 15));
            let threads: Vec<_> = (1..=n_threads)
                .map(|id| {
                    let (words, sizes) = (words.clone(), sizes.clone());
                    thread::spawn(move || {
                        let mut mine = VecDeque::new();
                        for lap in 0..400 {
                            let bytes = sizes[lap % sizes.len()];
                            if let Some(block) = words.allocator().allocate(bytes, Claim::Ordinary)
                            {
                                // The last word that fits: the first two belong to the allocator
                                // while the block is free.
                                let canary = block / 4 + 15;
                                words.store(canary, id);
                                mine.push_back((block, bytes, canary));
                            }
                            if (mine.len() > 5 || lap % 3 == 0)
                                && let Some((block, bytes, canary)) = mine.pop_front()
                            {
                                assert_eq!(
                                    words.swap(canary, 0),
                                    id,
                                    "the block of another thread"
                                );
                                words.allocator().free(block, bytes);
                            }
                        }
                        for (block, bytes, canary) in mine {
                            assert_eq!(words.swap(canary, 0), id, "the block of another thread");
                            words.allocator().free(block, bytes);
                        }
                    })
                })
                .collect();
            for thread in threads {
                thread.join().expect("no panic");
            }
            assert_eq!(words.allocator().used_bytes(), 0);
        });
    }
}

/// What the dying agent does with the queue.
type Deed = fn(&Queue<CrashAfter<Shared>>) -> Result<(), Error>;

/// After a death at each operation the queue holds `undone` or `done`, still works, and frees
/// everything except what the dead agent had just released.
fn dies_everywhere(deed: Deed, undone: &[usize], done: &[usize]) {
    for n_operations in 0.. {
        let (words, queue) = queue(8, 0, 1 << 14);
        for number in 0..3 {
            queue.try_put(&bytes_of(number, 100)).expect("memory");
        }
        let mortal = CrashAfter::new(words.clone(), n_operations);
        let life = catch_crash(|| Queue::attach(mortal, agent(7)).and_then(|queue| deed(&queue)));
        queue.supervise_death(agent(7));
        let mut left = Vec::new();
        let mut got = Vec::new();
        while queue.try_get(&mut got).is_ok() {
            left.push(
                (0..5).find(|&number| got == bytes_of(number, 100)).expect("a whole message"),
            );
        }
        assert!(left == undone || left == done, "dead after {n_operations}: {left:?}");
        queue.try_put(&bytes_of(4, 100)).expect("still works");
        queue.try_get(&mut got).expect("still works");
        assert_eq!(got, bytes_of(4, 100));
        assert_eq!(queue.size(), 0);
        queue.free_beyond();
        // A death between releasing a block and freeing it loses the block: at most a node and a
        // message.
        assert!(words.allocator().used_bytes() <= 64 + 128, "dead after {n_operations}");
        if life != Err(Crashed) {
            assert_eq!(left, done);
            assert_eq!(words.allocator().used_bytes(), 0);
            return;
        }
    }
}

#[test]
fn putter_beyond_the_ring_may_die_anywhere() {
    dies_everywhere(
        |queue| queue.put(&bytes_of(3, 100), Deadline::NEVER),
        &[0, 1, 2],
        &[0, 1, 2, 3],
    );
}

#[test]
fn getter_beyond_the_ring_may_die_anywhere() {
    dies_everywhere(|queue| queue.get(&mut Vec::new(), Deadline::NEVER), &[0, 1, 2], &[1, 2]);
}
