//! Objects that several processes own together: whoever gives up the last reference frees them.
//!
//! Invariant: the number of references is at least that of the holders that will give theirs up. It
//! falls before the holder's work is done and never rises from 0, so no object is freed twice; a
//! holder that dies before it has given up its reference leaves the object allocated.
//!
//! An owned object is a block from the allocator with a line before the object: its kind, the
//! references, and the block's length.

use super::agent::AgentId;
use super::allocator::LINE;
use super::barrier::Barrier;
use super::error::Error;
use super::event::Event;
use super::exit_status::ExitStatus;
use super::queue::Queue;
use super::semaphore::Semaphore;
use super::space::Space;

/// What an owned object is, and so what happens when its last reference goes or a holder dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Kind {
    /// Memory of any use.
    Memory = 1,
    /// A [`Semaphore`].
    Semaphore,
    /// An [`Event`].
    Event,
    /// A [`Barrier`].
    Barrier,
    /// An [`ExitStatus`].
    Exit,
    /// A [`Queue`]: its messages beyond the ring are freed with it.
    Queue,
    /// An end of a pipe: a word with the address of the owned queue that it gets from, and one with
    /// that of the owned queue that it puts into; each may be 0. It holds a reference to both. With
    /// the end the first queue is closed, so that its putters fail; the second is finished, so that
    /// its getters get what is left and then see the end.
    PipeEnd,
}

impl Kind {
    /// The kind with that number.
    #[must_use]
    pub const fn of(number: u32) -> Option<Self> {
        match number {
            1 => Some(Self::Memory),
            2 => Some(Self::Semaphore),
            3 => Some(Self::Event),
            4 => Some(Self::Barrier),
            5 => Some(Self::Exit),
            6 => Some(Self::Queue),
            7 => Some(Self::PipeEnd),
            _ => None,
        }
    }
}

// Words of the line before an object, not those that the allocator writes in a free block.
/// The kind.
pub const KIND: u32 = 4;
/// The number of references; 0 once the object has been freed.
const REFERENCES: u32 = 5;
/// The block's length in bytes, with this line.
const BYTES: u32 = 6;

/// The number of bytes before an object.
pub const HEADER_BYTES: u32 = LINE;

// Words of an end of a pipe.
/// The address of the queue that the end gets from, or 0.
pub const INCOMING: u32 = 0;
/// The address of the queue that the end puts into, or 0.
pub const OUTGOING: u32 = 1;

/// An owned object, by its address.
///
/// ```
/// use ipc::ownership::Kind;
/// use ipc::testing::HostWords;
/// use ipc::{AgentId, Error, Owned};
/// let words = &HostWords::with_arena(0, 1024);
/// let me = AgentId::new(1).unwrap();
/// let object = Owned::create(words, Kind::Memory, 100)?;
/// assert_eq!(object.retain(), Ok(2));
/// assert_eq!(object.release(me), Ok(1));
/// assert_eq!(object.release(me), Ok(0));
/// assert_eq!(words.allocator().used_bytes(), 0);
/// assert_eq!(object.release(me), Err(Error::NoObject));
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Owned<S> {
    space: S,
    address: u32,
}

impl<S: Space> Owned<S> {
    /// Allocates an object of `bytes` bytes, all 0, with one reference.
    ///
    /// # Errors
    /// [`Error::NoMemory`].
    pub fn create(space: S, kind: Kind, bytes: u32) -> Result<Self, Error> {
        let n = bytes.checked_add(HEADER_BYTES).ok_or(Error::NoMemory { bytes })?;
        let block = space.allocate(n).ok_or(Error::NoMemory { bytes })?;
        space.clear(block, n);
        let object = Self::at(space, block + HEADER_BYTES);
        object.set(REFERENCES, 1);
        object.set(BYTES, n);
        object.set(KIND, kind as u32);
        Ok(object)
    }

    /// The owned object at byte `address`, which [`create`](Self::create) has returned before.
    pub const fn at(space: S, address: u32) -> Self {
        Self { space, address }
    }

    /// The object's byte address.
    pub const fn address(&self) -> u32 {
        self.address
    }

    /// The number of references; 0 once the object has been freed.
    pub fn references(&self) -> u32 {
        self.kind().map_or(0, |_| self.word(REFERENCES))
    }

