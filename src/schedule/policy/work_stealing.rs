//! Work stealing: every worker has a deque, which initially holds its contiguous ⌈N/P⌉ places. It
//! takes k places from the front of its own deque. When that is empty, it steals the back half,
//! rounded up, of a victim's deque, moves it to its own and continues there.
//!
//! A thief scans all deques once, starting with one chosen by its random generator, in the order of
//! their numbers, and steals from the first that is not empty. If all are empty and no stolen range
//! is in transit between two deques, it stops for good: tasks create no new tasks, so everything
//! left is being worked on. While a range is in transit the thief scans again, since the range may
//! be more than its new owner should do alone. So an idle thief costs one scan, not a sequence of
//! them. A scan covers 64 workers at a time, by a bit per worker that says whether its deque may
//! have places.
//!
//! A deque is always one range of places, since stolen ranges are only put into empty deques. So it
//! fits in one word.
//!
//! Sources: R. D. Blumofe & C. E. Leiserson, *Scheduling multithreaded computations by work
//! stealing*, Journal of the ACM 46 (1999); half of the victim's: D. Hendler & N. Shavit,
//! *Non-blocking steal-half work queues* (PODC 2002).

use super::{Plan, Rule};
use common::random::SplitMix64;
use core::ops::Range;
use core::sync::atomic::{AtomicU64, Ordering::SeqCst};
use partition::part;

/// N tasks for P workers, k at a time. Words: P deques, P generators, the count of thefts, then one
/// bit per deque.
#[derive(Debug, Clone, Copy)]
pub struct WorkStealing {
    n: u32,
    p: u32,
    k: u32,
    /// The seed of the generators.
    seed: u32,
}

/// The result of a scan.
#[derive(Debug, PartialEq)]
enum Attempt {
    /// A stolen range, which is in no deque until it has [landed](Deques::land).
    Loot(Range<u32>),
    /// All deques were empty, and no range was in transit.
    Nothing,
    /// All deques were empty, but a range may have moved past the scan.
    Again,
}

/// The shared words, by meaning.
struct Deques<'a> {
    ranges: &'a [AtomicU64],
    generators: &'a [AtomicU64],
    /// The number of thefts in progress, whose range may be in no deque (lower half), and of those
    /// that have ended (upper half).
    thefts: &'a AtomicU64,
    /// Bit `j % 64` of word `j / 64` is 0 only while deque j is empty.
    filled: &'a [AtomicU64],
}

impl Rule for WorkStealing {
    const NAME: &'static str = "workStealing";
    const IN_ORDER: bool = false;

    fn new(&Plan { n_tasks: n, n_workers: p, chunk: k, seed, .. }: &Plan) -> Self {
        Self { n, p, k, seed }
    }

    fn n_words(&self) -> usize {
        2 * self.p as usize + 1 + self.p.div_ceil(64) as usize
    }

    /// Fills the deques.
    fn begin(&self, words: &[AtomicU64]) {
        let deques = self.deques(words);
        let mut seeds = SplitMix64::new(u64::from(self.seed));
        for worker in 0..self.p as usize {
            let Range { start, end } = part(self.n as usize, self.p as usize, worker);
            deques.generators[worker].store(seeds.next(), SeqCst);
            deques.fill(worker, start as u32..end as u32);
        }
    }

    /// Takes the next k places of the worker's own deque; if it is empty, a theft fills it again.
    fn take(&self, words: &[AtomicU64], worker: u32) -> Option<Range<u32>> {
        let (deques, worker) = (self.deques(words), worker as usize);
        let front = |range: &Range<u32>| range.start + self.k.min(range.end - range.start);
        if let Some(taken) =
            deques.cut(worker, |range| (range.start..front(range), front(range)..range.end))
        {
            return Some(taken);
        }
        // Relaxed order would suffice for the generator, which only this worker uses.
        let mut generator = SplitMix64::new(deques.generators[worker].load(SeqCst));
        let from = generator.below(self.p) as usize;
        deques.generators[worker].store(generator.state, SeqCst);
        loop {
            match deques.steal(from) {
                Attempt::Loot(loot) => {
                    let mine = front(&loot);
                    deques.land(worker, mine..loot.end);
                    return Some(loot.start..mine);
                }
                Attempt::Nothing => return None,
                Attempt::Again => core::hint::spin_loop(),
            }
        }
    }
}

impl WorkStealing {
    fn deques(self, words: &[AtomicU64]) -> Deques<'_> {
        let (ranges, words) = words.split_at(self.p as usize);
        let (generators, words) = words.split_at(self.p as usize);
        let (thefts, filled) = words.split_at(1);
        Deques { ranges, generators, thefts: &thefts[0], filled }
    }
}

