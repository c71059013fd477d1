//! Semaphores, flags and barriers under loom: every interleaving of a few agents, up to a bound on
//! preemptions.
//!
//! A wake-up that is lost shows as a deadlock. An agent that dies does so at each of its operations
//! in turn; a supervisor then does what the engine does, and nothing else may be needed for the
//! others to go on.
#![cfg(not(target_arch = "wasm32"))]

mod loom_words;

use loom::thread;
use loom_words::{Shared, finish, model};
use parallel_playground::ipc::testing::{CrashAfter, Crashed, catch_crash};
use parallel_playground::ipc::{
    Barrier, Deadline, Error, Event, Semaphore, Step, Words, operation,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};

/// All objects begin here.
const AT: u32 = 0;

fn semaphore(n_units: u32) -> (Shared, Semaphore) {
    let words = Shared::new(Semaphore::N_WORDS, 0, (0, 0));
    Semaphore::at(AT).create(&words, n_units);
    (words, Semaphore::at(AT))
}

fn barrier(n_parties: u32) -> (Shared, Barrier) {
    let words = Shared::new(Barrier::N_WORDS, 0, (0, 0));
    Barrier::at(AT).create(&words, n_parties);
    (words, Barrier::at(AT))
}

/// Waits at the barrier; how many were there before.
fn pass<W: Words>(words: &W, deadline: Deadline) -> Result<u32, Error> {
    let mut passing = Barrier::at(AT).waiting(words);
    operation::run(words, &mut passing, deadline).map(|()| passing.place().index())
}

/// A deadline that is over whenever the schedule comes to it.
fn soon(words: &Shared) -> Deadline {
    Deadline::after_ms(words, 1.0)
}

/// Counts agents that are inside, out of loom's sight: only its own words decide when.
#[derive(Default)]
struct Inside {
    now: AtomicU32,
    most: AtomicU32,
}

impl Inside {
    fn enter(&self) {
        self.most.fetch_max(self.now.fetch_add(1, SeqCst) + 1, SeqCst);
        // A point at which another agent may come in.
        thread::yield_now();
        self.now.fetch_sub(1, SeqCst);
    }
}

/// Three agents at a semaphore; the most that were inside at once in any interleaving.
fn most_inside(n_units: u32) -> u32 {
    let most = Arc::new(AtomicU32::new(0));
    let seen = most.clone();
    model(2, move || {
        let (words, semaphore) = semaphore(n_units);
        let inside = Arc::new(Inside::default());
        let enter = move |words: &Shared, inside: &Inside| {
            finish(words, semaphore.acquiring(words)).expect("no deadline");
            inside.enter();
            semaphore.release(words).expect("below its most");
        };
        let others = [(); 2].map(|()| {
            let (words, inside) = (words.clone(), inside.clone());
            thread::spawn(move || enter(&words, &inside))
        });
        enter(&words, &inside);
        for other in others {
            other.join().expect("no panic");
        }
        assert_eq!(words.load(AT), n_units, "all units are back");
        seen.fetch_max(inside.most.load(SeqCst), SeqCst);
    });
    most.load(SeqCst)
}

#[test]
fn semaphore_has_as_many_holders_as_units_and_never_more() {
    assert_eq!(most_inside(1), 1);
    assert_eq!(most_inside(2), 2);
}

#[test]
fn semaphore_wakes_whoever_can_have_a_unit() {
    model(2, || {
        let (words, semaphore) = semaphore(0);
        let takers = [(); 2].map(|()| {
            let words = words.clone();
            thread::spawn(move || finish(&words, semaphore.acquiring(&words)))
        });
        // Both may sleep already, or one, or none.
        semaphore.release(&words).expect("below its most");
        semaphore.release(&words).expect("below its most");
        for taker in takers {
            assert_eq!(taker.join().expect("no panic"), Ok(()));
        }
        assert_eq!(words.load(AT), 0);
    });
}

