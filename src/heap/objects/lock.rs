//! A lock: one word.

use crate::abi::doors;
use crate::agent::{Object, agent, run, within};
use crate::operations::{Act, Call, Suspended};
use ipc::Error;

const LOCK: ipc::Lock = ipc::Lock::at(0);

doors! {
    fn lock_acquire(at: Object, me: u32, timeout_ms: f64) -> i32 {
        let words = at.words();
        run(words, &mut LOCK.acquiring(&words, agent(me)), timeout_ms)
    }

    fn lock_release(at: Object) -> i32 {
        within(|| LOCK.release(&at.words()))
    }

    fn lock_supervise(at: Object, dead: u32) -> i32 {
        i32::from(LOCK.release_dead(&at.words(), agent(dead)))
    }
}

/// Acquiring a lock.
#[derive(Clone, Copy)]
pub struct Lock;

impl Suspended for Lock {
    fn new(_: &Call) -> Self {
        Self
    }

    fn act(&mut self, call: &mut Call, act: Act) -> Result<i32, Error> {
        let (words, me) = (call.words(), agent(call.me));
        call.go(&mut LOCK.acquiring(&words, me), act)
    }
}