impl Deques<'_> {
    /// Puts a range into an empty deque. Only its owner may do this.
    fn fill(&self, worker: usize, range: Range<u32>) {
        if range.start < range.end {
            self.ranges[worker].store(pack(&range), SeqCst);
            // After the range, so that a thief that clears the bit in the meantime sees the range
            // when it checks again. Pairs with the load in `clear`.
            self.filled[worker / 64].fetch_or(1 << (worker % 64), SeqCst);
        }
    }

    /// Divides a deque by the rule, takes the first part and leaves the second. `None` if the deque
    /// is empty.
    fn cut(
        &self,
        worker: usize,
        rule: impl Fn(&Range<u32>) -> (Range<u32>, Range<u32>),
    ) -> Option<Range<u32>> {
        let deque = &self.ranges[worker];
        let mut seen = deque.load(SeqCst);
        loop {
            let range = seen as u32..(seen >> 32) as u32;
            if range.start >= range.end {
                return None;
            }
            let (taken, left) = rule(&range);
            // No ABA: a range could only recur if its places did, and each place is taken once.
            match deque.compare_exchange(seen, pack(&left), SeqCst, SeqCst) {
                Ok(_) => return Some(taken),
                Err(now) => seen = now,
            }
        }
    }

    /// Scans once for the back half of a deque. A scan that finds nothing must not have missed a
    /// range that left a deque before it was scanned and entered one that had been scanned already:
    /// so no theft may have been in progress when the scan began, nor any have ended during it.
    fn steal(&self, from: usize) -> Attempt {
        let before = self.thefts.load(SeqCst);
        if let Some(loot) = self.look_around(from) {
            return Attempt::Loot(loot);
        }
        let is_certain = before as u32 == 0 && self.thefts.load(SeqCst) == before;
        if is_certain { Attempt::Nothing } else { Attempt::Again }
    }

    /// Ends a theft: puts the part of the stolen range that is not run at once into the thief's
    /// deque.
    fn land(&self, thief: usize, range: Range<u32>) {
        self.fill(thief, range);
        // One theft fewer in progress, one more that has ended.
        self.thefts.fetch_add((1 << 32) - 1, SeqCst);
    }

    /// Takes the back half of the first deque that is not empty, starting at `from`, in the order
    /// of their numbers, once around.
    fn look_around(&self, from: usize) -> Option<Range<u32>> {
        let n_words = self.filled.len();
        // The word that contains `from` is visited twice: first its upper bits, last its lower
        // ones.
        for step in 0..=n_words {
            let index = (from / 64 + step) % n_words;
            let upper = u64::MAX << (from % 64);
            let mask = if step == 0 {
                upper
            } else if step == n_words {
                !upper
            } else {
                u64::MAX
            };
            let mut bits = self.filled[index].load(SeqCst) & mask;
            while bits != 0 {
                let victim = index * 64 + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                let back = |range: &Range<u32>| range.end - (range.end - range.start).div_ceil(2);
                // Before the range leaves its deque.
                self.thefts.fetch_add(1, SeqCst);
                let loot =
                    self.cut(victim, |range| (back(range)..range.end, range.start..back(range)));
                if loot.is_some() {
                    return loot;
                }
                self.thefts.fetch_sub(1, SeqCst);
                self.clear(victim);
            }
        }
        None
    }

    /// Clears the bit of an empty deque, and sets it again if its owner has filled the deque in the
    /// meantime.
    fn clear(&self, worker: usize) {
        let bit = 1 << (worker % 64);
        self.filled[worker / 64].fetch_and(!bit, SeqCst);
        let seen = self.ranges[worker].load(SeqCst);
        if (seen as u32) < (seen >> 32) as u32 {
            self.filled[worker / 64].fetch_or(bit, SeqCst);
        }
    }
}

fn pack(range: &Range<u32>) -> u64 {
    u64::from(range.end) << 32 | u64::from(range.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn a_thief_does_not_stop_while_a_stolen_range_is_in_transit() {
        let policy = WorkStealing { n: 8, p: 3, k: 1, seed: 1 };
        let words: Vec<AtomicU64> = (0..policy.n_words()).map(|_| AtomicU64::new(0)).collect();
        policy.begin(&words);
        let deques = policy.deques(&words);
        // Only places 1 and 2 are left, in the deque of worker 0.
        for worker in [0, 1, 1, 1, 2, 2] {
            assert!(policy.take(&words, worker).is_some());
        }
        assert_eq!(deques.steal(0), Attempt::Loot(2..3));
        assert_eq!(deques.cut(0, |range| (range.clone(), range.end..range.end)), Some(1..2));
        // Thief 1 holds a range, and all deques are empty.
        assert_eq!(deques.steal(0), Attempt::Again);
        deques.land(1, 2..3);
        assert_eq!(deques.steal(0), Attempt::Loot(2..3));
        deques.land(2, 0..0);
        assert_eq!(deques.steal(0), Attempt::Nothing);
        assert_eq!(policy.take(&words, 0), None);
    }

    #[test]
    fn a_scan_is_repeated_if_a_range_may_have_moved_past_it() {
        let policy = WorkStealing { n: 4, p: 2, k: 1, seed: 1 };
        let words: Vec<AtomicU64> = (0..policy.n_words()).map(|_| AtomicU64::new(0)).collect();
        policy.begin(&words);
        let deques = policy.deques(&words);
        assert!(policy.take(&words, 1).is_some() && policy.take(&words, 1).is_some());
        let before = deques.thefts.load(SeqCst);
        assert_eq!(deques.steal(0), Attempt::Loot(1..2));
        deques.land(1, 1..2);
        assert_ne!(deques.thefts.load(SeqCst), before, "a scan that began before is repeated");
    }
}
