//! Memory for objects, and the fences by which agents are declared dead.

use crate::abi::{constants, doors};
use crate::agent::{Agent, Object, adopt_fence};
use core::ptr;
use ipc::allocator::block_bytes;
use ipc::native::{self, ARENA, ARENA_BYTES, Fence};
use ipc::{Claim, Words};

constants! {
    // Where the allocator's header begins: what makes the heap leaves it alone.
    HEADER = ARENA;
    HEADER_BYTES = ARENA_BYTES;
    FENCE_DEAD = Fence::DEAD;
    FENCE_INSIDE = Fence::INSIDE;
}

doors! {
    /// Makes an empty heap: blocks lie from byte `first`, a multiple of 64, to byte `maximum`.
    fn heap_create(first: u32, maximum: u32) {
        native::heap::<Agent>().create(first, maximum);
    }

    /// The address of so many bytes, all 0, aligned to 64; 0 where there is no room. With
    /// `privileged` not 0 it may use the reserve.
    fn heap_allocate(bytes: u32, privileged: u32) -> u32 {
        let claim = if privileged == 0 { Claim::Ordinary } else { Claim::Privileged };
        let Some(block) = native::heap::<Agent>().allocate(bytes, claim) else { return 0 };
        // SAFETY: the block lies in the memory and belongs to nobody else.
        unsafe {
            let first = ptr::with_exposed_provenance_mut::<u8>(block as usize);
            ptr::write_bytes(first, 0, bytes as usize);
        }
        block
    }

    /// Frees a block that was allocated with as many bytes.
    fn heap_free(block: Object, bytes: u32) {
        native::heap::<Agent>().free(block.address(), bytes);
    }

    /// Bytes of a block that is allocated with so many, rounded up as they are.
    fn heap_block_bytes(bytes: u32) -> u32 {
        block_bytes(bytes)
    }

    /// Bytes of all allocated blocks.
    fn heap_used() -> u32 {
        native::heap::<Agent>().used_bytes()
    }

    /// From now on this instance's agent can be declared dead by that fence, whose words are 0.
    fn fence_adopt(fence: Object) {
        adopt_fence(fence);
    }

    /// Declares the agent with that fence dead: 0 if it changes nothing any more, 1 if it is inside
    /// an operation and must be waited for.
    fn fence_off(fence: Object) -> u32 {
        let words = fence.words();
        // Pairs with the load of `DEAD` in `enter`, after its exchange of `INSIDE`: a load may not
        // come before this, so an exchange.
        words.swap(Fence::DEAD, 1);
        words.load(Fence::INSIDE)
    }
}
