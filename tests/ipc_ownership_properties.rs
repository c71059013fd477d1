//! Objects that processes own together, and the tables of what each process holds: random steps of
//! several processes against an oracle, and deaths at every point.
#![cfg(not(target_arch = "wasm32"))]

mod watched;

use parallel_playground::ipc::descriptors::{FIRST, SLOTS_PER_BLOCK};
use parallel_playground::ipc::ownership::{INCOMING, Kind, OUTGOING};
use parallel_playground::ipc::testing::{CrashAfter, Crashed, HostWords, catch_crash};
use parallel_playground::ipc::{
    AgentId, Deadline, Descriptors, Error, Overflow, Owned, Queue, Space, Words,
};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;
use watched::{seeded, watched};

const RING_BYTES: u32 = 64;
/// The supervisor's id; those of processes are below.
const SUPERVISOR: u32 = 100;

fn agent(id: u32) -> AgentId {
    AgentId::new(id).expect("a valid id")
}

fn memory() -> HostWords {
    HostWords::with_arena(0, 1 << 16)
}

fn queue_at<S: Space>(space: S, address: u32, id: u32) -> Queue<S::Object> {
    Queue::attach(space.object(address), agent(id)).expect("a queue")
}

/// A queue with one reference; its address.
fn new_queue<S: Space>(space: S, overflow: Overflow) -> u32 {
    let bytes = Queue::<HostWords>::needed_words(RING_BYTES) * 4;
    let at = Owned::create(space, Kind::Queue, bytes).expect("memory").address();
    Queue::create(space.object(at), agent(SUPERVISOR), RING_BYTES, 0, overflow).expect("a layout");
    at
}

/// An end of a pipe, which takes over a reference to each queue.
fn new_end<S: Space>(space: S, incoming: u32, outgoing: u32) -> u32 {
    let at = Owned::create(space, Kind::PipeEnd, 8).expect("memory").address();
    space.store(at / 4 + INCOMING, incoming);
    space.store(at / 4 + OUTGOING, outgoing);
    at
}

/// A pipe: the end to put into, the end to get from, and the queue between them.
fn new_pipe<S: Space>(space: S) -> (u32, u32, u32) {
    let queue = new_queue(space, Overflow::Waits);
    Owned::at(space, queue).retain().expect("it exists");
    (new_end(space, 0, queue), new_end(space, queue, 0), queue)
}

fn references(words: &HostWords, object: u32) -> u32 {
    Owned::at(words, object).references()
}

fn get<W: Words>(queue: &Queue<W>, deadline: Deadline) -> Result<Vec<u8>, Error> {
    let mut message = Vec::new();
    queue.get(&mut message, deadline).map(|()| message)
}

/// A step of one process.
#[derive(Debug, Clone, Copy)]
enum Deed {
    /// Creates an object of this many bytes and opens it.
    Create(usize, u32),
    /// Closes the descriptor.
    Close(usize, u32),
    /// Ends; then begins anew as a copy of the other process.
    Fork(usize, usize),
    /// Ends; then begins anew with nothing.
    Exit(usize),
}

const N_PROCESSES: usize = 3;

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let process = 0..N_PROCESSES;
    let deed = prop_oneof![
        6 => (process.clone(), 0_u32..300).prop_map(|(id, bytes)| Deed::Create(id, bytes)),
        4 => (process.clone(), 0_u32..12).prop_map(|(id, fd)| Deed::Close(id, fd)),
        2 => (process.clone(), process.clone()).prop_map(|(id, other)| Deed::Fork(id, other)),
        1 => process.prop_map(Deed::Exit),
    ];
    vec(deed, 0..120)
}

