//! Words that are to be a board of the scheduling lab, or a queue: whatever they are, whoever
//! attaches is told; and a board that is accepted has room for all that its plan says.

use super::Input;
use parallel_playground::ipc::testing::HostWords;
use parallel_playground::ipc::{AgentId, Queue, Words};
use parallel_playground::schedule::board::{Board, HEAD, n_words, plan_of};
use std::iter;
use std::sync::atomic::AtomicU64;

/// A board of more words is not laid out here.
const MOST_WORDS: usize = 1 << 12;

pub fn run(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let head: Vec<_> = iter::repeat_with(|| AtomicU64::new(input.u64())).take(HEAD).collect();
    if let Some(plan) = plan_of(&head) {
        let n = n_words(&plan);
        // The heap's addresses have 32 bits: the number must be right there too.
        assert!(u32::try_from(n).is_ok_and(|n| n <= u32::MAX / 8), "{plan:?}: {n} words");
        if n <= MOST_WORDS {
            let words: Vec<_> = iter::repeat_with(|| AtomicU64::new(0)).take(n).collect();
            let board = Board::new(&plan, &words);
            board.begin(&plan, &[]);
            assert_eq!(plan_of(&words[..HEAD]).map(|found| n_words(&found)), Some(n), "{plan:?}");
            for worker in 0..plan.n_workers.min(3) {
                let places = board.take_for(worker, 0.0);
                assert!(places.is_none_or(|places| places.end <= plan.n_tasks), "{plan:?}");
            }
        }
    }
    attach(bytes);
}

fn attach(bytes: &[u8]) {
    let words = HostWords::new(bytes.len().div_ceil(4).min(MOST_WORDS) as u32);
    for (index, word) in (0..words.n_words()).zip(bytes.chunks(4)) {
        let mut four = [0; 4];
        four[..word.len()].copy_from_slice(word);
        words.store(index, u32::from_le_bytes(four));
    }
    let me = AgentId::new(1).expect("a valid id");
    match Queue::attach(&words, me) {
        Ok(queue) => {
            let _ = (queue.size(), queue.is_empty(), queue.is_full(), queue.is_finished());
            assert!(queue.max_whole_bytes() < words.n_words() * 4);
            queue.close();
            assert!(queue.try_put(b"").is_err(), "closed");
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
