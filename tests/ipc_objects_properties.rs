//! Semaphores, events and barriers on the host: random steps of several agents against an oracle,
//! and real threads.
//!
//! A failure prints the inputs that proptest shrank it to, and the seed to repeat it.
#![cfg(not(target_arch = "wasm32"))]

mod watched;

use parallel_playground::ipc::barrier::{Passing, Place};
use parallel_playground::ipc::testing::HostWords;
use parallel_playground::ipc::{
    Barrier, Deadline, Error, Event, ExitStatus, Operation, Semaphore, Step, Words, operation,
};
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::Barrier as Meeting;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;
use watched::{seeded, until_asleep, watched};

/// The first word of every object. The words are dirty, like reused memory.
const AT: u32 = 0;

fn dirty_words() -> HostWords {
    let words = HostWords::new(4);
    (0..words.n_words()).for_each(|index| words.store(index, 0xdead_beef));
    words
}

fn semaphore(n_units: u32) -> (HostWords, Semaphore) {
    let words = dirty_words();
    Semaphore::at(AT).create(&words, n_units);
    (words, Semaphore::at(AT))
}

fn barrier(n_parties: u32) -> (HostWords, Barrier) {
    let words = dirty_words();
    Barrier::at(AT).create(&words, n_parties);
    (words, Barrier::at(AT))
}

/// Waits at the barrier; returns the number of parties that had arrived before.
fn pass(words: &HostWords, deadline: Deadline) -> Result<u32, Error> {
    let mut passing = Barrier::at(AT).waiting(words);
    operation::run(words, &mut passing, deadline).map(|()| passing.place().index())
}

fn finish<W: Words>(words: &W, mut operation: impl Operation<W>) {
    operation::run(words, &mut operation, Deadline::NEVER).expect("no deadline and no failure");
}

/// An action of one agent at a barrier.
#[derive(Debug, Clone, Copy)]
enum Deed {
    /// Arrives, or polls whether it may pass.
    Step(usize),
    GiveUp(usize),
    Abort,
    Reset,
}

/// An agent at a barrier, as the oracle sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Seen {
    Outside,
    Waits {
        index: u32,
    },
    /// Its generation has ended, and it has not polled since.
    Ended {
        index: u32,
        passed: bool,
    },
}

/// A sequential barrier.
struct Oracle {
    agents: Vec<Seen>,
    n_parties: u32,
    broken: bool,
}

impl Oracle {
    fn n_waiting(&self) -> u32 {
        self.agents.iter().filter(|agent| matches!(agent, Seen::Waits { .. })).count() as u32
    }

    fn end(&mut self, passed: bool) {
        for agent in &mut self.agents {
            if let Seen::Waits { index } = *agent {
                *agent = Seen::Ended { index, passed };
            }
        }
    }

    /// The expected result of the step: the index, or `None` if the agent has to wait.
    fn step(&mut self, agent: usize) -> Result<Option<u32>, Error> {
        if self.agents[agent] == Seen::Outside {
            if self.broken {
                return Err(Error::Broken);
            }
            let index = self.n_waiting();
            self.agents[agent] = Seen::Waits { index };
            if index + 1 == self.n_parties {
                self.end(true);
            }
        }
        match self.agents[agent] {
            Seen::Ended { index, passed } => {
                self.agents[agent] = Seen::Outside;
                if passed { Ok(Some(index)) } else { Err(Error::Broken) }
            }
            _ => Ok(None),
        }
    }

    fn give_up(&mut self, agent: usize) -> Result<(), Error> {
        let before = self.agents[agent];
        if matches!(before, Seen::Waits { .. }) {
            self.broken = true;
            self.end(false);
        }
        self.agents[agent] = Seen::Outside;
        if matches!(before, Seen::Ended { passed: true, .. }) {
            Ok(())
        } else {
            Err(Error::TimedOut)
        }
    }
}

fn deeds(n_agents: usize) -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        12 => (0..n_agents).prop_map(Deed::Step),
        2 => (0..n_agents).prop_map(Deed::GiveUp),
        1 => Just(Deed::Abort),
        3 => Just(Deed::Reset),
    ];
    vec(deed, 0..120)
}

