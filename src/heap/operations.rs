//! The same in steps, for an event loop: an operation lies in a slot of the heap between two of them.
//!
//! `operation_begin`, then `operation_step` until it does not answer [`WAITS`]: then the word at the slot's `address` is to change
//! from `expected`, within `left_ms`, before the next step. `operation_end` gives it up where it is.

use crate::message::{Incoming, Outgoing};
use crate::objects::queue;
use crate::runtime::{Heap, agent, code, deadline, heap};
use core::ptr;
use ipc::barrier::Place;
use ipc::operation::{self, Inside, Operation, Patience, Step};
use ipc::queue::{GetStage, Getting, PutStage, Putting};
use ipc::{Barrier, Error, Event, Lock, Semaphore};

/// The step's answer when it has to wait.
const WAITS: i32 = 1;

/// An operation between two steps; its first words are read by the event loop.
#[repr(C)]
pub struct Slot {
    /// The address of the word that must change.
    address: u32,
    /// From what.
    expected: u32,
    /// Within so many milliseconds.
    left_ms: f64,
    /// What it gave, when it is done: a message's length, an index.
    value: u32,
    at: u32,
    me: u32,
    patience: Patience,
    state: State,
}

#[derive(Clone, Copy)]
enum State {
    Put { stage: PutStage, body_len: u32 },
    Get { stage: GetStage, len: u32 },
    Poll,
    Join,
    Lock,
    Semaphore,
    Event { seen: u32 },
    Barrier { place: Place },
}

/// Bytes of a slot.
#[unsafe(no_mangle)]
pub extern "C" fn operation_bytes() -> u32 {
    size_of::<Slot>() as u32
}

/// Begins an operation in a slot. The kinds stand in `www/heap/operations.ts`, in the order of [`State`].
#[unsafe(no_mangle)]
pub extern "C" fn operation_begin(slot: u32, kind: u32, at: u32, me: u32, body_len: u32, timeout_ms: f64) {
    let state = match kind {
        0 => State::Put { stage: PutStage::FIRST, body_len },
        1 => State::Get { stage: GetStage::FIRST, len: 0 },
        2 => State::Poll,
        3 => State::Join,
        4 => State::Lock,
        5 => State::Semaphore,
        6 => State::Event { seen: Event::at(0).waiting(&heap(at)).seen() },
        7 => State::Barrier { place: Place::Before },
        _ => unreachable!("an unknown kind of operation"),
    };
    let patience = Patience::new(deadline(timeout_ms));
    let new = Slot { address: 0, expected: 0, left_ms: 0.0, value: 0, at, me, patience, state };
    let slot: *mut Slot = ptr::with_exposed_provenance_mut(slot as usize);
    // SAFETY: the event loop has `operation_bytes` there, aligned to 8, and nobody else uses them.
    unsafe { slot.write(new) };
}

/// Goes as far as it can: 0 when it is done, [`WAITS`], or an error. A time that is over ends it.
#[unsafe(no_mangle)]
pub extern "C" fn operation_step(slot: u32) -> i32 {
    with(slot, Act::Step)
}

/// Gives it up: 0 if it was done after all, or the error.
#[unsafe(no_mangle)]
pub extern "C" fn operation_end(slot: u32) -> i32 {
    with(slot, Act::End)
}

#[derive(Clone, Copy)]
enum Act {
    Step,
    End,
}

fn with(slot: u32, act: Act) -> i32 {
    let slot: *mut Slot = ptr::with_exposed_provenance_mut(slot as usize);
    // SAFETY: `operation_begin` has made it, and the event loop is the only one to use it.
    let slot = unsafe { &mut *slot };
    let words = heap(slot.at);
    let answer = Inside::enter(&words).and_then(|_inside| resumed(slot, act));
    answer.unwrap_or_else(code)
}

fn resumed(slot: &mut Slot, act: Act) -> Result<i32, Error> {
    let words = heap(slot.at);
    match slot.state {
        State::Put { stage, body_len } => {
            let queue = queue(slot.at, slot.me)?;
            let message = Outgoing { head: 0, head_len: 0, body_len };
            let mut putting = Putting::resume(&queue, &message, stage);
            let answer = go(&mut putting, words, slot, act);
            slot.state = State::Put { stage: putting.suspend(), body_len };
            answer
        }
        State::Get { stage, len } => {
            let queue = queue(slot.at, slot.me)?;
            let mut getting = Getting::resume(&queue, Incoming { stage: 0, stage_len: 0, len }, stage);
            let answer = go(&mut getting, words, slot, act);
            let (message, stage) = getting.suspend();
            slot.value = message.len;
            slot.state = State::Get { stage, len: message.len };
            answer
        }
        State::Poll => go(&mut queue(slot.at, slot.me)?.polling(), words, slot, act),
        State::Join => go(&mut queue(slot.at, slot.me)?.joining(), words, slot, act),
        State::Lock => go(&mut Lock::at(0).acquiring(&words, agent(slot.me)), words, slot, act),
        State::Semaphore => go(&mut Semaphore::at(0).acquiring(&words), words, slot, act),
        State::Event { seen } => go(&mut Event::at(0).resume(&words, seen), words, slot, act),
        State::Barrier { place } => {
            let mut passing = ipc::barrier::Passing::resume(&words, Barrier::at(0), place);
            let answer = go(&mut passing, words, slot, act);
            slot.value = passing.place().index();
            slot.state = State::Barrier { place: passing.place() };
            answer
        }
    }
}

fn go<O: Operation<Heap>>(operation: &mut O, words: Heap, slot: &mut Slot, act: Act) -> Result<i32, Error> {
    if let Act::Step = act {
        let Step::Wait(target, why) = operation::step(&words, operation)? else { return Ok(0) };
        slot.left_ms = slot.patience.until(&words, why).left_ms(&words);
        if slot.left_ms > 0.0 {
            slot.address = slot.at + 4 * target.index;
            slot.expected = target.expected;
            return Ok(WAITS);
        }
    }
    operation::give_up(operation).map(|()| 0)
}
