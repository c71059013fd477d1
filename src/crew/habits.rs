//! Whether work of some kind and size is done faster by the caller alone or by several lanes is
//! found out by doing both, and remembered by size. What is faster depends on the machine, on the
//! memory the work reads, and on what else runs: so it is looked into again, ever more rarely.

use super::Crew;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use timing::Clock;

/// The sizes that are remembered: from 2^16 units of work up to 2^24, two classes per octave.
/// Larger work is always shared: it takes milliseconds, and alone the caller would let the members
/// sleep.
const LEAST_LOG: u32 = 16;
const CLASSES: usize = 16;
/// Each way is tried this often in a row; the best time counts, since other work on the machine,
/// waking up and code that is not optimised yet only make it longer.
const TRIES: u32 = 3;
/// The better way is used this often before the other one is tried again. Doubles each time.
const FIRST_HOLD: u32 = 8;
const LONGEST_HOLD: u32 = 4096;
/// A remembered time follows a shorter one by this share of the difference, and a longer one by a
/// quarter of that, of at most a quarter of itself: it stays near the lower quartile.
const FOLLOWING: f32 = 1.0 / 4.0;
/// Several lanes must be faster by this factor: they use more of the machine.
const WORTH_SHARING: f32 = 0.97;

/// Which of the two ways was faster lately, for work of one kind, by size.
#[derive(Debug)]
pub struct Habits {
    classes: [Class; CLASSES],
}

/// Work of about one size. One caller at a time reads and writes this; if there were two they would
/// only mislead each other.
#[derive(Debug)]
struct Class {
    /// The number of lanes that share the work; the rest is forgotten if it changes.
    lanes: AtomicU32,
    /// Times per unit of work by the caller alone and by several lanes, as the bits of an `f32`.
    times: [AtomicU32; 2],
    /// The way that was faster in the last trial.
    better: AtomicU32,
    /// How often the work was done since the last decision.
    uses: AtomicU32,
    /// How often the better way is used before the other one is tried; 0 while both are tried
    /// first.
    hold: AtomicU32,
}

/// The lanes that do some work, and what is to be learnt from that.
#[derive(Debug)]
pub struct Share<'a> {
    /// Who does it.
    pub crew: Crew,
    lesson: Option<Lesson<'a>>,
}

#[derive(Debug)]
struct Lesson<'a> {
    class: &'a Class,
    way: usize,
    work: u64,
    start_ms: f64,
}

const ALONE: usize = 0;
const SHARED: usize = 1;

impl Habits {
    /// Nothing is known yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { classes: [const { Class::new() }; CLASSES] }
    }

    /// Chooses who does `work` units of work: `crew`, or its caller alone. Both ways are known to
    /// be possible, and all members awake.
    pub(super) fn choose(&self, work: u64, crew: Crew, clock: &impl Clock) -> Share<'_> {
        let Some(class) = size_class(work).and_then(|at| self.classes.get(at)) else {
            return Share::settled(crew);
        };
        let way = class.way(crew.size() as u32);
        let lesson = Some(Lesson { class, way, work, start_ms: clock.now_ms() });
        Share { crew: if way == SHARED { crew } else { Crew::Caller }, lesson }
    }
}

impl Default for Habits {
    fn default() -> Self {
        Self::new()
    }
}

impl Share<'_> {
    /// There is nothing to be learnt.
    pub(super) fn settled(crew: Crew) -> Self {
        Self { crew, lesson: None }
    }

    /// The work is done.
    pub fn over(self, clock: &impl Clock) {
        if let Some(Lesson { class, way, work, start_ms }) = self.lesson {
            class.learn(way, ((clock.now_ms() - start_ms) / work as f64) as f32);
        }
    }
}

/// The class of work of this size, if it is not below the least.
fn size_class(work: u64) -> Option<usize> {
    let log = work.checked_ilog2()?;
    let half = (work >> log.saturating_sub(1)) & 1;
    Some(2 * log.checked_sub(LEAST_LOG)? as usize + half as usize)
}

impl Class {
    const fn new() -> Self {
        Self {
            lanes: AtomicU32::new(0),
            times: [AtomicU32::new(0), AtomicU32::new(0)],
            better: AtomicU32::new(0),
            uses: AtomicU32::new(0),
            hold: AtomicU32::new(0),
        }
    }

    fn time(&self, way: usize) -> f32 {
        f32::from_bits(self.times[way].load(Relaxed))
    }

    fn set_time(&self, way: usize, time: f32) {
        self.times[way].store(time.to_bits(), Relaxed);
    }

