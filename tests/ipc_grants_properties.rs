//! Room that is reserved and messages that are read in place, on the host: random sequences against
//! an oracle, also with cursors that wrap around, and deaths at every point.
#![cfg(not(target_arch = "wasm32"))]

mod watched;

use parallel_playground::ipc::operation;
use parallel_playground::ipc::queue::{Found, InPlace};
use parallel_playground::ipc::testing::{CrashAfter, Crashed, HostWords, catch_crash};
use parallel_playground::ipc::{AgentId, Deadline, Error, Overflow, Queue, Words};
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

fn queue(capacity: u32, overflow: Overflow) -> (Shared, Queue<Shared>) {
    let n_own = Queue::<Shared>::needed_words(capacity);
    let words = Arc::new(HostWords::with_arena(n_own, n_own + (1 << 16)));
    (0..n_own).for_each(|index| words.store(index, 0xdead_beef));
    let queue = Queue::create(words.clone(), agent(1), capacity, 0, overflow).expect("a layout");
    (words, queue)
}

fn bytes_of(number: usize, len: usize) -> Vec<u8> {
    (0..len).map(|i| (i * 7 + number) as u8).collect()
}

/// The bytes of a message where it lies.
fn read<W: Words>(words: &W, capacity: u32, found: Found) -> Vec<u8> {
    let ring = Queue::<W>::needed_words(0) * 4;
    let mut bytes = vec![0; found.len as usize];
    let n = if found.is_whole { found.len } else { ring + capacity - found.offset } as usize;
    words.copy_out(found.offset, &mut bytes[..n]);
    words.copy_out(ring, &mut bytes[n..]);
    bytes
}

#[derive(Debug, Clone)]
enum Action {
    Put(usize),
    Reserve(usize, bool),
    Get,
    Peek(bool),
    /// Takes the first message: one that is longer is read where it lies.
    Take(u32),
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    let len = || prop_oneof![0_usize..40, 0_usize..200];
    let one = prop_oneof![
        len().prop_map(Action::Put),
        (len(), any::<bool>()).prop_map(|(len, commits)| Action::Reserve(len, commits)),
        Just(Action::Get),
        any::<bool>().prop_map(Action::Peek),
        prop_oneof![0_u32..40, 0_u32..200].prop_map(Action::Take),
    ];
    vec(one, 0..200)
}