/// Each agent polls the end of its generation before this many further generations have ended.
const MEMORY: u32 = 4;

proptest! {
    #![proptest_config(seeded(400))]

    #[test]
    fn barrier_does_what_the_oracle_does(
        n_parties in 1_u32..5,
        start in prop_oneof![Just(0), 0xfff8_u32..=0xffff],
        deeds in deeds(6),
    ) {
        let (words, barrier) = barrier(n_parties);
        words.store(AT, start << 11);
        let mut oracle = Oracle { agents: vec![Seen::Outside; 6], n_parties, broken: false };
        let mut agents: Vec<Passing<'_, HostWords>> =
            (0..6).map(|_| barrier.waiting(&words)).collect();
        let generation = || words.load(AT) >> 11 & 0xffff;
        let mut ended_at = [None; 6];
        for deed in deeds {
            // An agent that is overdue polls before anything else happens.
            let overdue = |agent: &usize| {
                ended_at[*agent]
                    .is_some_and(|at: u32| (generation().wrapping_sub(at) & 0xffff) >= MEMORY)
            };
            for deed in (0..6).filter(overdue).map(Deed::Step).chain([deed]).collect::<Vec<_>>() {
                match deed {
                    Deed::Step(agent) => {
                        let step = operation::step(&words, &mut agents[agent]);
                        let expected = oracle.step(agent);
                        match (step, expected) {
                            (Ok(Step::Wait(target, _)), Ok(None)) => {
                                prop_assert_eq!(words.load(target.index), target.expected);
                                let Place::At { generation, .. } = agents[agent].place() else {
                                    panic!("waits nowhere")
                                };
                                ended_at[agent] = Some(generation);
                            }
                            (Ok(Step::Done), Ok(Some(index))) => {
                                prop_assert_eq!(agents[agent].place(), Place::Behind { index });
                            }
                            (Err(error), Err(expected)) => prop_assert_eq!(error, expected),
                            other => prop_assert!(false, "{:?}", other),
                        }
                        if !matches!(expected, Ok(None)) {
                            (agents[agent], ended_at[agent]) = (barrier.waiting(&words), None);
                        }
                    }
                    Deed::GiveUp(agent) => {
                        prop_assert_eq!(
                            operation::give_up(&mut agents[agent]),
                            oracle.give_up(agent)
                        );
                        (agents[agent], ended_at[agent]) = (barrier.waiting(&words), None);
                    }
                    Deed::Abort => {
                        barrier.abort(&words);
                        oracle.broken = true;
                        oracle.end(false);
                    }
                    Deed::Reset => {
                        barrier.reset(&words);
                        oracle.broken = false;
                        oracle.end(false);
                    }
                }
                prop_assert_eq!(barrier.is_broken(&words), oracle.broken);
                prop_assert_eq!(words.load(AT) & 0x7ff, oracle.n_waiting());
            }
        }
    }

    #[test]
    fn semaphore_does_what_a_counter_does(
        n_units in 0_u32..4,
        takes in vec(any::<bool>(), 0..100),
    ) {
        let (words, semaphore) = semaphore(n_units);
        let mut free = n_units;
        for take in takes {
            if take {
                let step = operation::step(&words, &mut semaphore.acquiring(&words));
                let taken = operation::run(&words, &mut semaphore.acquiring(&words), Deadline::NOW);
                // Each of the two takes a unit if one is left.
                prop_assert_eq!(step == Ok(Step::Done), free > 0);
                prop_assert_eq!(taken, if free > 1 { Ok(()) } else { Err(Error::TimedOut) });
                free = free.saturating_sub(2);
            } else {
                semaphore.release(&words).expect("below the maximum");
                free += 1;
            }
            prop_assert_eq!(semaphore.value(&words), free);
        }
    }

    #[test]
    fn bounded_semaphore_refuses_more_units_than_it_began_with(
        most in 0_u32..4,
        releases in vec(any::<bool>(), 0..60),
    ) {
        let (words, semaphore) = semaphore(most);
        let mut free = most;
        for release in releases {
            if release {
                let expected = if free < most { Ok(()) } else { Err(Error::TooMany) };
                prop_assert_eq!(semaphore.release_at_most(&words, most), expected);
                free = most.min(free + 1);
            } else {
                let step = operation::step(&words, &mut semaphore.acquiring(&words));
                prop_assert_eq!(step == Ok(Step::Done), free > 0);
                free = free.saturating_sub(1);
            }
            prop_assert_eq!(semaphore.value(&words), free);
        }
    }

    #[test]
    fn the_first_exit_code_stays(codes in vec(any::<i32>(), 1..5)) {
        let (words, exit) = (HostWords::new(ExitStatus::N_WORDS), ExitStatus::at(AT));
        let mut waiting = exit.waiting(&words);
        prop_assert!(matches!(operation::step(&words, &mut waiting), Ok(Step::Wait(..))));
        prop_assert_eq!((exit.get(&words), exit.status(&words)), (None, 0));
        for (i, &code) in codes.iter().enumerate() {
            prop_assert_eq!(exit.set(&words, code), i == 0);
            let first = codes[0].clamp(-255, 255);
            prop_assert_eq!((exit.get(&words), exit.status(&words)), (Some(first), first + 1024));
            prop_assert_eq!(operation::step(&words, &mut waiting), Ok(Step::Done));
        }
    }

    #[test]
    fn a_wait_ends_if_the_event_is_set_when_it_starts_or_later(
        deeds in vec((0_u32..4, 0_usize..3), 0..100),
    ) {
        let (words, event) = (HostWords::new(Event::N_WORDS), Event::at(AT));
        let mut is_set = false;
        // For each agent: its wait, and whether that may end.
        let mut waits = [(); 3].map(|()| (event.waiting(&words), false));
        for (deed, agent) in deeds {
            match deed {
                0 => {
                    event.set(&words);
                    is_set = true;
                    for (_, may_pass) in &mut waits {
                        *may_pass = true;
                    }
                }
                1 => {
                    event.clear(&words);
                    is_set = false;
                }
                2 => waits[agent] = (event.waiting(&words), is_set),
                _ => {
                    let (waiting, may_pass) = &mut waits[agent];
                    prop_assert_eq!(operation::step(&words, waiting) == Ok(Step::Done), *may_pass);
                }
            }
            prop_assert_eq!(event.is_set(&words), is_set);
        }
    }
}