proptest! {
    #![proptest_config(seeded(200))]

    #[test]
    fn tables_do_what_maps_of_counted_references_do(deeds in deeds()) {
        let words = &memory();
        let new_table = || Descriptors::create(words).expect("memory");
        let mut tables = [(); N_PROCESSES].map(|()| new_table());
        let empty = words.allocator().used_bytes();
        // Which object each process has under which descriptor, and the objects' sizes.
        let mut oracle = [(); N_PROCESSES].map(|()| BTreeMap::<u32, u32>::new());
        let mut sizes = BTreeMap::new();
        for deed in deeds {
            match deed {
                Deed::Create(id, bytes) => {
                    let before = words.allocator().used_bytes();
                    let at = Owned::create(words, Kind::Memory, bytes).expect("memory").address();
                    sizes.insert(at, words.allocator().used_bytes() - before);
                    for word in 0..bytes / 4 {
                        prop_assert_eq!(words.load(at / 4 + word), 0, "dirty memory");
                        words.store(at / 4 + word, u32::MAX);
                    }
                    let lowest = (FIRST..1000).find(|fd| !oracle[id].contains_key(fd));
                    prop_assert_eq!(tables[id].open(at).ok(), lowest);
                    oracle[id].insert(lowest.expect("one of them"), at);
                }
                Deed::Close(id, fd) => {
                    let closed = tables[id].close(fd, agent(1));
                    let expected = oracle[id].remove(&fd).map(|_| ()).ok_or(Error::NoObject);
                    prop_assert_eq!(closed, expected);
                }
                Deed::Fork(id, parent) if id != parent => {
                    tables[id].clear(agent(SUPERVISOR));
                    tables[id] = new_table();
                    tables[parent].copy_to(tables[id]).expect("memory");
                    oracle[id] = oracle[parent].clone();
                }
                Deed::Fork(..) => {}
                Deed::Exit(id) => {
                    tables[id].supervise_death(agent(SUPERVISOR), agent(1));
                    tables[id].clear(agent(SUPERVISOR));
                    tables[id] = new_table();
                    oracle[id].clear();
                }
            }
            let held: Vec<u32> = oracle.iter().flat_map(BTreeMap::values).copied().collect();
            sizes.retain(|at, _| held.contains(at));
            for &at in sizes.keys() {
                let n_holders = held.iter().filter(|&&it| it == at).count();
                prop_assert_eq!(references(words, at) as usize, n_holders);
            }
            for (table, expected) in tables.iter().zip(&oracle) {
                for fd in 0..20 {
                    prop_assert_eq!(table.object(fd), expected.get(&fd).copied());
                }
            }
            prop_assert_eq!(words.allocator().used_bytes(), empty + sizes.values().sum::<u32>());
        }
    }
}

#[test]
fn a_table_grows_and_is_copied_whole() {
    let words = &memory();
    let [parent, child] = [(); 2].map(|()| Descriptors::create(words).expect("memory"));
    let object = Owned::create(words, Kind::Event, 8).expect("memory");
    let n = 2 * SLOTS_PER_BLOCK + 5;
    for i in 0..n {
        if i > 0 {
            object.retain().expect("it exists");
        }
        assert_eq!(parent.open(object.address()), Ok(FIRST + i));
    }
    parent.copy_to(child).expect("memory");
    assert_eq!(object.references(), 2 * n);
    assert_eq!(child.object(FIRST + n - 1), Some(object.address()));
    for descriptor in [0, FIRST - 1, FIRST + n, FIRST + 3 * SLOTS_PER_BLOCK, u32::MAX] {
        assert_eq!(child.object(descriptor), None);
        assert_eq!(child.close(descriptor, agent(1)), Err(Error::NoObject));
    }
    // The lowest free one, in the second block.
    let gap = FIRST + SLOTS_PER_BLOCK + 7;
    child.close(gap, agent(1)).expect("open");
    object.retain().expect("it exists");
    assert_eq!(child.open(object.address()), Ok(gap));
    parent.clear(agent(1));
    assert_eq!(object.references(), n);
    child.clear(agent(1));
    assert_eq!(words.allocator().used_bytes(), 0);
}

#[test]
fn with_no_memory_left_nothing_is_opened() {
    let words = &memory();
    let table = Descriptors::create(words).expect("memory");
    let object = Owned::create(words, Kind::Memory, 0).expect("memory");
    for _ in 0..SLOTS_PER_BLOCK {
        table.open(object.address()).expect("a free slot");
    }
    while Owned::create(words, Kind::Memory, 0).is_ok() {}
    assert!(matches!(Owned::create(words, Kind::Queue, u32::MAX), Err(Error::NoMemory { .. })));
    assert!(matches!(Descriptors::create(words), Err(Error::NoMemory { .. })));
    assert!(matches!(table.open(object.address()), Err(Error::NoMemory { .. })));
}

#[test]
fn an_object_that_was_freed_is_no_object() {
    let words = &memory();
    let queue = Owned::create(words, Kind::Queue, 4096).expect("memory");
    Queue::create(words.object(queue.address()), agent(1), RING_BYTES, 0, Overflow::Waits)
        .expect("a layout");
    assert_eq!(queue.release(agent(1)), Ok(0));
    assert_eq!(queue.retain(), Err(Error::NoObject));
    assert_eq!(queue.release(agent(1)), Err(Error::NoObject));
    assert_eq!(queue.references(), 0);
    let attached = Queue::attach(words.object(queue.address()), agent(1));
    assert!(matches!(attached, Err(Error::NotAQueue { .. })));
}

#[test]
fn messages_beyond_the_ring_are_freed_with_their_queue() {
    let words = &memory();
    let at = new_queue(words, Overflow::Allocates);
    let queue = queue_at(words, at, 1);
    for i in 0..20 {
        queue.try_put(&[i; 50]).expect("memory");
    }
    assert_eq!(get(&queue, Deadline::NOW), Ok(vec![0; 50]));
    Owned::at(words, at).release(agent(1)).expect("it exists");
    assert_eq!(words.allocator().used_bytes(), 0);
}

