//! Operations in steps, for an event loop. Between two steps an operation is stored in a record in
//! the heap.
//!
//! Call `operation_begin`, then `operation_step` until its answer is not `WAITS`. While it is, the
//! word at the record's `address` must change from `expected`, or `left_ms` must elapse, before the
//! next step. `operation_end` gives the operation up.

use crate::abi::{constants, doors};
use crate::agent::{Heap, Object, code, deadline};
use crate::objects::State;
use core::mem::offset_of;
use core::ptr;
use ipc::operation::{self, Inside, Patience, Step};
use ipc::{Error, Operation};

/// The answer of a step after which the operation has to wait.
const WAITS: i32 = 1;

constants! {
    WAITS = WAITS;
    OPERATION_BYTES = size_of::<Record>() as u32;
    OPERATION_ADDRESS = offset_of!(Call, address) as u32;
    OPERATION_EXPECTED = offset_of!(Call, expected) as u32;
    OPERATION_LEFT_MS = offset_of!(Call, left_ms) as u32;
    OPERATION_VALUE = offset_of!(Call, value) as u32;
}

/// An operation between two steps.
#[repr(C)]
pub struct Record {
    call: Call,
    state: State,
}

/// The fields common to all operations. The event loop reads the first ones.
#[repr(C)]
pub struct Call {
    /// The address of the word that must change.
    address: u32,
    /// The word's value until the change.
    expected: u32,
    /// How long to wait for the change, in milliseconds.
    left_ms: f64,
    /// The result of a finished operation: a message's length or an index.
    pub value: u32,
    /// The object that the operation is on.
    pub at: Object,
    /// The id of the agent that runs the operation.
    pub me: u32,
    /// The length in bytes of the message to be put, or of the list of what to wait for.
    pub body_length: u32,
    /// The tag of the message to be put.
    pub tag: u32,
    patience: Patience,
}

impl Call {
    /// The object's words.
    pub fn words(&self) -> Heap {
        self.at.words()
    }

    /// Performs one step of the operation on the object, or gives it up.
    pub fn go<O: Operation<Heap>>(&mut self, operation: &mut O, act: Act) -> Result<i32, Error> {
        self.go_in(self.at, operation, act)
    }

    /// Performs one step of the operation on the words of `object`, or gives it up.
    pub fn go_in<O: Operation<Heap>>(
        &mut self,
        object: Object,
        operation: &mut O,
        act: Act,
    ) -> Result<i32, Error> {
        if let Act::Step = act {
            let words = object.words();
            let Step::Wait(target, reason) = operation::step(&words, operation)? else {
                return Ok(0);
            };
            self.left_ms = self.patience.until(&words, reason).left_ms(&words);
            if self.left_ms > 0.0 {
                self.address = object.address() + 4 * target.index;
                self.expected = target.expected;
                return Ok(WAITS);
            }
        }
        operation::give_up(operation).map(|()| 0)
    }
}

/// What to do with an operation.
#[derive(Clone, Copy)]
pub enum Act {
    /// Proceed as far as possible without parking.
    Step,
    /// Give it up.
    End,
}

/// The state of an operation between two steps.
pub trait Suspended: Copy {
    /// The state of an operation that has not started.
    fn new(call: &Call) -> Self;
    /// Resumes the operation, performs `act`, and suspends it again.
    fn act(&mut self, call: &mut Call, act: Act) -> Result<i32, Error>;
}

doors! {
    /// Starts the operation numbered `kind` in a record.
    fn operation_begin(
        record: Object,
        kind: u32,
        at: Object,
        me: u32,
        body_length: u32,
        tag: u32,
        timeout_ms: f64,
    ) {
        let patience = Patience::new(deadline(timeout_ms));
        let (address, expected, left_ms, value) = (0, 0, 0.0, 0);
        let call = Call { address, expected, left_ms, value, at, me, body_length, tag, patience };
        let state = State::new(kind, &call);
        // SAFETY: the door's caller guarantees `OPERATION_BYTES` bytes there, aligned to 8.
        unsafe { record_at(record).write(Record { call, state }) };
    }

    /// Proceeds as far as possible without parking. Answers 0 when the operation is done, `WAITS`,
    /// or an error. Gives the operation up at its deadline.
    fn operation_step(record: Object) -> i32 {
        act(record, Act::Step)
    }

    /// Gives the operation up. Answers 0 if it was done after all, or the error.
    fn operation_end(record: Object) -> i32 {
        act(record, Act::End)
    }
}

const fn record_at(record: Object) -> *mut Record {
    ptr::with_exposed_provenance_mut(record.address() as usize)
}

fn act(record: Object, act: Act) -> i32 {
    // SAFETY: the door's caller guarantees that `operation_begin` has written the record, and that
    // only this event loop uses it.
    let Record { call, state } = unsafe { &mut *record_at(record) };
    let words = call.words();
    let answer = Inside::enter(&words).and_then(|_inside| state.act(call, act));
    answer.unwrap_or_else(code)
}
