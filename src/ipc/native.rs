//! The words of a wasm memory: native atomics, and the engine's own futexes.
//!
//! Invariant: the words begin at an address that is a multiple of 4. The code that constructs them
//! guarantees that the object there is used only by the algorithms of this crate, as words and as
//! bytes of messages.
//!
//! Source: the WebAssembly threads proposal, "Overview" (`memory.atomic.wait32`,
//! `memory.atomic.notify`).

use super::allocator::{Allocator, Arena, Claim, LINE, N_CLASSES};
use super::space::Space;
use super::spin_budget::SpinBudget;
use super::words::{Wait, Words};
use core::arch::wasm32::{memory_atomic_notify, memory_atomic_wait32, memory_grow, memory_size};
use core::cell::Cell;
use core::marker::PhantomData;
use core::ptr;
use core::sync::atomic::{AtomicU32, AtomicU64, Ordering};

/// What belongs to an instance's agent alone.
pub trait Agent: 'static {
    /// The clock for timeouts: milliseconds since a fixed moment. Monotonic.
    fn now_ms() -> f64;
    /// What the agent has learnt about spinning before it parks.
    fn spin_budget() -> &'static Cell<SpinBudget>;
    /// The address of its [`Fence`]; 0 for an agent that cannot be declared dead.
    fn fence() -> u32;
}

/// Two words by which an agent can be declared dead while it still runs: from then on it changes no
/// shared state.
///
/// Invariant: the agent sets `inside`, then reads `dead`; the supervisor that declares it dead sets
/// `dead`, then reads `inside`. So either the agent sees that it is dead, or the supervisor sees
/// that it has to wait for the agent to leave.
///
/// Source: Dekker's flags, in Dijkstra, "Cooperating Sequential Processes", 1965.
#[derive(Debug, Clone, Copy)]
pub struct Fence;

impl Fence {
    /// The word that is 1 once the agent has been declared dead.
    pub const DEAD: u32 = 0;
    /// The word that is 1 while the agent is inside an operation.
    pub const INSIDE: u32 = 1;
}

/// The words from an address of this instance's memory on.
#[derive(Debug)]
pub struct NativeWords<A> {
    base: u32,
    agent: PhantomData<A>,
}

impl<A> Clone for NativeWords<A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A> Copy for NativeWords<A> {}

impl<A> NativeWords<A> {
    /// The words from `address` on.
    ///
    /// # Safety
    /// The address is a multiple of 4 inside the memory, which is shared. The object there is
    /// valid, and so are the allocator's blocks that it refers to; no exclusive reference to any of
    /// their bytes exists.
    #[must_use]
    pub const unsafe fn at(address: u32) -> Self {
        Self { base: address, agent: PhantomData }
    }

    /// The address of the byte at an offset.
    #[must_use]
    pub fn address(&self, offset: u32) -> *mut u8 {
        // Wrapping, since an allocator's block may lie before the object that it belongs to.
        let address = self.base.wrapping_add(offset) as usize;
        debug_assert!(address < memory_size::<0>() << 16, "an address inside the memory");
        ptr::with_exposed_provenance_mut(address)
    }

    fn pointer(&self, index: u32) -> *mut u32 {
        self.address(index.wrapping_mul(4)).cast()
    }

    fn word(&self, index: u32) -> &AtomicU32 {
        // SAFETY: the caller of `at` guarantees that the word is aligned, inside the memory, and
        // not exclusively referenced.
        unsafe { AtomicU32::from_ptr(self.pointer(index)) }
    }
}

impl<A: Agent> Space for NativeWords<A> {
    type Object = Self;

    fn object(self, address: u32) -> Self {
        Self { base: self.base.wrapping_add(address), agent: PhantomData }
    }
}

impl<A: Agent> Words for NativeWords<A> {
    fn n_words(&self) -> u32 {
        // No limit: the caller of `at` guarantees that the object is valid.
        u32::MAX / 4
    }

    fn load(&self, index: u32) -> u32 {
        self.word(index).load(Ordering::SeqCst)
    }

    fn store(&self, index: u32, value: u32) {
        self.word(index).store(value, Ordering::SeqCst);
    }

    fn write(&self, index: u32, value: u32) {
        // Not atomic, because LLVM has no relaxed stores for wasm: all atomic ones are sequentially
        // consistent and cost an exchange.
        // SAFETY: as in `word`. Other agents read the word, atomically, only after an atomic store
        // of this agent; the engine does not tear an aligned store.
        unsafe { self.pointer(index).write(value) };
    }

    fn swap(&self, index: u32, value: u32) -> u32 {
        self.word(index).swap(value, Ordering::SeqCst)
    }

    fn compare_exchange(&self, index: u32, expected: u32, new: u32) -> u32 {
        match self.word(index).compare_exchange(expected, new, Ordering::SeqCst, Ordering::SeqCst) {
            Ok(old) | Err(old) => old,
        }
    }

    fn fetch_add(&self, index: u32, n: u32) -> u32 {
        self.word(index).fetch_add(n, Ordering::SeqCst)
    }