proptest! {
    #![proptest_config(seeded(300))]

    #[test]
    fn grants_behave_like_a_deque_of_messages(
        log_capacity in 4_u32..9,
        overflows in any::<bool>(),
        start in prop_oneof![Just(0), (u32::MAX - 600)..=u32::MAX],
        actions in actions(),
    ) {
        let capacity = 1 << log_capacity;
        let overflow = if overflows { Overflow::Allocates } else { Overflow::Waits };
        let (words, queue) = queue(capacity, overflow);
        queue.start_at(start);
        let mut oracle = VecDeque::<(u32, Vec<u8>)>::new();
        let mut got = Vec::new();
        for (number, action) in actions.into_iter().enumerate() {
            let tag = number as u32;
            match action {
                Action::Put(len) => {
                    let bytes = bytes_of(number, len);
                    match queue.try_put(&bytes) {
                        Ok(()) => oracle.push_back((0, bytes)),
                        Err(error) => {
                            prop_assert!(!overflows);
                            let fits = len <= queue.max_whole_bytes() as usize;
                            prop_assert_eq!(error == Error::Full, fits, "{}", error);
                            // An empty ring has room for whatever fits.
                            prop_assert!(!fits || !oracle.is_empty());
                        }
                    }
                }
                Action::Reserve(len, commits) => {
                    match queue.reserve(len as u32, tag, true, Deadline::NOW) {
                        Ok(offset) => {
                            prop_assert_eq!(offset % 8, 0);
                            let bytes = bytes_of(number, len);
                            words.copy_in(offset, &bytes);
                            // Nobody sees it yet.
                            prop_assert_eq!(queue.size() as usize, oracle.len());
                            if commits {
                                prop_assert_eq!(queue.commit(), Ok(()));
                                oracle.push_back((tag, bytes));
                            } else {
                                prop_assert_eq!(queue.abandon(), Ok(()));
                            }
                        }
                        Err(Error::Full) => prop_assert!(!overflows && !oracle.is_empty()),
                        Err(error) => {
                            let max_bytes = queue.max_reserved_bytes();
                            prop_assert_eq!(error, Error::TooLarge { len_bytes: len, max_bytes });
                            prop_assert!(!overflows && len > max_bytes as usize);
                        }
                    }
                    // It has ended: there is nothing to commit.
                    prop_assert_eq!(queue.commit(), Err(Error::NotOwner { owner: None }));
                }
                Action::Get => {
                    // Looked at first, since a length that is wrong may be gigabytes.
                    let len = queue.peek(Deadline::NOW).map(|found| found.len as usize).ok();
                    prop_assert_eq!(len, oracle.front().map(|(_, bytes)| bytes.len()));
                    let expected = oracle.pop_front();
                    prop_assert!(len.is_none() || queue.put_back().is_ok());
                    prop_assert_eq!(queue.try_get(&mut got).is_ok(), expected.is_some());
                    prop_assert_eq!(&got, &expected.unwrap_or_default().1);
                }
                Action::Peek(releases) => match queue.peek(Deadline::NOW) {
                    Ok(found) => {
                        let first = oracle.front().expect("the oracle has one too");
                        prop_assert_eq!(found.len as usize, first.1.len());
                        prop_assert_eq!(&(found.tag, read(&words, capacity, found)), first);
                        prop_assert_eq!(queue.size() as usize, oracle.len());
                        if releases {
                            prop_assert_eq!(queue.release(), Ok(()));
                            oracle.pop_front();
                        } else {
                            prop_assert_eq!(queue.put_back(), Ok(()));
                        }
                        prop_assert_eq!(queue.release(), Err(Error::NotOwner { owner: None }));
                    }
                    Err(error) => prop_assert_eq!((error, oracle.len()), (Error::Empty, 0)),
                },
                Action::Take(most) => {
                    let mut getting = queue.getting(Vec::new()).in_place(InPlace::Above(most));
                    let result = operation::run(&words, &mut getting, Deadline::NOW);
                    let Some((tag, bytes)) = oracle.pop_front() else {
                        prop_assert_eq!(result, Err(Error::Empty));
                        continue;
                    };
                    prop_assert_eq!(result, Ok(()));
                    prop_assert_eq!(getting.found().is_some(), bytes.len() > most as usize);
                    if let Some(found) = getting.found() {
                        prop_assert_eq!((found.tag, read(&words, capacity, found)), (tag, bytes));
                        prop_assert_eq!(queue.release(), Ok(()));
                    } else {
                        prop_assert_eq!(getting.into_message(), bytes);
                    }
                }
            }
            prop_assert_eq!(queue.size() as usize, oracle.len());
        }
        while queue.try_get(&mut got).is_ok() {
            let expected = oracle.pop_front();
            prop_assert_eq!(Some(&got), expected.as_ref().map(|(_, bytes)| bytes));
        }
        prop_assert!(oracle.is_empty());
        // Nothing of what was abandoned is left. (The last node stays until the queue goes.)
        queue.free_beyond();
        prop_assert_eq!(words.allocator().used_bytes(), 0);
    }
}

/// The next agent to get is told from the one that holds a grant.
#[test]
fn an_agent_is_refused_while_it_holds_a_grant_and_others_wait() {
    watched(|| {
        let (words, queue) = queue(64, Overflow::Waits);
        let other = Queue::attach(words, agent(2)).expect("a queue");
        queue.reserve(8, 0, true, Deadline::NOW).expect("room");
        queue.hold_reserved();
        assert_eq!(queue.reserve(8, 0, true, Deadline::NEVER), Err(Error::Held));
        assert_eq!(queue.put(b"x", Deadline::NEVER), Err(Error::Held));
        assert_eq!(other.put(b"x", Deadline::NOW), Err(Error::Full));
        assert_eq!(other.commit(), Err(Error::NotOwner { owner: Some(agent(1)) }));
        queue.commit().expect("its own");
        other.put(b"x", Deadline::NOW).expect("room");
        queue.peek(Deadline::NOW).expect("a message");
        queue.hold_peeked();
        assert_eq!(queue.peek(Deadline::NEVER), Err(Error::Held));
        assert_eq!(queue.get(&mut Vec::new(), Deadline::NEVER), Err(Error::Held));
        assert_eq!(other.get(&mut Vec::new(), Deadline::NOW), Err(Error::Empty));
        queue.put_back().expect("its own");
        assert_eq!(other.get(&mut Vec::new(), Deadline::NOW), Ok(()));
    });
}

#[test]
fn others_wait_for_the_end_of_a_grant_and_go_on() {
    watched(|| {
        let (words, queue) = queue(64, Overflow::Waits);
        let attach = |id| Queue::attach(words.clone(), agent(id)).expect("a queue");
        let (putter, getter) = (attach(2), attach(3));
        queue.reserve(1, 0, true, Deadline::NOW).expect("room");
        let putter = thread::spawn(move || putter.put(b"second", Deadline::NEVER));
        until_asleep(&words, 1);
        queue.commit().expect("its own");
        assert_eq!(putter.join().expect("no panic"), Ok(()));
        queue.peek(Deadline::NOW).expect("a message");
        let getter = thread::spawn(move || {
            let mut bytes = Vec::new();
            getter.get(&mut bytes, Deadline::NEVER).map(|()| bytes)
        });
        until_asleep(&words, 1);
        queue.release().expect("its own");
        assert_eq!(getter.join().expect("no panic").as_deref(), Ok(b"second".as_slice()));
    });
}

