//! Waiting for any of several objects, as `multiprocessing.connection.wait` does.
//!
//! Invariant: an agent parks on one word, the event count that all such waiters share. Before its
//! last poll it registers there, and then with each object's event count as one who watches it; the
//! announcement of a change that this poll has missed is passed on to the shared event count.
//!
//! A waiter that leaves, or dies, leaves its bits behind: one announcement of each object then
//! costs an exchange and perhaps wakes waiters in vain.
//!
//! Source: `select` of 4.2BSD (one channel on which all selecting processes sleep).

use super::agent::AgentId;
use super::error::Error;
use super::event::Event;
use super::event_count::EventCount;
use super::exit_status::ExitStatus;
use super::operation::{Operation, Pending, WaitReason};
use super::queue::Queue;
use super::semaphore::Semaphore;
use super::space::Space;
use super::words::WaitTarget;

/// The largest number of objects in a list.
pub const MOST: u32 = 1024;

/// What can be waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Kind {
    /// A queue from which a get would not wait: it has a message, or is finished and empty, or
    /// closed.
    Queue,
    /// A process that has ended.
    Exit,
    /// A semaphore with a free unit, which is not taken.
    Semaphore,
    /// An event that is set.
    Event,
}

impl Kind {
    const fn of(number: u32) -> Option<Self> {
        match number {
            0 => Some(Self::Queue),
            1 => Some(Self::Exit),
            2 => Some(Self::Semaphore),
            3 => Some(Self::Event),
            _ => None,
        }
    }
}

/// A wait until one of several objects is ready, of which nothing is taken.
///
/// ```
/// use ipc::any::{Any, Kind};
/// use ipc::testing::HostWords;
/// use ipc::{AgentId, Deadline, Event, ExitStatus, Words, operation};
/// let words = &HostWords::new(12);
/// let (event, exit) = (Event::at(0), ExitStatus::at(2));
/// // The list: pairs of a kind and an address in bytes.
/// for (i, word) in [Kind::Event as u32, 0, Kind::Exit as u32, 8].into_iter().enumerate() {
///     words.store(4 + i as u32, word);
/// }
/// exit.set(words, 0);
/// let mut any = Any::new(words, 16, 2, AgentId::new(1).unwrap());
/// assert_eq!(operation::run(&words, &mut any, Deadline::NEVER), Ok(()));
/// assert_eq!(any.ready(), 1);
/// ```
#[derive(Debug)]
pub struct Any<S> {
    space: S,
    list: u32,
    n: u32,
    me: AgentId,
    ready: u32,
}

impl<S: Space> Any<S> {
    /// Starts to wait for the `n` objects, at most [`MOST`], of the list at byte `list`: pairs of
    /// words, a [`Kind`] and an address. The list must not change while the agent waits.
    pub const fn new(space: S, list: u32, n: u32, me: AgentId) -> Self {
        Self { space, list, n, me, ready: 0 }
    }

    /// The index of the first object that was ready, once the wait is done.
    pub const fn ready(&self) -> u32 {
        self.ready
    }

    fn object(&self, index: u32) -> Result<(Kind, u32), Error> {
        let pair = self.list / 4 + 2 * index;
        let kind = Kind::of(self.space.load(pair)).ok_or(Error::NoObject)?;
        Ok((kind, self.space.load(pair + 1)))
    }

    fn is_ready(&self, index: u32) -> Result<bool, Error> {
        let (kind, address) = self.object(index)?;
        let words = self.space.object(address);
        Ok(match kind {
            Kind::Queue => Queue::attach(words, self.me)?.is_ready(),
            Kind::Exit => ExitStatus::at(0).status(&words) != 0,
            Kind::Semaphore => Semaphore::at(0).value(&words) > 0,
            Kind::Event => Event::at(0).is_set(&words),
        })
    }
}

impl<S: Space> Operation<S> for Any<S> {
    const TOO_LATE: Error = Error::TimedOut;
    // An attempt takes as long as there are objects.
    const SPINS: bool = false;

    fn advance(&mut self) -> Result<Option<Pending>, Error> {
        for index in 0..self.n {
            if self.is_ready(index)? {
                self.ready = index;
                return Ok(None);
            }
        }
        let event = self.space.any_event().expect("words with an event for any change");
        Ok(Some(Pending::event(EventCount::at(event), WaitReason::Condition)))
    }

    fn register(&self, words: &S, pending: Pending) -> Option<WaitTarget> {
        // First the word to park on: an announcement that sees a bit set below must find it.
        let target = pending.register(words);
        for index in 0..self.n {
            // An object that does not exist fails the poll that follows.
            let Ok((kind, address)) = self.object(index) else { continue };
            let event = match kind {
                Kind::Queue => Queue::<S::Object>::READABLE,
                Kind::Exit => ExitStatus::at(0).event(),
                Kind::Semaphore => Semaphore::at(0).event(),
                Kind::Event => Event::at(0).event(),
            };
            event.watch(&self.space.object(address));
        }
        target
    }
}
