//! Semaphores, events and barriers under loom: every interleaving of a few agents, up to a bound on
//! preemptions.
//!
//! A lost wake-up appears as a deadlock. An agent that dies does so at each of its operations in
//! turn; then a supervisor does what the engine would do, and that alone must let the other agents
//! proceed.
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

/// The first word of every object.
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

/// Waits at the barrier; returns the number of parties that had arrived before.
fn pass<W: Words>(words: &W, deadline: Deadline) -> Result<u32, Error> {
    let mut passing = Barrier::at(AT).waiting(words);
    operation::run(words, &mut passing, deadline).map(|()| passing.place().index())
}

/// A deadline that has passed whenever the schedule reaches it.
fn soon(words: &Shared) -> Deadline {
    Deadline::after_ms(words, 1.0)
}

/// Counts the agents inside, invisibly to loom, so that only the semaphore's own words order them.
#[derive(Default)]
struct Inside {
    now: AtomicU32,
    most: AtomicU32,
}

impl Inside {
    fn enter(&self) {
        self.most.fetch_max(self.now.fetch_add(1, SeqCst) + 1, SeqCst);
        // A point at which another agent may enter.
        thread::yield_now();
        self.now.fetch_sub(1, SeqCst);
    }
}

/// Runs three agents at a semaphore; returns the largest number inside at once in any interleaving.
fn most_inside(n_units: u32) -> u32 {
    let most = Arc::new(AtomicU32::new(0));
    let seen = most.clone();
    model(2, move || {
        let (words, semaphore) = semaphore(n_units);
        let inside = Arc::new(Inside::default());
        let enter = move |words: &Shared, inside: &Inside| {
            finish(words, semaphore.acquiring(words)).expect("no deadline");
            inside.enter();
            semaphore.release(words).expect("below the maximum");
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
fn semaphore_admits_exactly_as_many_holders_as_units() {
    assert_eq!(most_inside(1), 1);
    assert_eq!(most_inside(2), 2);
}

#[test]
fn semaphore_wakes_a_waiter_for_every_unit_released() {
    model(2, || {
        let (words, semaphore) = semaphore(0);
        let takers = [(); 2].map(|()| {
            let words = words.clone();
            thread::spawn(move || finish(&words, semaphore.acquiring(&words)))
        });
        // Both, one or none of the takers may be parked already.
        semaphore.release(&words).expect("below the maximum");
        semaphore.release(&words).expect("below the maximum");
        for taker in takers {
            assert_eq!(taker.join().expect("no panic"), Ok(()));
        }
        assert_eq!(words.load(AT), 0);
    });
}

#[test]
fn a_waiter_that_times_out_takes_no_unit() {
    model(3, || {
        let (words, semaphore) = semaphore(0);
        let impatient = {
            let words = words.clone();
            thread::spawn(move || {
                let taken = operation::run(&words, &mut semaphore.acquiring(&words), soon(&words));
                if taken.is_ok() {
                    semaphore.release(&words).expect("below the maximum");
                }
                taken
            })
        };
        semaphore.release(&words).expect("below the maximum");
        // An agent that times out, or releases its unit, leaves the unit to a waiter.
        assert_eq!(finish(&words, semaphore.acquiring(&words)), Ok(()));
        let impatient = impatient.join().expect("no panic");
        assert!(matches!(impatient, Ok(()) | Err(Error::TimedOut)));
        assert_eq!(words.load(AT), 0);
    });
}

/// Runs an agent `mortal` beside an agent `other`, and lets the first die after each possible
/// number of operations; then `supervise` is called with that number. Returns the number of
/// operations after which `mortal` no longer dies.
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
            // Some interleavings take more operations than others.
            seen.fetch_or(mortal.join().expect("no panic"), SeqCst);
        });
        if !has_died.load(SeqCst) {
            return n_operations;
        }
    }
    unreachable!("some number of operations suffices")
}

