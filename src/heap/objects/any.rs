//! Waiting for any of several objects.

use crate::abi::{constants, doors};
use crate::agent::{Heap, Object, agent, run};
use crate::operations::{Act, Call, Suspended};
use ipc::Error;
use ipc::any::{self, Kind, MOST};

constants! {
    ANY_QUEUE = Kind::Queue as u32;
    ANY_EXIT = Kind::Exit as u32;
    ANY_SEMAPHORE = Kind::Semaphore as u32;
    ANY_EVENT = Kind::Event as u32;
    ANY_MOST = MOST;
}

/// A wait for the objects of a list. Traps if it is longer than `ANY_MOST`.
fn waiting(list: Object, n: u32, me: u32) -> any::Any<Heap> {
    assert!(n <= MOST, "a list of at most that length");
    any::Any::new(Object::MEMORY.words(), list.address(), n, agent(me))
}

doors! {
    /// Waits until one of `n` objects is ready, of which nothing is taken; answers its index in the
    /// list, which consists of pairs of words: `ANY_QUEUE` or another kind, and an address.
    fn any_wait(list: Object, n: u32, me: u32, timeout_ms: f64) -> i32 {
        let mut any = waiting(list, n, me);
        match run(Object::MEMORY.words(), &mut any, timeout_ms) {
            0 => any.ready().cast_signed(),
            error => error,
        }
    }
}

/// A wait for any of the objects in the list of which `at` is the address and `body_length` the
/// number of objects; the value is the index of the first that is ready.
#[derive(Clone, Copy)]
pub struct Any;

impl Suspended for Any {
    fn new(_: &Call) -> Self {
        Self
    }

    fn act(&mut self, call: &mut Call, act: Act) -> Result<i32, Error> {
        let mut any = waiting(call.at, call.body_length, call.me);
        let answer = call.go_in(Object::MEMORY, &mut any, act);
        call.value = any.ready();
        answer
    }
}