#[test]
fn the_last_reference_to_an_end_ends_the_pipe() {
    let words = &memory();
    let (putter, getter, at) = new_pipe(words);
    let [putter, getter] = [putter, getter].map(|end| Owned::at(words, end));
    let queue = queue_at(words, at, 1);
    queue.try_put(b"last words").expect("room");
    putter.retain().expect("it exists");
    putter.release(agent(1)).expect("it exists");
    // Another process may still put.
    assert_eq!(queue.try_put(b"more"), Ok(()));
    putter.release(agent(1)).expect("it exists");
    assert_eq!(queue.try_put(b"too late"), Err(Error::Closed));
    assert_eq!(get(&queue, Deadline::NEVER), Ok(b"last words".to_vec()));
    assert_eq!(get(&queue, Deadline::NEVER), Ok(b"more".to_vec()));
    assert_eq!(get(&queue, Deadline::NEVER), Err(Error::Closed));
    getter.release(agent(1)).expect("it exists");
    assert_eq!(words.allocator().used_bytes(), 0);
}

#[test]
fn a_pipe_goes_on_until_the_last_table_has_closed_its_end() {
    let words = &memory();
    let (putter, getter, at) = new_pipe(words);
    let [parent, child] = [(); 2].map(|()| Descriptors::create(words).expect("memory"));
    let descriptor = parent.open(putter).expect("memory");
    parent.copy_to(child).expect("memory");
    let queue = queue_at(words, at, 1);
    parent.close(descriptor, agent(1)).expect("open");
    assert_eq!(queue.try_put(b"more"), Ok(()));
    child.close(descriptor, agent(2)).expect("open");
    assert_eq!(queue.try_put(b"too late"), Err(Error::Closed));
    assert_eq!(get(&queue, Deadline::NOW), Ok(b"more".to_vec()));
    Owned::at(words, getter).release(agent(1)).expect("it exists");
    for table in [parent, child] {
        table.clear(agent(1));
    }
    assert_eq!(words.allocator().used_bytes(), 0);
}

#[test]
fn a_waiting_putter_fails_when_the_last_getter_is_gone() {
    watched(|| {
        let words = &memory();
        let (putter, getter, at) = new_pipe(words);
        thread::scope(|scope| {
            let waiting = scope.spawn(|| {
                let queue = queue_at(words, at, 1);
                // The second one is larger than the ring, and so offered as a stream.
                queue.put(&[1; 20], Deadline::NEVER).expect("room");
                queue.put(&[2; 200], Deadline::NEVER)
            });
            watched::until_asleep(words, 1);
            Owned::at(words, getter).release(agent(2)).expect("it exists");
            assert_eq!(waiting.join().expect("no panic"), Err(Error::Closed));
        });
        Owned::at(words, putter).release(agent(1)).expect("it exists");
        assert_eq!(words.allocator().used_bytes(), 0);
    });
}

/// A process that dies: it holds the putting end of one pipe and the getting end of another.
struct Mortal {
    words: Arc<HostWords>,
    table: u32,
    /// The pipe that it puts into: the queue, and the end to get from.
    to: (u32, u32),
    /// The pipe that it gets from: the queue, and the end to put into.
    from: (u32, u32),
    /// Bytes in use without what the process holds alone.
    n_others: u32,
}

/// What a process does until it dies.
type Deeds = fn(&CrashAfter<Arc<HostWords>>, &Mortal);

const MORTAL: u32 = 1;
const OTHER: u32 = 2;

impl Mortal {
    fn new() -> Self {
        let words = Arc::new(memory());
        let space = &*words;
        let table = Descriptors::create(space).expect("memory");
        let (putter, to_end, to) = new_pipe(space);
        let (from_end, getter, from) = new_pipe(space);
        for end in [putter, getter] {
            table.open(end).expect("memory");
        }
        let n_others = words.allocator().used_bytes() - 4096 - 2 * 128;
        let table = table.address();
        Self { words, table, to: (to, to_end), from: (from, from_end), n_others }
    }

    /// Lives for that many operations; returns whether it died.
    fn live(&self, n_operations: u32, deed: impl FnOnce(&CrashAfter<Arc<HostWords>>)) -> bool {
        let mortal = CrashAfter::new(self.words.clone(), n_operations);
        catch_crash(|| deed(&mortal)) == Err(Crashed)
    }

    /// What a supervisor does once the process is dead.
    fn bury(&self) {
        let table = Descriptors::at(&*self.words, self.table);
        table.supervise_death(agent(SUPERVISOR), agent(MORTAL));
        table.clear(agent(SUPERVISOR));
    }
}

