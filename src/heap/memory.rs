//! Memory for objects, and the fences by which agents are declared dead.

use crate::runtime::{Agent, Heap, heap, set_fence};
use core::ptr;
use ipc::Claim;
use ipc::Words;
use ipc::allocator::block_bytes;
use ipc::native::{self, ARENA, ARENA_BYTES, Fence};

/// Where the allocator's header begins, and how many bytes it has: the heap's maker leaves them alone.
#[unsafe(no_mangle)]
pub extern "C" fn heap_header() -> u32 {
    ARENA
}

/// See [`heap_header`].
#[unsafe(no_mangle)]
pub extern "C" fn heap_header_bytes() -> u32 {
    ARENA_BYTES
}

/// Makes an empty heap: blocks lie from byte `first`, a multiple of 64, to byte `maximum`.
#[unsafe(no_mangle)]
pub extern "C" fn heap_create(first: u32, maximum: u32) {
    native::heap::<Agent>().create(first, maximum);
}

/// The address of so many bytes, all 0, aligned to 64; 0 where there is no room. `privileged` may use the reserve.
#[unsafe(no_mangle)]
pub extern "C" fn heap_allocate(bytes: u32, privileged: u32) -> u32 {
    let claim = if privileged == 0 { Claim::Ordinary } else { Claim::Privileged };
    let Some(block) = native::heap::<Agent>().allocate(bytes, claim) else { return 0 };
    // SAFETY: the block lies in the memory and is nobody else's.
    unsafe { ptr::write_bytes(heap(block).address(0), 0, bytes as usize) };
    block
}

/// Gives back what was allocated with as many bytes.
#[unsafe(no_mangle)]
pub extern "C" fn heap_free(block: u32, bytes: u32) {
    native::heap::<Agent>().free(block, bytes);
}

/// Bytes of a block that is allocated with so many, as they are rounded up.
#[unsafe(no_mangle)]
pub extern "C" fn heap_block_bytes(bytes: u32) -> u32 {
    block_bytes(bytes)
}

/// Bytes of all blocks that are allocated.
#[unsafe(no_mangle)]
pub extern "C" fn heap_used() -> u32 {
    native::heap::<Agent>().used_bytes()
}

/// From now on this instance's agent can be declared dead, by the fence at that address; the words there are 0.
#[unsafe(no_mangle)]
pub extern "C" fn fence_adopt(fence: u32) {
    set_fence(fence);
}

/// Declares the agent with that fence dead: 0 if it changes nothing any more, 1 if it is inside an operation and must be waited for.
#[unsafe(no_mangle)]
pub extern "C" fn fence_off(fence: u32) -> u32 {
    let words: Heap = heap(fence);
    // Pairs with the load of `DEAD` in `enter`, after its exchange of `INSIDE`: a load may not come before this, so an exchange.
    words.swap(Fence::DEAD, 1);
    words.load(Fence::INSIDE)
}