    fn wait(&self, index: u32, expected: u32, timeout_ms: Option<f64>) -> Wait {
        // A negative timeout means no limit; the cast saturates.
        let nanoseconds = timeout_ms.map_or(-1, |ms| (ms.max(0.0) * 1e6) as i64);
        // SAFETY: as `word`; the memory is shared, so waiting does not trap.
        let result = unsafe {
            memory_atomic_wait32(self.pointer(index).cast(), expected.cast_signed(), nanoseconds)
        };
        if result == 2 { Wait::TimedOut } else { Wait::Woken }
    }

    fn notify(&self, index: u32, count: u32) {
        // SAFETY: as `word`.
        unsafe { memory_atomic_notify(self.pointer(index).cast(), count) };
    }

    fn spin_budget(&self) -> Option<&Cell<SpinBudget>> {
        Some(A::spin_budget())
    }

    fn copy_in(&self, offset: u32, bytes: &[u8]) {
        // SAFETY: the caller of `at` guarantees that the ring lies in the memory; the atomic words
        // around the copy exclude other agents.
        unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), self.address(offset), bytes.len()) };
    }

    fn copy_out(&self, offset: u32, bytes: &mut [u8]) {
        // SAFETY: as in `copy_in`.
        unsafe { ptr::copy_nonoverlapping(self.address(offset), bytes.as_mut_ptr(), bytes.len()) };
    }

    fn allocate(&self, bytes: u32) -> Option<u32> {
        let block = heap::<A>().allocate(bytes, Claim::Ordinary)?;
        Some(block.wrapping_sub(self.base))
    }

    fn free(&self, block: u32, bytes: u32) {
        heap::<A>().free(block.wrapping_add(self.base), bytes);
    }

    fn clear(&self, block: u32, bytes: u32) {
        // SAFETY: the block was just allocated: it lies in the memory, and no other code has it.
        unsafe { ptr::write_bytes(self.address(block), 0, bytes as usize) };
    }

    fn any_event(&self) -> Option<u32> {
        Some(ANY_EVENT.wrapping_sub(self.base) / 4)
    }

    fn enter(&self) -> bool {
        let at = A::fence();
        if at == 0 {
            return true;
        }
        let fence = Self { base: at, agent: PhantomData };
        // An exchange, since the load below must not come before this store.
        fence.swap(Fence::INSIDE, 1);
        let lives = fence.load(Fence::DEAD) == 0;
        if !lives {
            self.leave();
        }
        lives
    }

    fn leave(&self) {
        let at = A::fence();
        if at != 0 {
            let fence = Self { base: at, agent: PhantomData };
            fence.store(Fence::INSIDE, 0);
            if fence.load(Fence::DEAD) != 0 {
                fence.notify(Fence::INSIDE, u32::MAX);
            }
        }
    }

    fn now_ms(&self) -> f64 {
        A::now_ms()
    }
}

/// The address of the allocator's header: after everything that belongs to `heap.wasm` itself.
pub const ARENA: u32 = 65_536;
/// The address of the event count for agents that wait for any of several changes: a word that the
/// allocator's header leaves free.
const ANY_EVENT: u32 = ARENA + LINE / 2;
/// The address of the heads of its free lists.
const HEADS: u32 = ARENA + LINE;
/// The size of the header and the heads in bytes.
pub const ARENA_BYTES: u32 = LINE + (N_CLASSES * 8).next_multiple_of(LINE);

/// The heap's allocator.
#[must_use]
pub fn heap<A: Agent>() -> Allocator<'static, NativeWords<A>> {
    struct Memory<A>(PhantomData<A>);
    impl<A: Agent> Memory<A> {
        // SAFETY: only the allocator uses its header and its free blocks.
        const WORDS: NativeWords<A> = unsafe { NativeWords::at(0) };
    }
    Allocator::at(&Memory::<A>::WORDS, ARENA / 4)
}

impl<A: Agent> Arena for NativeWords<A> {
    fn head(&self, class: u32) -> u64 {
        head_at(class).load(Ordering::SeqCst)
    }

    fn exchange_head(&self, class: u32, expected: u64, new: u64) -> u64 {
        match head_at(class).compare_exchange(expected, new, Ordering::SeqCst, Ordering::SeqCst) {
            Ok(old) | Err(old) => old,
        }
    }

    fn grow(&self, end: u32) -> bool {
        let pages = end.div_ceil(PAGE) as usize;
        loop {
            let now = memory_size::<0>();
            if now >= pages {
                return true;
            }
            let missing = pages - now;
            // A few pages ahead, since growing is a system call.
            if memory_grow::<0>(missing + PAGES_AHEAD) == usize::MAX
                && memory_grow::<0>(missing) == usize::MAX
            {
                return memory_size::<0>() >= pages;
            }
        }
    }
}

const PAGE: u32 = 65_536;
const PAGES_AHEAD: usize = 64;

fn head_at(class: u32) -> &'static AtomicU64 {
    debug_assert!(class < N_CLASSES, "no class {class}");
    // SAFETY: the creator of the memory leaves the arena's header to the allocator; it is aligned
    // and accessed by these atomics alone.
    unsafe { AtomicU64::from_ptr(ptr::with_exposed_provenance_mut((HEADS + 8 * class) as usize)) }
}
