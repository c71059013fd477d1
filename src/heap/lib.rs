//! `heap.wasm`: the room `ipc` over native atomics, in a module whose only memory is the heap that all agents share.
//!
//! Each agent has an instance of its own, and a stack and thread-local data of its own in the heap: whoever instantiates the module
//! sets `__stack_pointer` and calls `__wasm_init_tls` before the first call. Nothing is allocated, and nothing panics with a message. Objects are known by their
//! addresses (`at`), agents by their ids (`me`). A result from 0 on is an answer, one below an error ([`code`]).
//!
//! | file | what |
//! | --- | --- |
//! | `memory` | the heap's allocator, and the fences of agents |
//! | `objects` | calls that return at once, or block the agent |
//! | `operations` | the same in steps, for an event loop |
//! | `message` | messages between the agent's own side and the heap |
//! | `schedule` | lanes of a run whose board is in the heap |
#![cfg(all(target_arch = "wasm32", not(test)))]
#![no_std]
#![feature(stdarch_wasm_atomic_wait, thread_local)]

mod memory;
mod message;
mod objects;
mod operations;
mod schedule;

mod runtime {
    use core::alloc::{GlobalAlloc, Layout};
    use core::cell::Cell;
    use core::ptr;
    use ipc::native::{self, NativeWords};
    use ipc::operation::Inside;
    use ipc::spin_budget::SpinBudget;
    use ipc::{AgentId, Deadline, Error};

    #[link(wasm_import_module = "agent")]
    unsafe extern "C" {
        safe fn now_ms() -> f64;
    }

    /// The agent whose instance this is.
    pub struct Agent;

    impl native::Agent for Agent {
        fn now_ms() -> f64 {
            now_ms()
        }

        fn spin_budget() -> &'static Cell<SpinBudget> {
            #[thread_local]
            static LOOKING: Cell<SpinBudget> = Cell::new(SpinBudget::new());
            // SAFETY: an instance has one thread and lives as long as that.
            unsafe { &*ptr::from_ref(&LOOKING) }
        }

        fn fence() -> u32 {
            FENCE.get()
        }
    }

    /// Where this agent's fence is; 0 until it has one.
    #[thread_local]
    static FENCE: Cell<u32> = Cell::new(0);

    /// Gives this instance's agent a fence, at an address in its region.
    pub fn set_fence(at: u32) {
        FENCE.set(at);
    }

    /// What a change that takes one step answers; [`Error::Fenced`] for an agent that was declared dead.
    pub fn within(change: impl FnOnce() -> i32) -> i32 {
        let memory = heap(0);
        match Inside::enter(&memory) {
            Ok(_inside) => change(),
            Err(error) => code(error),
        }
    }

    /// The heap, from an object on.
    pub type Heap = NativeWords<Agent>;

    /// The heap from an object's address on.
    pub fn heap(at: u32) -> Heap {
        // SAFETY: whoever holds a handle has its address from the heap's allocator, which aligns to 64 bytes.
        unsafe { NativeWords::at(at) }
    }

    /// The agent's id. A wrong one is an error of the caller's: it traps.
    pub fn agent(id: u32) -> AgentId {
        AgentId::new(id).expect("a valid id")
    }

    /// The agent's clock, for whoever is no object.
    pub fn time_ms() -> f64 {
        now_ms()
    }

    /// When `timeout_ms` is over: at once from 0 down, never if it is infinite.
    pub fn deadline(timeout_ms: f64) -> Deadline {
        if timeout_ms == f64::INFINITY {
            Deadline::NEVER
        } else if timeout_ms > 0.0 {
            Deadline::after_ms(&heap(0), timeout_ms)
        } else {
            Deadline::NOW
        }
    }

    /// An error's number, which `www/heap/errors.ts` translates.
    pub fn code(error: Error) -> i32 {
        match error {
            Error::Full => -1,
            Error::Empty => -2,
            Error::Closed => -3,
            Error::TimedOut => -4,
            Error::TooLarge { .. } => -5,
            Error::NotOwner { .. } | Error::Fenced => -6,
            Error::NotHeld => -7,
            Error::NoTask => -8,
            Error::Broken => -9,
            Error::BadCapacity { .. } | Error::TooSmall { .. } | Error::NotAQueue { .. } => -10,
            Error::NoMemory { .. } => -11,
            Error::TooMany => -12,
        }
    }

    /// 0, or the error's number.
    pub fn outcome(result: Result<(), Error>) -> i32 {
        result.map_or_else(code, |()| 0)
    }

    struct NoAllocator;

    // SAFETY: it hands out nothing.
    unsafe impl GlobalAlloc for NoAllocator {
        unsafe fn alloc(&self, _layout: Layout) -> *mut u8 {
            ptr::null_mut()
        }

        unsafe fn dealloc(&self, _pointer: *mut u8, _layout: Layout) {}
    }

    #[global_allocator]
    static NOTHING: NoAllocator = NoAllocator;

    #[panic_handler]
    fn panic(_info: &core::panic::PanicInfo<'_>) -> ! {
        core::arch::wasm32::unreachable()
    }
}