    /// Adds a reference, for a caller that holds one. Returns their number.
    ///
    /// # Errors
    /// [`Error::NoObject`] if it has been freed.
    pub fn retain(&self) -> Result<u32, Error> {
        self.change(1)
    }

    /// Gives up one reference of the caller's; with the last one the object is freed. Returns the
    /// number of references left.
    ///
    /// # Errors
    /// [`Error::NoObject`] if it has been freed.
    pub fn release(&self, me: AgentId) -> Result<u32, Error> {
        let left = self.change(-1)?;
        if left == 0 {
            self.destroy(me);
        }
        Ok(left)
    }

    /// If the caller holds the last reference and is about to give it up: does what others wait
    /// for. So a caller that dies before it has freed the object costs only memory.
    pub fn conclude_if_last(&self, me: AgentId) {
        if self.references() == 1 {
            self.conclude(me);
        }
    }

    /// Repairs what the agent `dead`, which held a reference, may have left unfinished in the
    /// object, on behalf of which this agent still holds that reference.
    pub fn supervise_death(&self, me: AgentId, dead: AgentId) {
        let words = self.space.object(self.address);
        match self.kind() {
            Some(Kind::Semaphore) => Semaphore::at(0).supervise_death(&words),
            Some(Kind::Event) => Event::at(0).supervise_death(&words),
            Some(Kind::Barrier) => Barrier::at(0).supervise_death(&words),
            Some(Kind::Exit) => ExitStatus::at(0).supervise_death(&words),
            Some(Kind::Queue) => {
                // A queue that was never created has nothing to repair.
                if let Some(queue) = self.attach(me) {
                    queue.supervise_death(dead);
                }
            }
            Some(Kind::PipeEnd) => {
                for queue in self.queues() {
                    queue.supervise_death(me, dead);
                }
            }
            Some(Kind::Memory) | None => {}
        }
    }

    fn change(&self, by: i32) -> Result<u32, Error> {
        loop {
            let before = self.references();
            if before == 0 {
                return Err(Error::NoObject);
            }
            let after = before.wrapping_add_signed(by);
            // Pairs with the same exchange of the other holders: what they did to the object comes
            // before it is freed.
            if self.exchange(before, after) {
                return Ok(after);
            }
        }
    }

    /// Ends what others may wait for: at an end of a pipe, both directions. May be repeated.
    fn conclude(&self, me: AgentId) {
        if self.kind() == Some(Kind::PipeEnd) {
            if let Some(queue) = self.queue(OUTGOING).and_then(|queue| queue.attach(me)) {
                queue.finish();
            }
            if let Some(queue) = self.queue(INCOMING).and_then(|queue| queue.attach(me)) {
                queue.close();
            }
        }
    }

    /// Frees the object. The last reference has been given up, so no other agent uses it.
    fn destroy(&self, me: AgentId) {
        self.conclude(me);
        match self.kind() {
            Some(Kind::Queue) => {
                if let Some(queue) = self.attach(me) {
                    queue.destroy();
                }
            }
            Some(Kind::PipeEnd) => {
                for queue in self.queues() {
                    // An error means that the end did not hold the reference that it should.
                    let _ = queue.release(me);
                }
            }
            _ => {}
        }
        self.space.free(self.address - HEADER_BYTES, self.word(BYTES));
    }

    /// The queues of an end of a pipe.
    fn queues(&self) -> impl Iterator<Item = Self> {
        [INCOMING, OUTGOING].into_iter().filter_map(|side| self.queue(side))
    }

    /// The queue of an end of a pipe on that side.
    fn queue(&self, side: u32) -> Option<Self> {
        let address = self.space.load(self.address / 4 + side);
        (address != 0).then(|| Self::at(self.space, address))
    }

    fn attach(&self, me: AgentId) -> Option<Queue<S::Object>> {
        Queue::attach(self.space.object(self.address), me).ok()
    }

    fn kind(&self) -> Option<Kind> {
        Kind::of(self.word(KIND))
    }

    const fn index(&self, word: u32) -> u32 {
        (self.address - HEADER_BYTES) / 4 + word
    }

    fn word(&self, word: u32) -> u32 {
        self.space.load(self.index(word))
    }

    fn set(&self, word: u32, value: u32) {
        self.space.store(self.index(word), value);
    }

    fn exchange(&self, before: u32, after: u32) -> bool {
        self.space.compare_exchange(self.index(REFERENCES), before, after) == before
    }
}
