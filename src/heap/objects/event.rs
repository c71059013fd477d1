//! An event.

use crate::abi::doors;
use crate::agent::{Object, run, within};
use crate::operations::{Act, Call, Suspended};
use ipc::Error;

const EVENT: ipc::Event = ipc::Event::at(0);

doors! {
    fn event_set(at: Object) -> i32 {
        within(|| EVENT.set(&at.words()))
    }

    fn event_clear(at: Object) -> i32 {
        within(|| EVENT.clear(&at.words()))
    }

    fn event_is_set(at: Object) -> i32 {
        i32::from(EVENT.is_set(&at.words()))
    }

    fn event_wait(at: Object, timeout_ms: f64) -> i32 {
        let words = at.words();
        run(words, &mut EVENT.waiting(&words), timeout_ms)
    }

    fn event_supervise(at: Object) {
        EVENT.supervise_death(&at.words());
    }
}

/// A wait until the event is set.
#[derive(Clone, Copy)]
pub struct Event {
    seen: u32,
}

impl Suspended for Event {
    fn new(call: &Call) -> Self {
        Self { seen: EVENT.waiting(&call.words()).seen() }
    }

    fn act(&mut self, call: &mut Call, act: Act) -> Result<i32, Error> {
        let words = call.words();
        call.go(&mut EVENT.resume(&words, self.seen), act)
    }
}
