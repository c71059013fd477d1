//! Operations that may have to wait, each written once: for an event loop they run in steps that
//! never park, for a caller that may park they run to their end.
//!
//! Invariant: an operation that cannot proceed names the change it needs. Before an agent parks, it
//! registers as a waiter for that change and tries the operation once more.

use super::error::Error;
use super::event_count::EventCount;
use super::lock::Lock;
use super::spin_budget::SpinBudget;
use super::words::{Deadline, Wait, WaitTarget, Words};
use core::cell::Cell;
use core::hint;

/// How long, in milliseconds, an operation waits for an agent that briefly holds an object's lock,
/// even past its deadline.
pub const LOCK_GRACE_MS: f64 = 50.0;

/// How long, in milliseconds, an operation waits for the next piece of a message that is being
/// streamed, even past its deadline.
pub const STREAM_GRACE_MS: f64 = 1000.0;

/// The longest back-off between two polls, in polls. Each poll takes the cache line away from the
/// agent that is about to write it.
const MOST_BACK_OFF: u32 = 32;

/// The result of one step of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The operation is done.
    Done,
    /// It can proceed once the target has changed.
    Wait(WaitTarget, WaitReason),
}

/// What a [`Step::Wait`] waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitReason {
    /// An agent that briefly holds a lock of the object.
    Lock,
    /// The condition that the caller asked for: room or a message in a queue, a lock, a unit of a
    /// semaphore, an event, the other parties of a barrier.
    Condition,
    /// The next piece of a message that is being streamed.
    Stream,
}

/// The change that an operation needs before it can proceed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pending {
    change: Change,
    reason: WaitReason,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Announced(EventCount),
    Released(Lock),
}

impl Pending {
    /// A change that `event` will announce.
    #[must_use]
    pub const fn event(event: EventCount, reason: WaitReason) -> Self {
        Self { change: Change::Announced(event), reason }
    }

    /// The release of a lock.
    #[must_use]
    pub const fn lock(lock: Lock, reason: WaitReason) -> Self {
        Self { change: Change::Released(lock), reason }
    }

    /// Registers a waiter. Returns the word to park on if the next attempt fails; `None` if the
    /// lock has been released in the meantime.
    pub fn register<W: Words>(self, words: &W) -> Option<WaitTarget> {
        match self.change {
            Change::Announced(event) => Some(event.register(words)),
            Change::Released(lock) => lock.register(words),
        }
    }
}

/// An operation that may have to wait. Dropping it gives it up.
///
/// [`run`] waits for it, [`step`] never parks.
pub trait Operation<W: Words> {
    /// The error when the operation is given up at its deadline.
    const TOO_LATE: Error;
    /// Whether [`run`] spins before it parks, because an attempt is cheap.
    const SPINS: bool = true;

    /// Proceeds as far as possible without parking. Returns `None` when the operation is done.
    ///
    /// # Errors
    /// If the operation can never be done.
    fn advance(&mut self) -> Result<Option<Pending>, Error>;

    /// Registers a waiter for the change that [`advance`](Self::advance) has asked for. Returns the
    /// word to park on if the next attempt fails; `None` if there is nothing to wait for.
    fn register(&self, words: &W, pending: Pending) -> Option<WaitTarget> {
        pending.register(words)
    }

    /// Gives the operation up; returns whether it was done after all.
    ///
    /// # Errors
    /// [`Error::NotOwner`] if a supervisor has declared this agent dead.
    fn retreat(&mut self) -> Result<bool, Error> {
        Ok(false)
    }
}

/// Proceeds as far as possible without parking, then registers as a waiter for the change it needs.
///
/// # Errors
/// The operation's errors.
pub fn step<W: Words>(words: &W, operation: &mut impl Operation<W>) -> Result<Step, Error> {
    match operation.advance()? {
        None => Ok(Step::Done),
        Some(pending) => register(words, operation, pending),
    }
}

/// A guard: while it exists, a supervisor that declares this agent dead waits for the agent.
#[derive(Debug)]
pub struct Inside<'w, W: Words>(&'w W);

impl<'w, W: Words> Inside<'w, W> {
    /// Starts to read and change shared state.
    ///
    /// # Errors
    /// [`Error::Fenced`] if this agent has been declared dead.
    pub fn enter(words: &'w W) -> Result<Self, Error> {
        if words.enter() { Ok(Self(words)) } else { Err(Error::Fenced) }
    }

    /// The guard of an agent that has stayed inside between two calls.
    pub fn still(words: &'w W) -> Self {
        Self(words)
    }
}

impl<W: Words> Drop for Inside<'_, W> {
    fn drop(&mut self) {
        self.0.leave();
    }
}

/// Runs the operation to its end or its deadline: spins for a while, then parks.
///
/// # Errors
/// The operation's errors; [`Operation::TOO_LATE`] at the deadline; [`Error::Fenced`] if this agent
/// has been declared dead.
pub fn run<W: Words, O: Operation<W>>(
    words: &W,
    operation: &mut O,
    deadline: Deadline,
) -> Result<(), Error> {
    run_inside(words, operation, deadline).map(drop)
}

