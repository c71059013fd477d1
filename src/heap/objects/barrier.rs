//! A barrier.

use crate::abi::{constants, doors};
use crate::agent::{Object, run, within};
use crate::operations::{Act, Call, Suspended};
use ipc::Error;
use ipc::barrier::{Passing, Place};

const BARRIER: ipc::Barrier = ipc::Barrier::at(0);

constants! {
    BARRIER_MOST_PARTIES = ipc::barrier::MAX_PARTIES;
}

doors! {
    fn barrier_create(at: Object, n_parties: u32) {
        BARRIER.create(&at.words(), n_parties);
    }

    /// Answers the number of parties that had arrived before.
    fn barrier_wait(at: Object, timeout_ms: f64) -> i32 {
        let words = at.words();
        let mut passing = BARRIER.waiting(&words);
        match run(words, &mut passing, timeout_ms) {
            0 => passing.place().index().cast_signed(),
            error => error,
        }
    }

    fn barrier_abort(at: Object) -> i32 {
        within(|| BARRIER.abort(&at.words()))
    }

    fn barrier_reset(at: Object) -> i32 {
        within(|| BARRIER.reset(&at.words()))
    }

    fn barrier_is_broken(at: Object) -> i32 {
        i32::from(BARRIER.is_broken(&at.words()))
    }

    fn barrier_supervise(at: Object) {
        BARRIER.supervise_death(&at.words());
    }
}

/// A wait at a barrier; the value is the number of parties that had arrived before.
#[derive(Clone, Copy)]
pub struct Barrier {
    place: Place,
}

impl Suspended for Barrier {
    fn new(_: &Call) -> Self {
        Self { place: Place::Before }
    }

    fn act(&mut self, call: &mut Call, act: Act) -> Result<i32, Error> {
        let words = call.words();
        let mut passing = Passing::resume(&words, BARRIER, self.place);
        let answer = call.go(&mut passing, act);
        self.place = passing.place();
        call.value = self.place.index();
        answer
    }
}
