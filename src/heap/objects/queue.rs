//! A queue, or one direction of a pipe.

use crate::abi::{constants, doors};
use crate::agent::{Heap, Object, agent, code, deadline, run, run_and_stay, within};
use crate::message::{Incoming, Outgoing};
use crate::operations::{Act, Call, Suspended};
use core::cell::Cell;
use ipc::operation::Inside;
use ipc::queue::{Blank, GetStage, Getting, InPlace, PutStage, Putting};
use ipc::{Error, Overflow, Queue, Words};

constants! {
    QUEUE_HEADER_BYTES = Queue::<Heap>::needed_words(0) * 4;
    // Bytes of a place: an address and a tag, and behind them a short message.
    PLACE_BYTES = PLACE_BYTES;
    // Longer messages are not copied by `queue_take`.
    SHORT_BYTES = SHORT_BYTES;
}

/// The number of the message that this instance put or got last.
#[thread_local]
static NUMBER: Cell<u32> = Cell::new(0);

const PLACE_BYTES: u32 = 8;
/// Two calls and a copy by JavaScript take longer than two copies of so much by the heap itself.
const SHORT_BYTES: u32 = 8192;

/// Two words of the agent's, by which a door says where a message is.
fn tell(place: Object, address: u32, tag: u32) {
    place.words().write(0, address);
    place.words().write(1, tag);
}

fn queue(at: Object, me: u32) -> Result<Queue<Heap>, Error> {
    Queue::attach(at.words(), agent(me))
}

fn with(at: Object, me: u32, work: impl FnOnce(&Queue<Heap>) -> i32) -> i32 {
    queue(at, me).map_or_else(code, |queue| work(&queue))
}

doors! {
    /// If `overflows` is not 0, messages for which the ring has no room are stored in separately
    /// allocated memory, and no put waits for room in bytes.
    fn queue_create(at: Object, me: u32, capacity: u32, maxsize: u32, overflows: u32) -> i32 {
        let overflow = if overflows == 0 { Overflow::Waits } else { Overflow::Allocates };
        Queue::create(at.words(), agent(me), capacity, maxsize, overflow).map_or_else(code, |_| 0)
    }

    /// Frees the messages beyond the ring of a queue that is no longer used.
    fn queue_clear(at: Object, me: u32) -> i32 {
        with(at, me, |queue| {
            queue.free_beyond();
            0
        })
    }

    fn queue_put(
        at: Object,
        me: u32,
        tag: u32,
        head: Object,
        head_length: u32,
        body_length: u32,
        timeout_ms: f64,
    ) -> i32 {
        with(at, me, |queue| {
            let (head_len, body_len) = (head_length, body_length);
            let message = Outgoing { tag, head: Some(head), head_len, body_len };
            match queue.putting(&message) {
                Ok(mut putting) => {
                    let result = run(at.words(), &mut putting, timeout_ms);
                    NUMBER.set(putting.number());
                    result
                }
                Err(error) => code(error),
            }
        })
    }

    /// Answers the message's length in bytes. The message is in the staging area if it fits there.
    fn queue_get(at: Object, me: u32, stage: Object, stage_length: u32, timeout_ms: f64) -> i32 {
        with(at, me, |queue| {
            let message = Incoming { stage: Some(stage), stage_len: stage_length, len: 0, tag: 0 };
            let mut getting = queue.getting(message);
            let result = run(at.words(), &mut getting, timeout_ms);
            NUMBER.set(getting.number());
            match result {
                0 => getting.into_message().len.cast_signed(),
                error => error,
            }
        })
    }

    /// The number of the message that `queue_put`, `queue_get` or a step of an operation has just
    /// put or got, counted from 0, modulo 2³²; the same on both sides.
    fn queue_number() -> i32 {
        NUMBER.get().cast_signed()
    }

    /// Answers the length of the first message, and says in `place` where it is. A short one has
    /// been taken and is there, behind its address and its tag. Of a streamed one, which the agent
    /// has received, the address is 0. Any other one lies at its address, and the agent stays
    /// inside and is to call `queue_release` or `queue_put_back` at once.
    fn queue_take(at: Object, me: u32, place: Object, place_length: u32, timeout_ms: f64) -> i32 {
        with(at, me, |queue| {
            let stage = place.after(PLACE_BYTES);
            let short = SHORT_BYTES.min(place_length - PLACE_BYTES);
            let message = Incoming { stage: Some(stage), stage_len: short, len: 0, tag: 0 };
            let words = at.words();
            let mut getting = queue.getting(message).in_place(InPlace::Above(short));
            let result = run_and_stay(words, &mut getting, timeout_ms);
            if result != 0 {
                return result;
            }
            if let Some(found) = getting.found() {
                tell(place, words.address(found.offset).addr() as u32, found.tag);
                return found.len.cast_signed();
            }
            drop(Inside::still(&words));
            let Incoming { len, tag, .. } = getting.into_message();
            tell(place, if len > short { 0 } else { stage.address() }, tag);
            len.cast_signed()
        })
    }

    /// Reserves room for a message and says in `place` where it is, in the ring perhaps in two
    /// pieces. The agent stays inside, and is to call `queue_commit` or `queue_abandon` at once.
    fn queue_reserve(
        at: Object,
        me: u32,
        tag: u32,
        length: u32,
        place: Object,
        timeout_ms: f64,
    ) -> i32 {
        with(at, me, |queue| {
            let (blank, words) = (Blank { len: length, tag }, at.words());
            let mut reserving = match queue.reserving(&blank, false) {
                Ok(reserving) => reserving,
                Err(error) => return code(error),
            };
            let result = run_and_stay(words, &mut reserving, timeout_ms);
            if let Some(offset) = reserving.reserved() {
                tell(place, words.address(offset).addr() as u32, tag);
            }
            result
        })
    }

    /// Grants room for a message in one piece, until `queue_commit` or `queue_abandon`; says in
    /// `place` where it is.
    fn queue_grant_room(
        at: Object,
        me: u32,
        tag: u32,
        length: u32,
        place: Object,
        timeout_ms: f64,
    ) -> i32 {
        with(at, me, |queue| {
            let offset = match queue.reserve(length, tag, true, deadline(timeout_ms)) {
                Ok(offset) => offset,
                Err(error) => return code(error),
            };
            queue.hold_reserved();
            tell(place, at.words().address(offset).addr() as u32, tag);
            0
        })
    }

    /// Grants a look at the first message, until `queue_release` or `queue_put_back`. Answers its
    /// length, and says in `place` where it is, in the ring perhaps in two pieces.
    fn queue_grant_first(at: Object, me: u32, place: Object, timeout_ms: f64) -> i32 {
        with(at, me, |queue| {
            let found = match queue.peek(deadline(timeout_ms)) {
                Ok(found) => found,
                Err(error) => return code(error),
            };
            queue.hold_peeked();
            tell(place, at.words().address(found.offset).addr() as u32, found.tag);
            found.len.cast_signed()
        })
    }

    /// Puts the message for which there is room.
    fn queue_commit(at: Object, me: u32) -> i32 {
        within(|| queue(at, me)?.commit())
    }

    fn queue_abandon(at: Object, me: u32) -> i32 {
        within(|| queue(at, me)?.abandon())
    }

    /// Takes the message that was looked at.
    fn queue_release(at: Object, me: u32) -> i32 {
        within(|| queue(at, me)?.release())
    }

    fn queue_put_back(at: Object, me: u32) -> i32 {
        within(|| queue(at, me)?.put_back())
    }

    fn queue_poll(at: Object, me: u32, timeout_ms: f64) -> i32 {
        with(at, me, |queue| run(at.words(), &mut queue.polling(), timeout_ms))
    }

    fn queue_join(at: Object, me: u32, timeout_ms: f64) -> i32 {
        with(at, me, |queue| run(at.words(), &mut queue.joining(), timeout_ms))
    }

    fn queue_task_done(at: Object, me: u32) -> i32 {
        within(|| queue(at, me)?.task_done())
    }

    fn queue_size(at: Object, me: u32) -> i32 {
        with(at, me, |queue| queue.size().cast_signed())
    }

    fn queue_is_finished(at: Object, me: u32) -> i32 {
        with(at, me, |queue| i32::from(queue.is_finished()))
    }

    fn queue_close(at: Object, me: u32) -> i32 {
        within(|| queue(at, me).map(|queue| queue.close()))
    }

    fn queue_finish(at: Object, me: u32) -> i32 {
        within(|| queue(at, me).map(|queue| queue.finish()))
    }

    fn queue_supervise(at: Object, me: u32, dead: u32) -> i32 {
        with(at, me, |queue| {
            queue.supervise_death(agent(dead));
            0
        })
    }
}