#[test]
fn no_bound_exceeds_what_a_semaphore_can_count() {
    let (words, semaphore) = semaphore(Semaphore::MOST);
    assert_eq!(semaphore.release(&words), Err(Error::TooMany));
    assert_eq!(semaphore.release_at_most(&words, u32::MAX), Err(Error::TooMany));
    assert_eq!(semaphore.value(&words), Semaphore::MOST);
}

#[test]
fn one_of_several_exit_codes_wins_and_wakes_all_who_wait() {
    watched(|| {
        let (words, exit) = (&HostWords::new(ExitStatus::N_WORDS), ExitStatus::at(AT));
        thread::scope(|scope| {
            let waiters = [(); 3].map(|()| scope.spawn(|| finish(words, exit.waiting(words))));
            until_asleep(words, 3);
            let first = [1, 2, 3].map(|code| scope.spawn(move || exit.set(words, code)));
            let won = first.map(|setter| setter.join().expect("no panic"));
            assert_eq!(won.iter().filter(|&&won| won).count(), 1);
            let winner = [1, 2, 3].into_iter().zip(won).find(|&(_, won)| won);
            assert_eq!(exit.get(words), winner.map(|(code, _)| code));
            for waiter in waiters {
                waiter.join().expect("no panic");
            }
        });
    });
}

