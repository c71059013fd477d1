//! Which objects a process holds, by small numbers, like the file descriptors of an operating
//! system: so that a supervisor can release them all when the process has died, and a fork can
//! duplicate them all.
//!
//! Invariant: every open descriptor stands for one reference to its object. A descriptor is opened
//! after the reference exists, and closed before the reference is given up; so an agent that dies
//! between the two leaves at most one reference that nobody gives up, and no reference is given up
//! twice. (If it was the last one, those at the other end of a pipe have been told before.) Only
//! the table's own process uses it, or a supervisor once the process has died.
//!
//! The table is a list of blocks: a word with the next block's address, a line, and the slots, in
//! which an object's address stands for an open descriptor.

use super::agent::AgentId;
use super::allocator::LINE;
use super::error::Error;
use super::ownership::Owned;
use super::space::Space;

/// Bytes of a block.
const BLOCK_BYTES: u32 = 4096;
/// The word with the address of the next block, or 0.
const NEXT: u32 = 0;
/// The first slot's word.
const SLOTS: u32 = LINE / 4;
/// The number of slots in a block.
pub const SLOTS_PER_BLOCK: u32 = BLOCK_BYTES / 4 - SLOTS;
/// The first descriptor: those before it are standard input, output and error.
pub const FIRST: u32 = 3;

/// A process's table of descriptors, by its address.
///
/// ```
/// use ipc::ownership::Kind;
/// use ipc::testing::HostWords;
/// use ipc::{AgentId, Descriptors, Error, Owned};
/// let words = &HostWords::with_arena(0, 4096);
/// let me = AgentId::new(1).unwrap();
/// let (parent, child) = (Descriptors::create(words)?, Descriptors::create(words)?);
/// let object = Owned::create(words, Kind::Event, 8)?;
/// assert_eq!(parent.open(object.address()), Ok(3));
/// parent.copy_to(child)?;
/// assert_eq!((child.object(3), object.references()), (Some(object.address()), 2));
/// parent.close(3, me)?;
/// child.clear(me);
/// parent.clear(me);
/// assert_eq!(words.allocator().used_bytes(), 0);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Descriptors<S> {
    space: S,
    address: u32,
}

impl<S: Space> Descriptors<S> {
    /// Allocates an empty table.
    ///
    /// # Errors
    /// [`Error::NoMemory`].
    pub fn create(space: S) -> Result<Self, Error> {
        Ok(Self::at(space, new_block(space)?))
    }

    /// The table at byte `address`.
    pub const fn at(space: S, address: u32) -> Self {
        Self { space, address }
    }

    /// The table's byte address.
    pub const fn address(&self) -> u32 {
        self.address
    }

    /// Opens the lowest free descriptor for the object at byte `object`. It takes over one of the
    /// caller's references.
    ///
    /// # Errors
    /// [`Error::NoMemory`]; then the reference is still the caller's.
    pub fn open(&self, object: u32) -> Result<u32, Error> {
        let mut descriptor = FIRST;
        let mut block = self.address;
        loop {
            if let Some(slot) = (0..SLOTS_PER_BLOCK).find(|&slot| self.slot(block, slot) == 0) {
                self.set_slot(block, slot, object);
                return Ok(descriptor + slot);
            }
            descriptor += SLOTS_PER_BLOCK;
            block = self.next_or_new(block)?;
        }
    }

    /// The address of the descriptor's object; `None` if it is not open.
    pub fn object(&self, descriptor: u32) -> Option<u32> {
        let (block, slot) = self.place(descriptor)?;
        Some(self.slot(block, slot)).filter(|&object| object != 0)
    }

    /// Closes the descriptor and gives up its reference.
    ///
    /// # Errors
    /// [`Error::NoObject`] if it is not open.
    pub fn close(&self, descriptor: u32, me: AgentId) -> Result<(), Error> {
        let (block, slot) = self.place(descriptor).ok_or(Error::NoObject)?;
        self.close_slot(block, slot, me)
    }

