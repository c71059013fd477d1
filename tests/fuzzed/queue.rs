//! A queue: messages of any length, put and got by several agents in any of the ways there are,
//! while agents die anywhere. Whatever happens, the queue holds what a deque of messages holds.

use super::Input;
use parallel_playground::ipc::testing::{CrashAfter, HostWords, catch_crash};
use parallel_playground::ipc::{AgentId, Deadline, Error, Overflow, Queue, Words};
use std::collections::VecDeque;

/// The words of an allocator, for messages beyond the ring.
const MORE_WORDS: u32 = 1 << 12;

fn agent(id: u32) -> AgentId {
    AgentId::new(id).expect("a valid id")
}

struct State<'w> {
    words: &'w HostWords,
    queue: Queue<&'w HostWords>,
    oracle: VecDeque<Vec<u8>>,
    got: Vec<u8>,
    /// How often an agent has died.
    n_dead: u32,
}

pub fn run(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let capacity = 8 << input.below(6);
    let maxsize = u32::from(input.below(5));
    let overflow = if input.below(2) == 0 { Overflow::Waits } else { Overflow::Allocates };
    let n_own = Queue::<&HostWords>::needed_words(capacity);
    let words = HostWords::with_arena(n_own, n_own + MORE_WORDS);
    (0..n_own).for_each(|index| words.store(index, 0xdead_beef));
    let queue = Queue::create(&words, agent(1), capacity, maxsize, overflow).expect("a layout");
    if input.below(2) == 1 {
        queue.start_at(u32::MAX - u32::from(input.byte()));
    }
    let mut state =
        State { words: &words, queue, oracle: VecDeque::new(), got: Vec::new(), n_dead: 0 };
    for number in 0..250 {
        if input.is_empty() {
            break;
        }
        state.happen(&mut input, number);
        assert_eq!(state.queue.size() as usize, state.oracle.len());
        assert_eq!(state.queue.is_empty(), state.oracle.is_empty());
    }
    while state.get() {}
    assert!(state.oracle.is_empty());
    // An agent that dies after it has taken a message beyond the ring may leave its memory behind.
    state.queue.free_beyond();
    assert!(state.n_dead > 0 || words.allocator().used_bytes() == 0);
}

impl State<'_> {
    fn happen(&mut self, input: &mut Input<'_>, number: u8) {
        match input.below(8) {
            0 | 1 => self.put(&message(input, number)),
            2 | 3 => {
                self.get();
            }
            4 => self.reserve(&message(input, number), input.below(2) == 0),
            5 => self.peek(input.below(2) == 0),
            6 => {
                let bytes = message(input, number);
                self.die(input.byte(), |queue, _| queue.put(&bytes, Deadline::NOW), Some(&bytes));
            }
            _ => self.die(input.byte(), |queue, got| queue.get(got, Deadline::NOW), None),
        }
    }

    fn put(&mut self, bytes: &[u8]) {
        match self.queue.try_put(bytes) {
            Ok(()) => self.oracle.push_back(bytes.to_vec()),
            Err(Error::Full | Error::NoMemory { .. }) => {
                assert!(!self.oracle.is_empty(), "an empty queue has room");
            }
            Err(error) => {
                let (len_bytes, max_bytes) = (bytes.len(), self.queue.max_whole_bytes());
                assert_eq!(error, Error::TooLarge { len_bytes, max_bytes });
                assert!(len_bytes > max_bytes as usize);
            }
        }
    }

    /// Returns whether there was a message.
    fn get(&mut self) -> bool {
        let got = self.queue.try_get(&mut self.got);
        match self.oracle.pop_front() {
            Some(expected) => assert_eq!((got, &self.got), (Ok(()), &expected)),
            None => assert_eq!(got, Err(Error::Empty)),
        }
        got.is_ok()
    }

    fn reserve(&mut self, bytes: &[u8], commits: bool) {
        let Ok(offset) = self.queue.reserve(bytes.len() as u32, 0, true, Deadline::NOW) else {
            return;
        };
        self.words.copy_in(offset, bytes);
        if commits {
            self.queue.commit().expect("its own");
            self.oracle.push_back(bytes.to_vec());
        } else {
            self.queue.abandon().expect("its own");
        }
    }

    fn peek(&mut self, releases: bool) {
        match (self.queue.peek(Deadline::NOW), self.oracle.front()) {
            (Ok(found), Some(first)) => {
                assert_eq!(found.len as usize, first.len());
                if releases {
                    self.queue.release().expect("its own");
                    self.oracle.pop_front();
                } else {
                    self.queue.put_back().expect("its own");
                }
            }
            (found, first) => assert_eq!((found.err(), first), (Some(Error::Empty), None)),
        }
    }

    /// An agent puts `message`, or gets one, and dies after `n` operations, unless it has ended.
    fn die(
        &mut self,
        n: u8,
        life: impl FnOnce(&Queue<&CrashAfter<&HostWords>>, &mut Vec<u8>) -> Result<(), Error>,
        message: Option<&[u8]>,
    ) {
        self.n_dead += 1;
        let dead = agent(1 + self.n_dead);
        let words = CrashAfter::new(self.words, u32::from(n));
        let mut got = Vec::new();
        let before = self.queue.size();
        let outcome = catch_crash(|| life(&Queue::attach(&words, dead)?, &mut got));
        self.queue.supervise_death(dead);
        let after = self.queue.size();
        match message {
            Some(bytes) => {
                assert!(after == before || after == before + 1);
                assert!(!matches!(outcome, Ok(Ok(()))) || after > before, "what was put is there");
                if after > before {
                    self.oracle.push_back(bytes.to_vec());
                }
            }
            None if after < before => {
                let expected = self.oracle.pop_front().expect("there was one");
                assert!(outcome != Ok(Ok(())) || got == expected);
            }
            None => assert!(outcome != Ok(Ok(())) && after == before),
        }
    }
}

fn message(input: &mut Input<'_>, number: u8) -> Vec<u8> {
    let len = usize::from(input.byte());
    (0..len).map(|i| (i as u8).wrapping_mul(7).wrapping_add(number)).collect()
}