proptest! {
    // Threads are not deterministic: shrinking would only repeat the wait for the watchdog.
    #![proptest_config(ProptestConfig { max_shrink_iters: 0, ..seeded(24) })]

    #[test]
    fn threads_hold_at_most_as_many_units_as_there_are(
        n_units in 1_u32..4,
        n_threads in 1_u32..6,
        n_laps in 1_u32..200,
    ) {
        watched(move || {
            let (words, semaphore) = semaphore(n_units);
            let inside = AtomicU32::new(0);
            thread::scope(|scope| {
                for id in 0..n_threads {
                    let (words, inside) = (&words, &inside);
                    scope.spawn(move || {
                        for lap in 0..n_laps {
                            // Some do not wait, some wait briefly, most wait without limit.
                            let deadline = match (lap + id) % 8 {
                                0 => Deadline::NOW,
                                1 => Deadline::after_ms(words, 0.02),
                                _ => Deadline::NEVER,
                            };
                            let taken =
                                operation::run(words, &mut semaphore.acquiring(words), deadline);
                            assert!(deadline != Deadline::NEVER || taken.is_ok());
                            if taken.is_ok() {
                                assert!(inside.fetch_add(1, SeqCst) < n_units);
                                inside.fetch_sub(1, SeqCst);
                                semaphore.release(words).expect("below the maximum");
                            }
                        }
                    });
                }
            });
            assert_eq!(words.load(AT), n_units);
        });
    }

    #[test]
    fn each_unit_released_lets_one_waiter_proceed(n_threads in 1_u32..6, n_given in 1_u32..60) {
        watched(move || {
            let (words, semaphore) = semaphore(0);
            thread::scope(|scope| {
                for id in 0..n_threads {
                    let words = &words;
                    let n = n_given / n_threads + u32::from(id < n_given % n_threads);
                    scope.spawn(move || {
                        for _ in 0..n {
                            finish(words, semaphore.acquiring(words));
                        }
                    });
                }
                for _ in 0..n_given {
                    semaphore.release(&words).expect("below the maximum");
                }
            });
            assert_eq!(words.load(AT), 0);
        });
    }

    #[test]
    fn an_event_set_briefly_wakes_all_parked_threads(n_threads in 1_usize..5, n_laps in 1_u32..30) {
        watched(move || {
            let (words, event) = (HostWords::new(Event::N_WORDS), Event::at(AT));
            let meeting = Meeting::new(n_threads + 1);
            thread::scope(|scope| {
                for _ in 0..n_threads {
                    let (words, meeting) = (&words, &meeting);
                    scope.spawn(move || {
                        for _ in 0..n_laps {
                            finish(words, event.waiting(words));
                            meeting.wait();
                        }
                    });
                }
                for _ in 0..n_laps {
                    until_asleep(&words, n_threads);
                    event.set(&words);
                    event.clear(&words);
                    meeting.wait();
                }
            });
        });
    }

    #[test]
    fn threads_meet_at_a_barrier_with_distinct_indices(
        n_parties in 1_u32..6,
        n_laps in 1_u32..60,
        start in prop_oneof![Just(0), 0xffe0_u32..=0xffff],
    ) {
        watched(move || {
            let (words, _) = barrier(n_parties);
            words.store(AT, start << 11);
            let arrived: Vec<AtomicU32> = (0..n_laps).map(|_| AtomicU32::new(0)).collect();
            let indices: Vec<AtomicU32> = (0..n_laps).map(|_| AtomicU32::new(0)).collect();
            thread::scope(|scope| {
                for _ in 0..n_parties {
                    let (words, arrived, indices) = (&words, &arrived, &indices);
                    scope.spawn(move || {
                        for lap in 0..n_laps as usize {
                            arrived[lap].fetch_add(1, SeqCst);
                            let index =
                                pass(words, Deadline::NEVER).expect("the barrier is not broken");
                            assert_eq!(
                                arrived[lap].load(SeqCst),
                                n_parties,
                                "passed before all had arrived"
                            );
                            assert_eq!(
                                indices[lap].fetch_or(1 << index, SeqCst) & 1 << index,
                                0,
                                "an index twice"
                            );
                        }
                    });
                }
            });
            for seen in indices {
                assert_eq!(seen.load(SeqCst), (1 << n_parties) - 1);
            }
        });
    }

    #[test]
    fn threads_pass_a_barrier_together_or_not_at_all(
        // What each of four agents does in a lap: 0 aborts, 1 does not wait, 2 waits briefly,
        // others wait without limit.
        plans in vec([0_u8..12, 0_u8..12, 0_u8..12, 0_u8..12], 1..40),
    ) {
        watched(move || {
            let (words, barrier) = barrier(4);
            let (meeting, n_passed) = (Meeting::new(4), AtomicU32::new(0));
            thread::scope(|scope| {
                for id in 0..4 {
                    let (words, meeting, n_passed, plans) = (&words, &meeting, &n_passed, &plans);
                    scope.spawn(move || {
                        for plan in plans {
                            let outcome = match plan[id] {
                                0 => {
                                    barrier.abort(words);
                                    Err(Error::Broken)
                                }
                                1 => pass(words, Deadline::NOW),
                                2 => pass(words, Deadline::after_ms(words, 0.01)),
                                _ => pass(words, Deadline::NEVER),
                            };
                            assert!(plan[id] <= 2 || outcome != Err(Error::TimedOut));
                            if outcome.is_ok() {
                                n_passed.fetch_add(1, SeqCst);
                            }
                            if meeting.wait().is_leader() {
                                let passed = n_passed.swap(0, SeqCst);
                                assert!(passed == 0 || passed == 4, "{passed} of 4 have passed");
                                assert_eq!(barrier.is_broken(words), passed == 0);
                                assert!(
                                    passed == 4 || plan.iter().any(|&deed| deed <= 2),
                                    "no agent broke it"
                                );
                                assert!(
                                    passed == 0 || !plan.contains(&0),
                                    "passed although an agent aborted"
                                );
                                barrier.reset(words);
                            }
                            meeting.wait();
                        }
                    });
                }
            });
        });
    }
}