#[test]
fn semaphore_keeps_the_unit_that_somebody_came_too_late_for() {
    model(3, || {
        let (words, semaphore) = semaphore(0);
        let hasty = {
            let words = words.clone();
            thread::spawn(move || {
                let taken = operation::run(&words, &mut semaphore.acquiring(&words), soon(&words));
                if taken.is_ok() {
                    semaphore.release(&words).expect("below its most");
                }
                taken
            })
        };
        semaphore.release(&words).expect("below its most");
        // One who gives up, or gives back, leaves the unit to one who waits.
        assert_eq!(finish(&words, semaphore.acquiring(&words)), Ok(()));
        let hasty = hasty.join().expect("no panic");
        assert!(matches!(hasty, Ok(()) | Err(Error::TimedOut)));
        assert_eq!(words.load(AT), 0);
    });
}

/// An agent lives the life `mortal` beside an agent that lives `other`, and dies after each
/// possible number of operations; then `supervise` is called with that number. How many lives there
/// were.
fn dies_everywhere<O: Copy + Send + Sync + 'static>(
    make: fn() -> (Shared, O),
    mortal: fn(&CrashAfter<Shared>, O),
    supervise: fn(&Shared, O, u32),
    other: fn(&Shared, O),
) -> u32 {
    for n_operations in 0.. {
        let has_died = Arc::new(AtomicBool::new(false));
        let seen = has_died.clone();
        model(2, move || {
            let (words, object) = make();
            let supervisor = words.clone();
            let life = CrashAfter::new(words.clone(), n_operations);
            let mortal = thread::spawn(move || {
                let died = catch_crash(|| mortal(&life, object)) == Err(Crashed);
                if died {
                    supervise(&supervisor, object, n_operations);
                }
                died
            });
            other(&words, object);
            // In some interleavings it comes to more operations than in others.
            seen.fetch_or(mortal.join().expect("no panic"), SeqCst);
        });
        if !has_died.load(SeqCst) {
            return n_operations;
        }
    }
    unreachable!("some number of operations suffices")
}

#[test]
fn one_who_gives_a_unit_back_may_die_anywhere() {
    let n_lives = dies_everywhere(
        || semaphore(0),
        |mortal, semaphore| semaphore.release(mortal).expect("below its most"),
        |words, semaphore, n_operations| {
            semaphore.supervise_death(words);
            // Its exchange decides, after a look: without it the unit is gone for good.
            if n_operations < 2 {
                semaphore.release(words).expect("below its most");
            }
        },
        |words, semaphore| assert_eq!(finish(words, semaphore.acquiring(words)), Ok(())),
    );
    // The look, the exchange, the look at the event count, its exchange, the notification.
    assert_eq!(n_lives, 5);
}

#[test]
fn one_who_waits_for_a_unit_may_die_anywhere() {
    let n_lives = dies_everywhere(
        || semaphore(1),
        |mortal, semaphore| {
            finish(mortal, semaphore.acquiring(mortal)).expect("no deadline");
            semaphore.release(mortal).expect("below its most");
        },
        |words, semaphore, _| semaphore.supervise_death(words),
        |words, semaphore| {
            // Nobody gives back what the dead had, as in Python; but nothing else is lost with it.
            semaphore.release(words).expect("below its most");
            assert_eq!(finish(words, semaphore.acquiring(words)), Ok(()));
            assert!(words.load(AT) <= 1);
        },
    );
    assert!(n_lives > 4, "{n_lives}");
}

#[test]
fn flag_that_is_raised_wakes_everybody() {
    model(2, || {
        let words = Shared::new(Event::N_WORDS, 0, (0, 0));
        let flag = Event::at(AT);
        let waiting = [(); 2].map(|()| {
            let words = words.clone();
            thread::spawn(move || finish(&words, flag.waiting(&words)))
        });
        flag.set(&words);
        for one in waiting {
            assert_eq!(one.join().expect("no panic"), Ok(()));
        }
        assert!(flag.is_set(&words));
    });
}

#[test]
fn flag_that_is_lowered_at_once_wakes_whoever_waited() {
    model(2, || {
        let words = Shared::new(Event::N_WORDS, 0, (0, 0));
        let flag = Event::at(AT);
        let seen = flag.waiting(&words).seen();
        let waiter = {
            let words = words.clone();
            thread::spawn(move || finish(&words, flag.resume(&words, seen)))
        };
        flag.set(&words);
        flag.clear(&words);
        assert_eq!(waiter.join().expect("no panic"), Ok(()));
        assert!(!flag.is_set(&words));
    });
}