#[test]
fn an_agent_that_releases_a_semaphore_may_die_anywhere() {
    let n_deaths = dies_everywhere(
        || semaphore(0),
        |mortal, semaphore| semaphore.release(mortal).expect("below the maximum"),
        |words, semaphore, n_operations| {
            semaphore.supervise_death(words);
            // The exchange decides, after a load: without it the unit is lost.
            if n_operations < 2 {
                semaphore.release(words).expect("below the maximum");
            }
        },
        |words, semaphore| assert_eq!(finish(words, semaphore.acquiring(words)), Ok(())),
    );
    // A load, an exchange, a load and an exchange of the event count, a notification.
    assert_eq!(n_deaths, 5);
}

#[test]
fn an_agent_that_waits_for_a_semaphore_may_die_anywhere() {
    let n_deaths = dies_everywhere(
        || semaphore(1),
        |mortal, semaphore| {
            finish(mortal, semaphore.acquiring(mortal)).expect("no deadline");
            semaphore.release(mortal).expect("below the maximum");
        },
        |words, semaphore, _| semaphore.supervise_death(words),
        |words, semaphore| {
            // The unit of the dead agent is lost, as in Python, but nothing else is.
            semaphore.release(words).expect("below the maximum");
            assert_eq!(finish(words, semaphore.acquiring(words)), Ok(()));
            assert!(words.load(AT) <= 1);
        },
    );
    assert!(n_deaths > 4, "{n_deaths}");
}

#[test]
fn setting_an_event_wakes_all_waiters() {
    model(2, || {
        let words = Shared::new(Event::N_WORDS, 0, (0, 0));
        let event = Event::at(AT);
        let waiting = [(); 2].map(|()| {
            let words = words.clone();
            thread::spawn(move || finish(&words, event.waiting(&words)))
        });
        event.set(&words);
        for one in waiting {
            assert_eq!(one.join().expect("no panic"), Ok(()));
        }
        assert!(event.is_set(&words));
    });
}

#[test]
fn an_event_set_and_cleared_at_once_releases_its_waiters() {
    model(2, || {
        let words = Shared::new(Event::N_WORDS, 0, (0, 0));
        let event = Event::at(AT);
        let seen = event.waiting(&words).seen();
        let waiter = {
            let words = words.clone();
            thread::spawn(move || finish(&words, event.resume(&words, seen)))
        };
        event.set(&words);
        event.clear(&words);
        assert_eq!(waiter.join().expect("no panic"), Ok(()));
        assert!(!event.is_set(&words));
    });
}

#[test]
fn an_event_set_by_two_agents_at_once_stays_set() {
    model(3, || {
        let words = Shared::new(Event::N_WORDS, 0, (0, 0));
        let event = Event::at(AT);
        let other = {
            let words = words.clone();
            thread::spawn(move || event.set(&words))
        };
        event.set(&words);
        // Set as soon as one call has returned; the other call must not clear it.
        assert!(event.is_set(&words));
        assert_eq!(finish(&words, event.waiting(&words)), Ok(()));
        other.join().expect("no panic");
        assert!(event.is_set(&words));
    });
}

#[test]
fn an_event_set_during_a_wait_ends_it_whatever_happened_before() {
    model(3, || {
        let words = Shared::new(Event::N_WORDS, 0, (0, 0));
        let event = Event::at(AT);
        let other = {
            let words = words.clone();
            thread::spawn(move || event.set(&words))
        };
        event.set(&words);
        event.clear(&words);
        let mut waiting = event.waiting(&words);
        let was_clear = waiting.seen() & 1 == 0;
        other.join().expect("no panic");
        if was_clear && event.is_set(&words) {
            event.clear(&words);
            assert_eq!(operation::step(&words, &mut waiting), Ok(Step::Done));
        }
    });
}

#[test]
fn an_event_cleared_by_two_agents_at_once_stays_clear() {
    model(3, || {
        let words = Shared::new(Event::N_WORDS, 0, (0, 0));
        let event = Event::at(AT);
        event.set(&words);
        let other = {
            let words = words.clone();
            thread::spawn(move || event.clear(&words))
        };
        event.clear(&words);
        assert!(!event.is_set(&words));
        other.join().expect("no panic");
        let late = operation::run(&words, &mut event.waiting(&words), soon(&words));
        assert_eq!(late, Err(Error::TimedOut));
    });
}

