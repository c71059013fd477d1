//! Operations that may have to wait, each written once: as steps that never sleep, for an event loop, and driven to their end by
//! a caller that may sleep.
//!
//! Invariant: an operation that cannot go on names what must change first. Before anybody sleeps on that it is registered there,
//! and the operation has looked once more.

use super::error::Error;
use super::event::Event;
use super::lock::Lock;
use super::looking::Looking;
use super::words::{Deadline, Wait, WaitTarget, Words};
use core::cell::Cell;
use core::hint;

/// How long an operation waits, even past its deadline, for an agent that holds a lock for a moment.
pub const LOCK_GRACE_MS: f64 = 50.0;

/// How long an operation waits, even past its deadline, for the next piece of a message that is being streamed.
pub const STREAM_GRACE_MS: f64 = 1000.0;

/// The longest pause between two looks, in looks: each takes the line away from the one who is about to write to it.
const MOST_PAUSE: u32 = 32;

/// How far an operation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It is done.
    Done,
    /// It can go on when the target has changed.
    Wait(WaitTarget, Why),
}

/// What a [`Step::Wait`] waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Another agent is inside for a moment.
    Lock,
    /// What the caller itself waits for: the queue is full, or empty, the lock is held, the event is not set.
    Queue,
    /// The next piece of a message that is being streamed.
    Stream,
}

/// What keeps an operation from going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blocked {
    on: On,
    why: Why,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum On {
    Event(Event),
    Lock(Lock),
}

impl Blocked {
    /// By something that is announced there.
    #[must_use]
    pub const fn until(event: Event, why: Why) -> Self {
        Self { on: On::Event(event), why }
    }

    /// By a lock that is held.
    #[must_use]
    pub const fn by(lock: Lock, why: Why) -> Self {
        Self { on: On::Lock(lock), why }
    }

    /// What to sleep on if the look that follows finds nothing; nothing if a lock is free meanwhile.
    fn register<W: Words>(self, words: &W) -> Option<WaitTarget> {
        match self.on {
            On::Event(event) => Some(event.register(words)),
            On::Lock(lock) => lock.register(words),
        }
    }
}

/// Something that may have to wait. Dropping it gives it up.
pub trait Operation<W: Words> {
    /// The error when it was given up because its time was over.
    const TOO_LATE: Error;

    /// Goes as far as it can without sleeping; `None` when it is done.
    ///
    /// # Errors
    /// Why it never will be.
    fn advance(&mut self) -> Result<Option<Blocked>, Error>;

    /// Ends it where it is, and says whether it was done after all.
    ///
    /// # Errors
    /// [`Error::NotOwner`] if a supervisor took this agent for dead.
    fn retreat(&mut self) -> Result<bool, Error> {
        Ok(false)
    }
}

/// Goes as far as it can without sleeping, and registers for what must change then.
///
/// # Errors
/// Those of the operation.
pub fn step<W: Words>(words: &W, operation: &mut impl Operation<W>) -> Result<Step, Error> {
    match operation.advance()? {
        None => Ok(Step::Done),
        Some(blocked) => register(words, operation, blocked),
    }
}

/// Holds off whoever declares this agent dead, until it is dropped.
#[derive(Debug)]
pub struct Inside<'w, W: Words>(&'w W);

impl<'w, W: Words> Inside<'w, W> {
    /// Begins to read and change what others see.
    ///
    /// # Errors
    /// [`Error::Fenced`].
    pub fn enter(words: &'w W) -> Result<Self, Error> {
        if words.enter() { Ok(Self(words)) } else { Err(Error::Fenced) }
    }
}

impl<W: Words> Drop for Inside<'_, W> {
    fn drop(&mut self) {
        self.0.leave();
    }
}