/// As [`run`]; while the guard exists, the supervisor still waits for this agent.
///
/// # Errors
/// As [`run`].
pub fn run_inside<'w, W: Words, O: Operation<W>>(
    words: &'w W,
    operation: &mut O,
    deadline: Deadline,
) -> Result<Inside<'w, W>, Error> {
    let mut inside = Inside::enter(words)?;
    let Some(mut pending) = operation.advance()? else { return Ok(inside) };
    let mut patience = Patience::new(deadline);
    loop {
        if pending.reason == WaitReason::Condition && deadline == Deadline::NOW {
            return give_up::<W, _>(operation).map(|()| inside);
        }
        // `try_lock_soon` has already spun for the lock, so its owner is probably not running: park
        // at once.
        let spins = O::SPINS && pending.reason != WaitReason::Lock;
        let budget = if spins { words.spin_budget() } else { None };
        match spin::<W, _>(operation, pending, budget)? {
            None => return Ok(inside),
            Some(now) if now != pending => {
                pending = now;
                continue;
            }
            Some(_) => {}
        }
        match register(words, operation, pending)? {
            Step::Done => return Ok(inside),
            Step::Wait(target, reason) => {
                let until = patience.until(words, reason);
                let start_ms = budget.map(|_| words.now_ms());
                drop(inside);
                let woken = until.wait(words, target);
                inside = Inside::enter(words)?;
                if woken == Wait::TimedOut {
                    return give_up::<W, _>(operation).map(|()| inside);
                }
                if let (Some(budget), Some(start_ms)) = (budget, start_ms) {
                    update(budget, |it| it.slept(words.now_ms() - start_ms));
                }
            }
        }
        match operation.advance()? {
            None => return Ok(inside),
            Some(now) => pending = now,
        }
    }
}

/// Polls with exponential back-off until the budget is used up or something changes. Returns what
/// the operation needs then.
fn spin<W: Words, O: Operation<W>>(
    operation: &mut O,
    pending: Pending,
    budget: Option<&Cell<SpinBudget>>,
) -> Result<Option<Pending>, Error> {
    let Some(budget) = budget else { return Ok(Some(pending)) };
    let (mut left, mut pause) = (budget.get().polls(), 1);
    while left > 0 {
        back_off(pause);
        left = left.saturating_sub(pause);
        pause = (2 * pause).min(MOST_BACK_OFF);
        let now = operation.advance()?;
        if now != Some(pending) {
            update(budget, SpinBudget::succeeded);
            return Ok(now);
        }
    }
    Ok(Some(pending))
}

/// Backs off for about the time of `polls` polls without touching shared memory.
fn back_off(polls: u32) {
    for turn in 0..4 * polls {
        hint::black_box(turn);
    }
}

fn update(budget: &Cell<SpinBudget>, change: impl FnOnce(&mut SpinBudget)) {
    let mut new = budget.get();
    change(&mut new);
    budget.set(new);
}

/// Gives up an operation whose deadline has passed.
///
/// # Errors
/// [`Operation::TOO_LATE`] if it was not done; `Ok` means that it was done after all.
/// [`Error::NotOwner`] if a supervisor has declared this agent dead.
pub fn give_up<W: Words, O: Operation<W>>(operation: &mut O) -> Result<(), Error> {
    if operation.retreat()? { Ok(()) } else { Err(O::TOO_LATE) }
}

fn register<W: Words>(
    words: &W,
    operation: &mut impl Operation<W>,
    mut pending: Pending,
) -> Result<Step, Error> {
    loop {
        let target = operation.register(words, pending);
        match (operation.advance()?, target) {
            (None, _) => return Ok(Step::Done),
            (Some(still), Some(target)) if still == pending => {
                return Ok(Step::Wait(target, still.reason));
            }
            (Some(other), _) => pending = other,
        }
    }
}

/// The deadlines of one operation, by the reason for the wait.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    deadline: Deadline,
    lock: Option<Deadline>,
}

impl Patience {
    /// The deadlines of an operation that waits for its condition until `deadline`.
    #[must_use]
    pub fn new(deadline: Deadline) -> Self {
        Self { deadline, lock: None }
    }

    /// The moment until which to wait, from now on, for that reason.
    pub fn until<W: Words>(&mut self, words: &W, reason: WaitReason) -> Deadline {
        match reason {
            WaitReason::Condition => self.deadline,
            WaitReason::Lock => {
                // One grace period for the whole operation, so that a busy queue cannot extend it
                // forever.
                let grace =
                    *self.lock.get_or_insert_with(|| Deadline::after_ms(words, LOCK_GRACE_MS));
                self.deadline.max(grace)
            }
            WaitReason::Stream => self.deadline.max(Deadline::after_ms(words, STREAM_GRACE_MS)),
        }
    }
}
