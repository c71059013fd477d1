//! Objects that processes own together, and the tables of what each process holds.

use crate::abi::{constants, doors};
use crate::agent::{Heap, Object, agent, within};
use ipc::ownership::{HEADER_BYTES, INCOMING, KIND, Kind, OUTGOING};
use ipc::{Descriptors, Error, Owned};

constants! {
    OWNED_MEMORY = Kind::Memory as u32;
    OWNED_SEMAPHORE = Kind::Semaphore as u32;
    OWNED_EVENT = Kind::Event as u32;
    OWNED_BARRIER = Kind::Barrier as u32;
    OWNED_EXIT = Kind::Exit as u32;
    OWNED_QUEUE = Kind::Queue as u32;
    OWNED_PIPE_END = Kind::PipeEnd as u32;
    OWNED_HEADER_BYTES = HEADER_BYTES;
    // A word of the header.
    OWNED_KIND = KIND;
    // Words of an end of a pipe.
    PIPE_INCOMING = INCOMING;
    PIPE_OUTGOING = OUTGOING;
    TABLE_FIRST = ipc::descriptors::FIRST;
}

fn memory() -> Heap {
    Object::MEMORY.words()
}

fn owned(at: Object) -> Owned<Heap> {
    Owned::at(memory(), at.address())
}

fn table(at: Object) -> Descriptors<Heap> {
    Descriptors::at(memory(), at.address())
}

doors! {
    /// Allocates an object of `bytes` bytes, all 0, with one reference; answers its address. The
    /// object itself is then created by the door of its kind, such as `queue_create`.
    fn owned_create(kind: u32, bytes: u32) -> i32 {
        within(|| {
            let kind = Kind::of(kind).ok_or(Error::NoObject)?;
            Owned::create(memory(), kind, bytes).map(|object| object.address())
        })
    }

    /// Adds a reference, for a caller that holds one; answers their number.
    fn owned_retain(at: Object) -> i32 {
        within(|| owned(at).retain())
    }

    /// Gives up a reference; answers the number of those left. With the last one the object is
    /// freed.
    fn owned_release(at: Object, me: u32) -> i32 {
        within(|| owned(at).release(agent(me)))
    }

    /// Answers the number of references, 0 for an object that has been freed.
    fn owned_references(at: Object) -> i32 {
        owned(at).references().cast_signed()
    }

    /// Answers the address of a new table of descriptors.
    fn table_create() -> i32 {
        within(|| Descriptors::create(memory()).map(|table| table.address()))
    }

    /// Answers the lowest free descriptor, which takes over one of the caller's references to the
    /// object.
    fn table_open(table: Object, at: Object) -> i32 {
        within(|| self::table(table).open(at.address()))
    }

    /// Answers the address of the descriptor's object, 0 if it is not open.
    fn table_object(table: Object, descriptor: u32) -> i32 {
        self::table(table).object(descriptor).unwrap_or(0).cast_signed()
    }

    /// Closes the descriptor and gives up its reference.
    fn table_close(table: Object, descriptor: u32, me: u32) -> i32 {
        within(|| self::table(table).close(descriptor, agent(me)))
    }

    /// Opens the descriptors of a table, each with a reference of its own, in an empty one.
    fn table_copy(from: Object, to: Object) -> i32 {
        within(|| table(from).copy_to(table(to)))
    }

    /// Closes all descriptors and frees the table.
    fn table_clear(table: Object, me: u32) -> i32 {
        within(|| self::table(table).clear(agent(me)))
    }

    /// Repairs what the agent `dead`, whose table it is, may have left unfinished in the objects
    /// that it held. Comes before `table_clear`.
    fn table_supervise(table: Object, me: u32, dead: u32) -> i32 {
        within(|| self::table(table).supervise_death(agent(me), agent(dead)))
    }
}
