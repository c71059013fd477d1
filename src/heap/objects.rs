//! Calls that return at once, or block the agent until they can.

use crate::message::{Incoming, Outgoing};
use crate::runtime::{Heap, agent, code, deadline, heap, outcome, within};
use ipc::operation;
use ipc::{Barrier, Error, Event, Lock, Operation, Overflow, Queue, Semaphore};

/// The queue at an address.
pub fn queue(at: u32, me: u32) -> Result<Queue<Heap>, Error> {
    Queue::attach(heap(at), agent(me))
}

fn with_queue(at: u32, me: u32, work: impl FnOnce(&Queue<Heap>) -> i32) -> i32 {
    queue(at, me).map_or_else(code, |queue| work(&queue))
}

/// Runs the operation of the object at an address: what it waits for are words of that object.
fn run(at: u32, operation: &mut impl Operation<Heap>, timeout_ms: f64) -> i32 {
    outcome(operation::run(&heap(at), operation, deadline(timeout_ms)))
}

/// Bytes of a queue with a ring of `capacity` bytes.
#[unsafe(no_mangle)]
pub extern "C" fn queue_bytes(capacity: u32) -> u32 {
    Queue::<Heap>::needed_words(capacity) * 4
}

/// `overflows`: messages for which the ring has no room go to memory of their own, and no put waits for bytes.
#[unsafe(no_mangle)]
pub extern "C" fn queue_create(at: u32, me: u32, capacity: u32, maxsize: u32, overflows: u32) -> i32 {
    let overflow = if overflows == 0 { Overflow::Waits } else { Overflow::Allocates };
    outcome(Queue::create(heap(at), agent(me), capacity, maxsize, overflow).map(|_| ()))
}

/// Frees the messages that lie beyond the ring; nobody uses the queue any more.
#[unsafe(no_mangle)]
pub extern "C" fn queue_clear(at: u32, me: u32) -> i32 {
    with_queue(at, me, |queue| {
        queue.free_beyond();
        0
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn queue_put(
    at: u32,
    me: u32,
    head: u32,
    head_len: u32,
    body_len: u32,
    timeout_ms: f64,
) -> i32 {
    with_queue(at, me, |queue| {
        let message = Outgoing { head, head_len, body_len };
        match queue.putting(&message) {
            Ok(mut putting) => run(at, &mut putting, timeout_ms),
            Err(error) => code(error),
        }
    })
}

/// The message's length; it is in the staging area if it fits there.
#[unsafe(no_mangle)]
pub extern "C" fn queue_get(at: u32, me: u32, stage: u32, stage_len: u32, timeout_ms: f64) -> i32 {
    with_queue(at, me, |queue| {
        let mut getting = queue.getting(Incoming { stage, stage_len, len: 0 });
        match run(at, &mut getting, timeout_ms) {
            0 => getting.into_message().len.cast_signed(),
            error => error,
        }
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn queue_poll(at: u32, me: u32, timeout_ms: f64) -> i32 {
    with_queue(at, me, |queue| run(at, &mut queue.polling(), timeout_ms))
}

#[unsafe(no_mangle)]
pub extern "C" fn queue_join(at: u32, me: u32, timeout_ms: f64) -> i32 {
    with_queue(at, me, |queue| run(at, &mut queue.joining(), timeout_ms))
}

#[unsafe(no_mangle)]
pub extern "C" fn queue_task_done(at: u32, me: u32) -> i32 {
    within(|| with_queue(at, me, |queue| outcome(queue.task_done())))
}

#[unsafe(no_mangle)]
pub extern "C" fn queue_size(at: u32, me: u32) -> i32 {
    with_queue(at, me, |queue| queue.size().cast_signed())
}

#[unsafe(no_mangle)]
pub extern "C" fn queue_is_finished(at: u32, me: u32) -> i32 {
    with_queue(at, me, |queue| i32::from(queue.is_finished()))
}

#[unsafe(no_mangle)]
pub extern "C" fn queue_close(at: u32, me: u32) -> i32 {
    within(|| {
        with_queue(at, me, |queue| {
            queue.close();
            0
        })
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn queue_finish(at: u32, me: u32) -> i32 {
    within(|| {
        with_queue(at, me, |queue| {
            queue.finish();
            0
        })
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn queue_supervise(at: u32, me: u32, dead: u32) -> i32 {
    with_queue(at, me, |queue| {
        queue.supervise_death(agent(dead));
        0
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn lock_acquire(at: u32, me: u32, timeout_ms: f64) -> i32 {
    run(at, &mut Lock::at(0).acquiring(&heap(at), agent(me)), timeout_ms)
}

#[unsafe(no_mangle)]
pub extern "C" fn lock_release(at: u32) -> i32 {
    within(|| outcome(Lock::at(0).release(&heap(at))))
}

#[unsafe(no_mangle)]
pub extern "C" fn lock_supervise(at: u32, dead: u32) -> i32 {
    i32::from(Lock::at(0).release_dead(&heap(at), agent(dead)))
}

#[unsafe(no_mangle)]
pub extern "C" fn semaphore_create(at: u32, n_units: u32) {
    Semaphore::at(0).create(&heap(at), n_units);
}

#[unsafe(no_mangle)]
pub extern "C" fn semaphore_acquire(at: u32, timeout_ms: f64) -> i32 {
    run(at, &mut Semaphore::at(0).acquiring(&heap(at)), timeout_ms)
}

#[unsafe(no_mangle)]
pub extern "C" fn semaphore_release(at: u32) -> i32 {
    within(|| outcome(Semaphore::at(0).release(&heap(at))))
}

#[unsafe(no_mangle)]
pub extern "C" fn semaphore_supervise(at: u32) {
    Semaphore::at(0).supervise_death(&heap(at));
}

#[unsafe(no_mangle)]
pub extern "C" fn event_set(at: u32) -> i32 {
    within(|| {
        Event::at(0).set(&heap(at));
        0
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn event_clear(at: u32) -> i32 {
    within(|| {
        Event::at(0).clear(&heap(at));
        0
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn event_is_set(at: u32) -> i32 {
    i32::from(Event::at(0).is_set(&heap(at)))
}

#[unsafe(no_mangle)]
pub extern "C" fn event_supervise(at: u32) {
    Event::at(0).supervise_death(&heap(at));
}

#[unsafe(no_mangle)]
pub extern "C" fn event_wait(at: u32, timeout_ms: f64) -> i32 {
    run(at, &mut Event::at(0).waiting(&heap(at)), timeout_ms)
}

#[unsafe(no_mangle)]
pub extern "C" fn barrier_create(at: u32, n_parties: u32) {
    Barrier::at(0).create(&heap(at), n_parties);
}

/// How many were there before.
#[unsafe(no_mangle)]
pub extern "C" fn barrier_wait(at: u32, timeout_ms: f64) -> i32 {
    let heap = heap(at);
    let mut passing = Barrier::at(0).waiting(&heap);
    match run(at, &mut passing, timeout_ms) {
        0 => passing.place().index().cast_signed(),
        error => error,
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn barrier_abort(at: u32) -> i32 {
    within(|| {
        Barrier::at(0).abort(&heap(at));
        0
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn barrier_reset(at: u32) -> i32 {
    within(|| {
        Barrier::at(0).reset(&heap(at));
        0
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn barrier_supervise(at: u32) {
    Barrier::at(0).supervise_death(&heap(at));
}

#[unsafe(no_mangle)]
pub extern "C" fn barrier_is_broken(at: u32) -> i32 {
    i32::from(Barrier::at(0).is_broken(&heap(at)))
}