/// Goes on until it is done or its time is over; sleeps meanwhile, after looking for a while.
///
/// # Errors
/// Those of the operation, [`Operation::TOO_LATE`], [`Error::Fenced`].
pub fn run<W: Words>(words: &W, operation: &mut impl Operation<W>, deadline: Deadline) -> Result<(), Error> {
    let mut inside = Inside::enter(words)?;
    let Some(mut blocked) = operation.advance()? else { return Ok(()) };
    let mut patience = Patience::new(deadline);
    loop {
        if blocked.why == Why::Queue && deadline == Deadline::NOW {
            return give_up::<W, _>(operation);
        }
        // A lock that is held although it was looked at several times is held by one who sleeps: no use in looking on.
        let looking = if blocked.why == Why::Lock { None } else { words.looking() };
        match look_on::<W, _>(operation, blocked, looking)? {
            None => return Ok(()),
            Some(now) if now != blocked => {
                blocked = now;
                continue;
            }
            Some(_) => {}
        }
        match register(words, operation, blocked)? {
            Step::Done => return Ok(()),
            Step::Wait(target, why) => {
                let until = patience.until(words, why);
                let start_ms = looking.map(|_| words.now_ms());
                drop(inside);
                let woken = until.wait(words, target);
                inside = Inside::enter(words)?;
                if woken == Wait::TimedOut {
                    return give_up::<W, _>(operation);
                }
                if let (Some(looking), Some(start_ms)) = (looking, start_ms) {
                    teach(looking, |it| it.slept(words.now_ms() - start_ms));
                }
            }
        }
        match operation.advance()? {
            None => return Ok(()),
            Some(now) => blocked = now,
        }
    }
}

/// Looks again and again whether it can go on, as long as that is worth it; returns by what it is blocked.
fn look_on<W: Words, O: Operation<W>>(
    operation: &mut O,
    blocked: Blocked,
    looking: Option<&Cell<Looking>>,
) -> Result<Option<Blocked>, Error> {
    let Some(looking) = looking else { return Ok(Some(blocked)) };
    let (mut left, mut pause) = (looking.get().looks(), 1);
    while left > 0 {
        idle_for(pause);
        left = left.saturating_sub(pause);
        pause = (2 * pause).min(MOST_PAUSE);
        let now = operation.advance()?;
        if now != Some(blocked) {
            teach(looking, Looking::found);
            return Ok(now);
        }
    }
    Ok(Some(blocked))
}

/// Takes about as long as so many looks, without any.
fn idle_for(looks: u32) {
    for turn in 0..4 * looks {
        hint::black_box(turn);
    }
}

fn teach(looking: &Cell<Looking>, lesson: impl FnOnce(&mut Looking)) {
    let mut known = looking.get();
    lesson(&mut known);
    looking.set(known);
}

/// Ends an operation whose time is over.
///
/// # Errors
/// [`Operation::TOO_LATE`]; `Ok` means that it was done after all.
pub fn give_up<W: Words, O: Operation<W>>(operation: &mut O) -> Result<(), Error> {
    if operation.retreat()? { Ok(()) } else { Err(O::TOO_LATE) }
}

fn register<W: Words>(
    words: &W,
    operation: &mut impl Operation<W>,
    mut blocked: Blocked,
) -> Result<Step, Error> {
    loop {
        let target = blocked.register(words);
        match (operation.advance()?, target) {
            (None, _) => return Ok(Step::Done),
            (Some(still), Some(target)) if still == blocked => return Ok(Step::Wait(target, still.why)),
            (Some(other), _) => blocked = other,
        }
    }
}

/// How long one operation waits for what: the deadlines that go with each [`Why`].
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    deadline: Deadline,
    lock: Option<Deadline>,
}

impl Patience {
    /// For an operation that is to wait for the queue until `deadline`.
    #[must_use]
    pub fn new(deadline: Deadline) -> Self {
        Self { deadline, lock: None }
    }

    /// Until when to wait, from now, for a reason.
    pub fn until<W: Words>(&mut self, words: &W, why: Why) -> Deadline {
        match why {
            Why::Queue => self.deadline,
            Why::Lock => {
                // Once for the whole operation, so that a busy queue cannot prolong it for ever.
                let grace = *self.lock.get_or_insert_with(|| Deadline::after_ms(words, LOCK_GRACE_MS));
                self.deadline.max(grace)
            }
            Why::Stream => self.deadline.max(Deadline::after_ms(words, STREAM_GRACE_MS)),
        }
    }
}