/// Putting a message whose bytes are with the agent.
#[derive(Clone, Copy)]
pub struct Put {
    stage: PutStage,
}

impl Suspended for Put {
    fn new(_: &Call) -> Self {
        Self { stage: PutStage::FIRST }
    }

    fn act(&mut self, call: &mut Call, act: Act) -> Result<i32, Error> {
        let queue = queue(call.at, call.me)?;
        let message =
            Outgoing { tag: call.tag, head: None, head_len: 0, body_len: call.body_length };
        let mut putting = Putting::resume(&queue, &message, self.stage);
        let answer = call.go(&mut putting, act);
        NUMBER.set(putting.number());
        self.stage = putting.suspend();
        answer
    }
}

/// Getting a message, whose pieces are passed to the agent as they arrive; the value is its length.
#[derive(Clone, Copy)]
pub struct Get {
    stage: GetStage,
    len: u32,
}

impl Suspended for Get {
    fn new(_: &Call) -> Self {
        Self { stage: GetStage::FIRST, len: 0 }
    }

    fn act(&mut self, call: &mut Call, act: Act) -> Result<i32, Error> {
        let queue = queue(call.at, call.me)?;
        let message = Incoming { len: self.len, ..Incoming::default() };
        let mut getting = Getting::resume(&queue, message, self.stage);
        let answer = call.go(&mut getting, act);
        NUMBER.set(getting.number());
        let (message, stage) = getting.suspend();
        *self = Self { stage, len: message.len };
        call.value = message.len;
        answer
    }
}

/// A wait until there is a message.
#[derive(Clone, Copy)]
pub struct Poll;

impl Suspended for Poll {
    fn new(_: &Call) -> Self {
        Self
    }

    fn act(&mut self, call: &mut Call, act: Act) -> Result<i32, Error> {
        let queue = queue(call.at, call.me)?;
        call.go(&mut queue.polling(), act)
    }
}

/// A wait until every message has been declared done.
#[derive(Clone, Copy)]
pub struct Join;

impl Suspended for Join {
    fn new(_: &Call) -> Self {
        Self
    }

    fn act(&mut self, call: &mut Call, act: Act) -> Result<i32, Error> {
        let queue = queue(call.at, call.me)?;
        call.go(&mut queue.joining(), act)
    }
}
