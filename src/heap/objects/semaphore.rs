//! A semaphore.

use crate::abi::{constants, doors};
use crate::agent::{Object, run, within};
use crate::operations::{Act, Call, Suspended};
use ipc::Error;

const SEMAPHORE: ipc::Semaphore = ipc::Semaphore::at(0);

constants! {
    SEMAPHORE_MOST_UNITS = ipc::Semaphore::MOST;
}

doors! {
    fn semaphore_create(at: Object, n_units: u32) {
        SEMAPHORE.create(&at.words(), n_units);
    }

    fn semaphore_acquire(at: Object, timeout_ms: f64) -> i32 {
        let words = at.words();
        run(words, &mut SEMAPHORE.acquiring(&words), timeout_ms)
    }

    fn semaphore_release(at: Object) -> i32 {
        within(|| SEMAPHORE.release(&at.words()))
    }

    /// As `semaphore_release`, but an error if `most` units are free already.
    fn semaphore_release_at_most(at: Object, most: u32) -> i32 {
        within(|| SEMAPHORE.release_at_most(&at.words(), most))
    }

    /// Answers the number of free units.
    fn semaphore_value(at: Object) -> i32 {
        SEMAPHORE.value(&at.words()).cast_signed()
    }

    fn semaphore_supervise(at: Object) {
        SEMAPHORE.supervise_death(&at.words());
    }
}

/// Acquiring a unit of a semaphore.
#[derive(Clone, Copy)]
pub struct Semaphore;

impl Suspended for Semaphore {
    fn new(_: &Call) -> Self {
        Self
    }

    fn act(&mut self, call: &mut Call, act: Act) -> Result<i32, Error> {
        let words = call.words();
        call.go(&mut SEMAPHORE.acquiring(&words), act)
    }
}