    /// The way for the next work.
    fn way(&self, lanes: u32) -> usize {
        if self.lanes.swap(lanes, Relaxed) != lanes {
            self.begin(0, 0);
            self.set_time(ALONE, f32::INFINITY);
            self.set_time(SHARED, f32::INFINITY);
        }
        let uses = self.uses.fetch_add(1, Relaxed);
        let hold = self.hold.load(Relaxed);
        let trials_end = if hold == 0 { 2 * TRIES } else { hold + TRIES };
        if uses >= trials_end {
            let better = usize::from(self.time(SHARED) < self.time(ALONE) * WORTH_SHARING);
            self.better.store(better as u32, Relaxed);
            self.begin(1, (2 * hold).clamp(FIRST_HOLD, LONGEST_HOLD));
            return better;
        }
        let better = self.better.load(Relaxed) as usize;
        if hold == 0 {
            return if uses < TRIES { SHARED } else { ALONE };
        }
        if uses == hold {
            self.set_time(1 - better, f32::INFINITY);
        }
        if uses < hold { better } else { 1 - better }
    }

    fn begin(&self, uses: u32, hold: u32) {
        self.uses.store(uses, Relaxed);
        self.hold.store(hold, Relaxed);
    }

    fn learn(&self, way: usize, time: f32) {
        let known = self.time(way);
        let is_trial = self.uses.load(Relaxed) > self.hold.load(Relaxed);
        let learnt = if is_trial {
            known.min(time)
        } else if time > known {
            known + (time - known).min(known / 4.0) * FOLLOWING / 4.0
        } else {
            known + (time - known) * FOLLOWING
        };
        self.set_time(way, learnt);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicU64;

    /// A clock that is put forward by hand.
    #[derive(Default)]
    struct Hand(AtomicU64);

    impl Hand {
        fn forward(&self, ms: f64) {
            self.0.store((self.now_ms() + ms).to_bits(), Relaxed);
        }
    }

    impl Clock for Hand {
        fn now_ms(&self) -> f64 {
            f64::from_bits(self.0.load(Relaxed))
        }
    }

    const TEAM: Crew = Crew::Team { lanes: 2 };

    /// Does the work `times` times; the number of times that it was shared.
    fn run(habits: &Habits, work: u64, times: u32, ms: impl Fn(Crew, u32) -> f64) -> u32 {
        let clock = Hand::default();
        (0..times)
            .filter(|&at| {
                let share = habits.choose(work, TEAM, &clock);
                let crew = share.crew;
                clock.forward(ms(crew, at));
                share.over(&clock);
                crew == TEAM
            })
            .count() as u32
    }

    #[test]
    fn the_faster_way_is_taken_and_the_other_one_tried_ever_more_rarely() {
        for (alone, shared) in [(1.0, 0.6), (1.0, 1.5), (1.0, 0.99)] {
            let ms = |crew, _| if crew == TEAM { shared } else { alone };
            let habits = Habits::new();
            let share = run(&habits, 1 << 20, 10_000, ms);
            let worse = if shared < 0.9 { 10_000 - share } else { share };
            // Three at first, three after 8, 16, 32 … and 4096 more.
            assert!((30..=45).contains(&worse), "{alone} {shared}: {worse}");
        }
    }

    #[test]
    fn a_slow_moment_does_not_decide_and_a_lasting_change_does() {
        let habits = Habits::new();
        // Of three tries in a row only one is undisturbed.
        let noisy = |crew, at: u32| match crew {
            TEAM if at.is_multiple_of(3) => 0.6,
            TEAM => 9.0,
            _ => 1.0,
        };
        assert!(run(&habits, 1 << 20, 100, noisy) > 80);
        // From now on sharing is slow.
        let changed = |crew, _| if crew == TEAM { 2.0 } else { 1.0 };
        assert!(run(&habits, 1 << 20, 10_000, changed) < 200);
    }

    #[test]
    fn sizes_are_apart_and_the_least_and_the_greatest_are_shared() {
        let habits = Habits::new();
        let small_alone = |crew, _| if crew == TEAM { 2.0 } else { 1.0 };
        let large_shared = |crew, _| if crew == TEAM { 1.0 } else { 2.0 };
        assert!(run(&habits, 1 << 18, 1000, small_alone) < 50);
        assert!(run(&habits, 3 << 18, 1000, large_shared) > 950);
        assert!(run(&habits, 1 << 18, 100, small_alone) < 10);
        for unknown in [0, 1, 1 << 15, 1 << 28, u64::MAX] {
            assert_eq!(run(&habits, unknown, 100, small_alone), 100, "{unknown}");
        }
    }

    #[test]
    fn another_number_of_lanes_is_learnt_anew() {
        let habits = Habits::new();
        assert!(run(&habits, 1 << 20, 100, |crew, _| if crew == TEAM { 2.0 } else { 1.0 }) < 20);
        let clock = Hand::default();
        let share = habits.choose(1 << 20, Crew::Team { lanes: 3 }, &clock);
        assert_eq!(share.crew, Crew::Team { lanes: 3 });
    }
}
