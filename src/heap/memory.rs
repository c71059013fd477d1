//! Memory for objects, and the fences by which agents are declared dead.

use crate::abi::{constants, doors};
use crate::agent::{Agent, Object, adopt_fence};
use core::ptr;
use ipc::allocator::block_bytes;
use ipc::native::{self, ARENA, ARENA_BYTES, Fence};
use ipc::{Claim, Words};

constants! {
    // The address of the allocator's header, which the heap's creator must leave unused.
    HEADER = ARENA;
    HEADER_BYTES = ARENA_BYTES;
    FENCE_DEAD = Fence::DEAD;
    FENCE_INSIDE = Fence::INSIDE;
}

doors! {
    /// Creates an empty heap: blocks lie between byte `first`, a multiple of 64, and byte
    /// `maximum`.
    fn heap_create(first: u32, maximum: u32) {
        native::heap::<Agent>().create(first, maximum);
    }

    /// Allocates `bytes` bytes, all 0, aligned to 64. Returns their address, or 0 if there is no
    /// room. If `privileged` is not 0, the allocation may use the reserve.
    fn heap_allocate(bytes: u32, privileged: u32) -> u32 {
        let claim = if privileged == 0 { Claim::Ordinary } else { Claim::Privileged };
        let Some(block) = native::heap::<Agent>().allocate(bytes, claim) else { return 0 };
        // SAFETY: the block lies in the memory, and no other code has it.
        unsafe {
            let first = ptr::with_exposed_provenance_mut::<u8>(block as usize);
            ptr::write_bytes(first, 0, bytes as usize);
        }
        block
    }

    /// Frees a block that was allocated with the same number of bytes.
    fn heap_free(block: Object, bytes: u32) {
        native::heap::<Agent>().free(block.address(), bytes);
    }

    /// The size in bytes of the block that an allocation of `bytes` takes.
    fn heap_block_bytes(bytes: u32) -> u32 {
        block_bytes(bytes)
    }

    /// Bytes in all allocated blocks.
    fn heap_used() -> u32 {
        native::heap::<Agent>().used_bytes()
    }

    /// Gives this instance's agent a fence, by which it can be declared dead; the fence's words
    /// must be 0.
    fn fence_adopt(fence: Object) {
        adopt_fence(fence);
    }

    /// Declares the agent with that fence dead. Returns 0 if it no longer changes shared state, 1
    /// if it is inside an operation and must be waited for.
    fn fence_off(fence: Object) -> u32 {
        let words = fence.words();
        // Pairs with the load of `DEAD` in `enter`, which follows its exchange of `INSIDE`. An
        // exchange, since the load below must not come before it.
        words.swap(Fence::DEAD, 1);
        words.load(Fence::INSIDE)
    }
}