#[test]
fn abort_wakes_all_parked_waiters_of_a_barrier() {
    watched(|| {
        let (words, barrier) = barrier(4);
        thread::scope(|scope| {
            let asleep = [(); 3].map(|()| scope.spawn(|| pass(&words, Deadline::NEVER)));
            until_asleep(&words, 3);
            barrier.abort(&words);
            for one in asleep {
                assert_eq!(one.join().expect("no panic"), Err(Error::Broken));
            }
        });
        assert_eq!(pass(&words, Deadline::NEVER), Err(Error::Broken));
    });
}

#[test]
fn a_waiter_that_times_out_breaks_the_barrier_for_parked_waiters() {
    watched(|| {
        let (words, barrier) = barrier(3);
        thread::scope(|scope| {
            let asleep = scope.spawn(|| pass(&words, Deadline::NEVER));
            until_asleep(&words, 1);
            assert_eq!(pass(&words, Deadline::after_ms(&words, 2.0)), Err(Error::TimedOut));
            assert!(words.now_ms() >= 2.0);
            assert_eq!(asleep.join().expect("no panic"), Err(Error::Broken));
        });
        assert!(barrier.is_broken(&words));
    });
}

#[test]
fn a_slow_waiter_gets_the_result_of_its_own_generation() {
    let (words, barrier) = barrier(2);
    let mut slow = barrier.waiting(&words);
    assert!(matches!(operation::step(&words, &mut slow), Ok(Step::Wait(..))));
    // The result survives any number of aborts and resets without waiters.
    for _ in 0..10 {
        barrier.abort(&words);
        barrier.reset(&words);
    }
    // Two later generations pass.
    for _ in 0..2 {
        let mut first = barrier.waiting(&words);
        assert!(matches!(operation::step(&words, &mut first), Ok(Step::Wait(..))));
        assert_eq!(pass(&words, Deadline::NOW), Ok(1));
        assert_eq!(operation::step(&words, &mut first), Ok(Step::Done));
    }
    assert_eq!(operation::step(&words, &mut slow), Err(Error::Broken));
}