#[test]
fn a_process_that_dies_anywhere_leaves_an_end_to_those_who_get_and_put() {
    let deeds: [Deeds; 3] = [
        |words, it| queue_at(words, it.to.0, MORTAL).try_put(b"abc").expect("room"),
        |words, it| {
            let _ = get(&queue_at(words, it.from.0, MORTAL), Deadline::NOW);
        },
        |words, it| {
            let table = Descriptors::at(words, it.table);
            table.close(FIRST, agent(MORTAL)).expect("open");
            table.close(FIRST + 1, agent(MORTAL)).expect("open");
        },
    ];
    for deed in deeds {
        for n_operations in 0.. {
            let it = Mortal::new();
            let [to, from] = [it.to.0, it.from.0].map(|at| queue_at(&*it.words, at, OTHER));
            from.try_put(b"xyz").expect("room");
            let died = it.live(n_operations, |words| deed(words, &it));
            it.bury();
            let first = get(&to, Deadline::NOW);
            assert!(first == Ok(b"abc".to_vec()) || first == Err(Error::Closed), "{first:?}");
            assert_eq!(get(&to, Deadline::NOW), Err(Error::Closed));
            assert_eq!(from.try_put(b"too late"), Err(Error::Closed));
            // An end that it was about to free may be lost, with the queue's memory.
            let used = it.words.allocator().used_bytes();
            assert!(used == it.n_others || died && used <= it.n_others + 128, "{used}");
            for end in [it.to.1, it.from.1] {
                assert_eq!(Owned::at(&*it.words, end).release(agent(OTHER)), Ok(0));
            }
            let lost = it.words.allocator().used_bytes();
            assert!(lost == 0 || died && lost <= 128 + 512, "{lost}");
            if !died {
                break;
            }
        }
    }
}

#[test]
fn a_getter_of_a_stream_whose_putter_dies_sees_the_end() {
    let message: Vec<u8> = (0..200).collect();
    for n_operations in (0..150).step_by(3) {
        let message = message.clone();
        watched(move || {
            let it = Mortal::new();
            let (words, at) = (it.words.clone(), it.to.0);
            let getter = thread::spawn(move || {
                let queue = queue_at(&*words, at, OTHER);
                let first = get(&queue, Deadline::NEVER);
                (first.clone(), first.and_then(|_| get(&queue, Deadline::NEVER)))
            });
            it.live(n_operations, |words| {
                let queue = queue_at(words, it.to.0, MORTAL);
                let _ = queue.put(&message, Deadline::after_ms(words, 100.0));
            });
            it.bury();
            let (first, second) = getter.join().expect("no panic");
            assert!(first == Ok(message) || first == Err(Error::Closed));
            assert_eq!(second, Err(Error::Closed));
        });
    }
}

#[test]
fn a_putter_of_a_stream_whose_getter_dies_is_told() {
    for n_operations in (0..150).step_by(3) {
        watched(move || {
            let it = Mortal::new();
            let (words, at) = (it.words.clone(), it.from.0);
            let putter = thread::spawn(move || {
                let queue = queue_at(&*words, at, OTHER);
                let first = queue.put(&[7; 200], Deadline::NEVER);
                first.and_then(|()| queue.put(&[8; 200], Deadline::NEVER))
            });
            it.live(n_operations, |words| {
                let queue = queue_at(words, it.from.0, MORTAL);
                let _ = get(&queue, Deadline::after_ms(words, 100.0));
            });
            it.bury();
            assert_eq!(putter.join().expect("no panic"), Err(Error::Closed));
        });
    }
}

#[test]
fn a_process_that_dies_while_it_forks_or_closes_takes_no_reference_of_others() {
    for n_operations in 0.. {
        let words = Arc::new(memory());
        let space = &*words;
        let [parent, child] = [(); 2].map(|()| Descriptors::create(space).expect("memory"));
        let objects = [(); 3].map(|()| Owned::create(space, Kind::Semaphore, 8).expect("memory"));
        for object in objects {
            parent.open(object.address()).expect("memory");
            // Another process holds it too.
            object.retain().expect("it exists");
        }
        let mortal = CrashAfter::new(words.clone(), n_operations);
        let [from, to] = [parent, child].map(|table| Descriptors::at(&mortal, table.address()));
        let died = catch_crash(|| {
            from.copy_to(to).expect("memory");
            for descriptor in FIRST..FIRST + 3 {
                to.close(descriptor, agent(MORTAL)).expect("open");
            }
        }) == Err(Crashed);
        for table in [child, parent] {
            table.supervise_death(agent(SUPERVISOR), agent(MORTAL));
            table.clear(agent(SUPERVISOR));
        }
        let left: Vec<u32> = objects.iter().map(Owned::references).collect();
        assert!(left.iter().all(|&n| n >= 1), "{left:?}");
        assert!(left.iter().sum::<u32>() <= 3 + u32::from(died), "{left:?}");
        if !died {
            break;
        }
    }
}