/// Whoever gets the dead agent's id is not taken for one that holds the grant.
#[test]
fn a_grant_dies_with_its_agent() {
    watched(|| {
        let (words, queue) = queue(16, Overflow::Waits);
        let attach = || Queue::attach(words.clone(), agent(2)).expect("a queue");
        let dying = attach();
        dying.reserve(0, 0, true, Deadline::NOW).expect("room");
        dying.hold_reserved();
        queue.supervise_death(agent(2));
        assert_eq!(dying.commit(), Err(Error::NotOwner { owner: None }));
        let next = attach();
        let long = [7; 100];
        let mut putting = next.putting(long.as_slice()).expect("short enough");
        putting.step().expect("open");
        // It waits for the stream, which has the lock.
        assert_eq!(next.put(b"x", Deadline::NOW), Err(Error::Full));
    });
}

#[test]
fn closing_ends_a_reservation_and_finishing_does_not() {
    for closes in [true, false] {
        let (words, queue) = queue(64, Overflow::Waits);
        queue.reserve(8, 0, true, Deadline::NOW).expect("room");
        let other = Queue::attach(words, agent(2)).expect("a queue");
        if closes {
            other.close();
        } else {
            other.finish();
        }
        // The end is not told before the reservation has ended.
        let early = other.try_get(&mut Vec::new());
        assert_eq!(early, Err(if closes { Error::Closed } else { Error::Empty }));
        assert_eq!(queue.commit(), if closes { Err(Error::Closed) } else { Ok(()) });
        assert_eq!(queue.size(), u32::from(!closes));
    }
}

#[test]
fn a_message_that_is_offered_as_a_stream_is_not_read_in_place() {
    let (words, queue) = queue(16, Overflow::Waits);
    let long = [7; 100];
    let mut putting = queue.putting(long.as_slice()).expect("short enough");
    putting.step().expect("open");
    let other = Queue::attach(words, agent(2)).expect("a queue");
    assert_eq!(other.peek(Deadline::NOW), Err(Error::InPieces));
    assert_eq!(other.size(), 1);
    drop(putting);
    assert_eq!(other.peek(Deadline::NOW), Err(Error::Empty));
}

/// Lets an agent die after each possible number of operations of `deed`, in the ring and beyond it;
/// then the queue holds `undone` or `done`.
fn dies_everywhere(
    deed: fn(&Queue<CrashAfter<Shared>>) -> Result<(), Error>,
    undone: &[&[u8]],
    done: &[&[u8]],
) {
    for capacity in [16, 64] {
        for n_operations in 0.. {
            let (words, queue) = queue(capacity, Overflow::Allocates);
            queue.try_put(b"a").expect("room");
            let mortal = CrashAfter::new(words.clone(), n_operations + 5);
            let mortal = Queue::attach(mortal, agent(2)).expect("a queue");
            let end = catch_crash(|| deed(&mortal));
            queue.supervise_death(agent(2));
            queue.supervise_death(agent(2));
            let left = if queue.size() as usize == done.len() { done } else { undone };
            let mut bytes = Vec::new();
            for expected in left {
                queue.try_get(&mut bytes).expect("a message");
                assert_eq!(&bytes, expected, "after {n_operations} operations");
            }
            assert_eq!(queue.try_get(&mut bytes), Err(Error::Empty));
            for _ in 0..5 {
                queue.reserve(8, 0, true, Deadline::NOW).expect("no lock is left");
                queue.commit().expect("its own");
                queue.peek(Deadline::NOW).expect("no lock is left");
                queue.release().expect("its own");
            }
            if end != Err(Crashed) {
                assert_eq!((end, left), (Ok(Ok(())), done));
                break;
            }
        }
    }
}

#[test]
fn a_putter_that_dies_before_its_commit_leaves_nothing() {
    watched(|| {
        let deed = |queue: &Queue<CrashAfter<Shared>>| {
            let offset = queue.reserve(8, 3, true, Deadline::NOW)?;
            queue.hold_reserved();
            queue.words().copy_in(offset, b"bbbbbbbb");
            queue.commit()
        };
        dies_everywhere(deed, &[b"a"], &[b"a", b"bbbbbbbb"]);
    });
}

#[test]
fn a_getter_that_dies_before_its_release_gives_the_message_back() {
    watched(|| {
        let deed = |queue: &Queue<CrashAfter<Shared>>| {
            let found = queue.peek(Deadline::NOW)?;
            queue.hold_peeked();
            let mut bytes = [0];
            queue.words().copy_out(found.offset, &mut bytes);
            queue.release()
        };
        dies_everywhere(deed, &[b"a"], &[]);
    });
}