#[test]
fn flag_raised_by_two_at_once_is_up_and_stays_up() {
    model(3, || {
        let words = Shared::new(Event::N_WORDS, 0, (0, 0));
        let flag = Event::at(AT);
        let other = {
            let words = words.clone();
            thread::spawn(move || flag.set(&words))
        };
        flag.set(&words);
        // As soon as one has returned; the other must not lower it.
        assert!(flag.is_set(&words));
        assert_eq!(finish(&words, flag.waiting(&words)), Ok(()));
        other.join().expect("no panic");
        assert!(flag.is_set(&words));
    });
}

#[test]
fn flag_raised_since_somebody_came_lets_it_pass_though_others_raised_and_lowered_it_before() {
    model(3, || {
        let words = Shared::new(Event::N_WORDS, 0, (0, 0));
        let flag = Event::at(AT);
        let other = {
            let words = words.clone();
            thread::spawn(move || flag.set(&words))
        };
        flag.set(&words);
        flag.clear(&words);
        let mut waiting = flag.waiting(&words);
        let was_down = waiting.seen() & 1 == 0;
        other.join().expect("no panic");
        if was_down && flag.is_set(&words) {
            flag.clear(&words);
            assert_eq!(operation::step(&words, &mut waiting), Ok(Step::Done));
        }
    });
}

#[test]
fn flag_lowered_by_two_at_once_is_down_and_holds_whoever_comes() {
    model(3, || {
        let words = Shared::new(Event::N_WORDS, 0, (0, 0));
        let flag = Event::at(AT);
        flag.set(&words);
        let other = {
            let words = words.clone();
            thread::spawn(move || flag.clear(&words))
        };
        flag.clear(&words);
        assert!(!flag.is_set(&words));
        other.join().expect("no panic");
        let late = operation::run(&words, &mut flag.waiting(&words), soon(&words));
        assert_eq!(late, Err(Error::TimedOut));
    });
}

#[test]
fn one_who_raises_a_flag_may_die_anywhere() {
    let n_lives = dies_everywhere(
        || (Shared::new(Event::N_WORDS, 0, (0, 0)), Event::at(AT)),
        |mortal, flag| flag.set(mortal),
        |words, flag, _| {
            flag.supervise_death(words);
            if !flag.is_set(words) {
                flag.set(words);
            }
        },
        |words, flag| assert_eq!(finish(words, flag.waiting(words)), Ok(())),
    );
    assert_eq!(n_lives, 5);
}

/// So many parties pass twice; each time everybody has another index.
fn parties_pass(preemptions: usize, n_parties: u32) {
    const N_LAPS: usize = 2;
    model(preemptions, move || {
        let (words, _) = barrier(n_parties);
        let laps = |words: &Shared| {
            [(); N_LAPS].map(|()| pass(words, Deadline::NEVER).expect("nobody breaks it"))
        };
        let others: Vec<_> = (1..n_parties)
            .map(|_| {
                let words = words.clone();
                thread::spawn(move || laps(&words))
            })
            .collect();
        let mut all = vec![laps(&words)];
        all.extend(others.into_iter().map(|other| other.join().expect("no panic")));
        for lap in 0..N_LAPS {
            let mut indices: Vec<u32> = all.iter().map(|laps| laps[lap]).collect();
            indices.sort_unstable();
            assert_eq!(indices, (0..n_parties).collect::<Vec<_>>());
        }
    });
}

#[test]
fn barrier_lets_two_pass_again_and_again() {
    parties_pass(3, 2);
}

#[test]
fn barrier_lets_three_pass_again_and_again() {
    parties_pass(1, 3);
}