    /// Opens the same descriptors, with references of their own, in the table `to`, which is empty.
    ///
    /// # Errors
    /// [`Error::NoMemory`]; then some are open in `to`.
    pub fn copy_to(&self, to: Self) -> Result<(), Error> {
        let (mut from_block, mut to_block) = (self.address, to.address);
        loop {
            for slot in 0..SLOTS_PER_BLOCK {
                let object = self.slot(from_block, slot);
                if object != 0 {
                    Owned::at(self.space, object).retain()?;
                    to.set_slot(to_block, slot, object);
                }
            }
            from_block = self.next(from_block);
            if from_block == 0 {
                return Ok(());
            }
            to_block = to.next_or_new(to_block)?;
        }
    }

    /// Closes all descriptors and frees the table.
    pub fn clear(&self, me: AgentId) {
        for block in self.blocks() {
            for slot in 0..SLOTS_PER_BLOCK {
                // An error means that the slot is free.
                let _ = self.close_slot(block, slot, me);
            }
        }
        // Each block is unlinked before it is freed, the first one comes last: until then the table
        // is valid, should this agent die.
        loop {
            let second = self.next(self.address);
            if second == 0 {
                break;
            }
            self.space.store(self.address / 4 + NEXT, self.next(second));
            self.space.free(second, BLOCK_BYTES);
        }
        self.space.free(self.address, BLOCK_BYTES);
    }

    /// Repairs what the agent `dead`, whose table this is, may have left unfinished in the objects
    /// that it held. Call it before [`clear`](Self::clear).
    pub fn supervise_death(&self, me: AgentId, dead: AgentId) {
        for block in self.blocks() {
            for object in (0..SLOTS_PER_BLOCK).map(|slot| self.slot(block, slot)) {
                if object != 0 {
                    Owned::at(self.space, object).supervise_death(me, dead);
                }
            }
        }
    }

    fn close_slot(&self, block: u32, slot: u32, me: AgentId) -> Result<(), Error> {
        let object = self.slot(block, slot);
        if object == 0 {
            return Err(Error::NoObject);
        }
        let object = Owned::at(self.space, object);
        object.conclude_if_last(me);
        // Before the reference is given up, see the invariant.
        self.set_slot(block, slot, 0);
        object.release(me).map(|_| ())
    }

    /// The descriptor's block and slot; `None` if the table is not that long.
    fn place(&self, descriptor: u32) -> Option<(u32, u32)> {
        let index = descriptor.checked_sub(FIRST)?;
        let block = self.blocks().nth((index / SLOTS_PER_BLOCK) as usize)?;
        Some((block, index % SLOTS_PER_BLOCK))
    }

    fn blocks(&self) -> impl Iterator<Item = u32> {
        let following = |&block: &u32| Some(self.next(block)).filter(|&next| next != 0);
        core::iter::successors(Some(self.address), following)
    }

    fn next(&self, block: u32) -> u32 {
        self.space.load(block / 4 + NEXT)
    }

    fn next_or_new(&self, block: u32) -> Result<u32, Error> {
        let next = self.next(block);
        if next != 0 {
            return Ok(next);
        }
        let new = new_block(self.space)?;
        self.space.store(block / 4 + NEXT, new);
        Ok(new)
    }

    fn slot(&self, block: u32, slot: u32) -> u32 {
        self.space.load(block / 4 + SLOTS + slot)
    }

    fn set_slot(&self, block: u32, slot: u32, object: u32) {
        self.space.store(block / 4 + SLOTS + slot, object);
    }
}

fn new_block<S: Space>(space: S) -> Result<u32, Error> {
    let block = space.allocate(BLOCK_BYTES).ok_or(Error::NoMemory { bytes: BLOCK_BYTES })?;
    space.clear(block, BLOCK_BYTES);
    Ok(block)
}