#[test]
fn an_agent_that_sets_an_event_may_die_anywhere() {
    let n_deaths = dies_everywhere(
        || (Shared::new(Event::N_WORDS, 0, (0, 0)), Event::at(AT)),
        |mortal, event| event.set(mortal),
        |words, event, _| {
            event.supervise_death(words);
            if !event.is_set(words) {
                event.set(words);
            }
        },
        |words, event| assert_eq!(finish(words, event.waiting(words)), Ok(())),
    );
    assert_eq!(n_deaths, 5);
}

/// `n_parties` agents pass the barrier twice, each time with distinct indices.
fn parties_pass(preemptions: usize, n_parties: u32) {
    const N_LAPS: usize = 2;
    model(preemptions, move || {
        let (words, _) = barrier(n_parties);
        let laps = |words: &Shared| {
            [(); N_LAPS].map(|()| pass(words, Deadline::NEVER).expect("the barrier is not broken"))
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
fn two_parties_pass_a_barrier_repeatedly() {
    parties_pass(3, 2);
}

#[test]
fn three_parties_pass_a_barrier_repeatedly() {
    parties_pass(1, 3);
}

#[test]
fn barrier_is_passed_by_all_or_broken_for_all() {
    model(2, || {
        let (words, barrier) = barrier(3);
        let others = [true, false].map(|is_impatient| {
            let words = words.clone();
            thread::spawn(move || {
                pass(&words, if is_impatient { soon(&words) } else { Deadline::NEVER })
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
fn an_aborted_barrier_fails_for_all_until_it_is_reset() {
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
        // The barrier works again and has no waiters left: the first of three waits.
        assert_eq!(pass(&words, soon(&words)), Err(Error::TimedOut));
    });
}

#[test]
fn a_slow_waiter_passes_although_the_next_generation_fails() {
    model(2, || {
        let (words, barrier) = barrier(2);
        let other = {
            let words = words.clone();
            thread::spawn(move || pass(&words, Deadline::NEVER))
        };
        let mine = pass(&words, Deadline::NEVER).expect("the barrier is not broken yet");
        // The other agent may still be parked in the generation that has passed.
        assert_eq!(pass(&words, soon(&words)), Err(Error::TimedOut));
        assert!(barrier.is_broken(&words));
        assert_eq!(mine + other.join().expect("no panic").expect("passed too"), 1);
    });
}

#[test]
fn a_reset_barrier_fails_for_its_waiters_and_can_be_used_again() {
    model(2, || {
        let (words, barrier) = barrier(2);
        let other = {
            let words = words.clone();
            thread::spawn(move || {
                // It fails at most once: there is one reset.
                pass(&words, Deadline::NEVER).or_else(|error| {
                    assert_eq!(error, Error::Broken);
                    pass(&words, Deadline::NEVER)
                })
            })
        };
        barrier.reset(&words);
        let mine = pass(&words, Deadline::NEVER).expect("the barrier is not broken");
        assert_eq!(mine + other.join().expect("no panic").expect("the barrier is not broken"), 1);
    });
}

#[test]
fn a_barrier_aborted_while_parties_arrive_is_passed_by_all_or_none() {
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
fn an_agent_that_arrives_at_a_barrier_may_die_anywhere() {
    let n_deaths = dies_everywhere(
        || barrier(2),
        |mortal, _| assert!(pass(mortal, Deadline::NEVER).is_ok_and(|index| index < 2)),
        |words, barrier, _| {
            barrier.supervise_death(words);
            // If the dead agent's arrival was the last, the other agent passes. If it was not, no
            // further agent arrives, so the barrier is aborted.
            let generation = words.load(AT) >> 11 & 0xffff;
            if generation == 0 {
                barrier.abort(words);
            }
        },
        |words, _| assert!(matches!(pass(words, Deadline::NEVER), Ok(_) | Err(Error::Broken))),
    );
    assert!(n_deaths > 5, "{n_deaths}");
}