#[test]
fn barrier_is_passed_by_all_or_broken_for_all() {
    model(2, || {
        let (words, barrier) = barrier(3);
        let others = [true, false].map(|is_hasty| {
            let words = words.clone();
            thread::spawn(move || {
                pass(&words, if is_hasty { soon(&words) } else { Deadline::NEVER })
            })
        });
        let mut all = vec![pass(&words, Deadline::NEVER)];
        all.extend(others.map(|other| other.join().expect("no panic")));
        if all.iter().all(Result::is_ok) {
            all.sort_unstable_by_key(|index| index.expect("all passed"));
            assert_eq!(all, [Ok(0), Ok(1), Ok(2)]);
        } else {
            assert_eq!(all, [Err(Error::Broken), Err(Error::TimedOut), Err(Error::Broken)]);
        }
        assert_eq!(barrier.is_broken(&words), all[0].is_err());
    });
}

#[test]
fn barrier_that_is_aborted_breaks_for_everybody_until_it_is_reset() {
    model(2, || {
        let (words, barrier) = barrier(3);
        let waiting = [(); 2].map(|()| {
            let words = words.clone();
            thread::spawn(move || pass(&words, Deadline::NEVER))
        });
        barrier.abort(&words);
        for one in waiting {
            assert_eq!(one.join().expect("no panic"), Err(Error::Broken));
        }
        assert!(barrier.is_broken(&words));
        assert_eq!(pass(&words, Deadline::NEVER), Err(Error::Broken));
        barrier.reset(&words);
        assert!(!barrier.is_broken(&words));
        // Whole, with nobody left over in it: the first of three waits.
        assert_eq!(pass(&words, soon(&words)), Err(Error::TimedOut));
    });
}

#[test]
fn barrier_that_was_passed_stays_passed_for_those_who_are_slow_to_hear_of_it() {
    model(2, || {
        let (words, barrier) = barrier(2);
        let other = {
            let words = words.clone();
            thread::spawn(move || pass(&words, Deadline::NEVER))
        };
        let mine = pass(&words, Deadline::NEVER).expect("nobody has broken it yet");
        // The other may still be asleep in the generation that was passed.
        assert_eq!(pass(&words, soon(&words)), Err(Error::TimedOut));
        assert!(barrier.is_broken(&words));
        assert_eq!(mine + other.join().expect("no panic").expect("passed too"), 1);
    });
}

#[test]
fn barrier_that_is_reset_sends_those_who_wait_away_and_begins_again() {
    model(2, || {
        let (words, barrier) = barrier(2);
        let other = {
            let words = words.clone();
            thread::spawn(move || {
                // Sent away once at most: there is one reset.
                pass(&words, Deadline::NEVER).or_else(|error| {
                    assert_eq!(error, Error::Broken);
                    pass(&words, Deadline::NEVER)
                })
            })
        };
        barrier.reset(&words);
        let mine = pass(&words, Deadline::NEVER).expect("nobody breaks it");
        assert_eq!(mine + other.join().expect("no panic").expect("nobody breaks it"), 1);
    });
}

#[test]
fn barrier_broken_while_others_arrive_is_passed_by_all_or_none() {
    model(2, || {
        let (words, barrier) = barrier(2);
        let others = {
            let words = words.clone();
            thread::spawn(move || pass(&words, Deadline::NEVER))
        };
        let breaker = {
            let words = words.clone();
            thread::spawn(move || barrier.abort(&words))
        };
        let mine = pass(&words, Deadline::NEVER);
        assert_eq!(mine.is_ok(), others.join().expect("no panic").is_ok());
        breaker.join().expect("no panic");
        assert!(barrier.is_broken(&words));
    });
}

#[test]
fn one_who_arrives_at_a_barrier_may_die_anywhere() {
    let n_lives = dies_everywhere(
        || barrier(2),
        |mortal, _| assert!(pass(mortal, Deadline::NEVER).is_ok_and(|index| index < 2)),
        |words, barrier, _| {
            barrier.supervise_death(words);
            // Where its arrival was the last, that was enough for the other. It never comes where
            // it was not.
            let generation = words.load(AT) >> 11 & 0xffff;
            if generation == 0 {
                barrier.abort(words);
            }
        },
        |words, _| assert!(matches!(pass(words, Deadline::NEVER), Ok(_) | Err(Error::Broken))),
    );
    assert!(n_lives > 5, "{n_lives}");
}
