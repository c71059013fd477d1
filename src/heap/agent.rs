//! The agent that owns this instance: its clock, its fence, its view of the heap, and its error
//! codes.

use crate::abi::codes;
use core::alloc::{GlobalAlloc, Layout};
use core::cell::Cell;
use core::{mem, ptr};
use ipc::native::{self, NativeWords};
use ipc::operation::{self, Inside};
use ipc::spin_budget::SpinBudget;
use ipc::{AgentId, Deadline, Error, Operation};

#[link(wasm_import_module = "agent")]
unsafe extern "C" {
    safe fn now_ms() -> f64;
}

/// The agent of this instance's words.
pub struct Agent;

impl native::Agent for Agent {
    fn now_ms() -> f64 {
        now_ms()
    }

    fn spin_budget() -> &'static Cell<SpinBudget> {
        #[thread_local]
        static BUDGET: Cell<SpinBudget> = Cell::new(SpinBudget::new());
        // SAFETY: an instance has one thread and lives as long as that thread.
        unsafe { &*ptr::from_ref(&BUDGET) }
    }

    fn fence() -> u32 {
        FENCE.get()
    }
}

/// The address of this agent's fence; 0 until it has one.
#[thread_local]
static FENCE: Cell<u32> = Cell::new(0);

/// The words of the heap.
pub type Heap = NativeWords<Agent>;

/// The address of an object in the heap, as passed by JavaScript. Only an unsafe door can create
/// one: its caller guarantees that the address came from the heap's allocator, which aligns to 64
/// bytes, or lies in the agent's own region, and that the kind of object that the door expects is
/// there.
#[derive(Debug, Clone, Copy)]
#[repr(transparent)]
pub struct Object(u32);

impl Object {
    /// The words from this address to the end of the memory.
    pub fn words(self) -> Heap {
        // SAFETY: guaranteed by the creator of the `Object`, see there.
        unsafe { NativeWords::at(self.0) }
    }

    /// The whole memory, as the object in which all others lie.
    pub const MEMORY: Self = Self(0);

    /// What begins `bytes` later, a multiple of 4, in the same block.
    pub const fn after(self, bytes: u32) -> Self {
        Self(self.0 + bytes)
    }

    /// The address as a number.
    pub const fn address(self) -> u32 {
        self.0
    }
}

/// Sets the fence of this instance's agent.
pub fn adopt_fence(fence: Object) {
    FENCE.set(fence.0);
}

/// The agent with that id. Traps if the id is invalid, which is the caller's error.
pub fn agent(id: u32) -> AgentId {
    AgentId::new(id).expect("a valid id")
}

/// The agent's clock, in milliseconds.
pub fn time_ms() -> f64 {
    now_ms()
}

/// The deadline `timeout_ms` milliseconds from now: [`Deadline::NOW`] for 0 or less,
/// [`Deadline::NEVER`] if infinite.
pub fn deadline(timeout_ms: f64) -> Deadline {
    if timeout_ms == f64::INFINITY {
        Deadline::NEVER
    } else if timeout_ms > 0.0 {
        Deadline::after_ms(&Object::MEMORY.words(), timeout_ms)
    } else {
        Deadline::NOW
    }
}

/// Runs an operation on `words` to its end or its deadline. Returns 0 or the error's number.
pub fn run(words: Heap, operation: &mut impl Operation<Heap>, timeout_ms: f64) -> i32 {
    outcome(operation::run(&words, operation, deadline(timeout_ms)))
}

/// As [`run`]; an operation that succeeds leaves this agent inside: until its next operation a
/// supervisor that declares it dead waits for it.
pub fn run_and_stay(words: Heap, operation: &mut impl Operation<Heap>, timeout_ms: f64) -> i32 {
    outcome(operation::run_inside(&words, operation, deadline(timeout_ms)).map(mem::forget))
}

/// The answer of a change that is done in one step; the number of [`Error::Fenced`] if this agent
/// has been declared dead.
pub fn within<T: Answer>(change: impl FnOnce() -> T) -> i32 {
    let words = Object::MEMORY.words();
    match Inside::enter(&words) {
        Ok(_inside) => change().number(),
        Err(error) => code(error),
    }
}

/// What a door can answer: a value if 0 or more, an error if negative.
pub trait Answer {
    /// The answer as a number.
    fn number(self) -> i32;
}

impl Answer for () {
    fn number(self) -> i32 {
        0
    }
}

impl Answer for i32 {
    fn number(self) -> i32 {
        self
    }
}

impl Answer for u32 {
    fn number(self) -> i32 {
        self.cast_signed()
    }
}

impl<T: Answer> Answer for Result<T, Error> {
    fn number(self) -> i32 {
        self.map_or_else(code, Answer::number)
    }
}

/// 0, or the error's number.
pub fn outcome(result: Result<(), Error>) -> i32 {
    result.map_or_else(code, |()| 0)
}

codes! {
    Error::Full => FULL = -1;
    Error::Empty => EMPTY = -2;
    Error::Closed => CLOSED = -3;
    Error::TimedOut => TIMED_OUT = -4;
    Error::TooLarge { .. } => TOO_LARGE = -5;
    Error::NotOwner { .. } | Error::Fenced => ABANDONED = -6;
    Error::NotHeld => NOT_HELD = -7;
    Error::NoTask => NO_TASK = -8;
    Error::Broken => BROKEN = -9;
    Error::NoObject
        | Error::BadCapacity { .. }
        | Error::TooSmall { .. }
        | Error::NotAQueue { .. } => NO_OBJECT = -10;
    Error::NoMemory { .. } => NO_MEMORY = -11;
    Error::TooMany => TOO_MANY = -12;
    Error::Held => HELD = -13;
    Error::InPieces => IN_PIECES = -14;
}

struct NoAllocator;

// SAFETY: it allocates nothing.
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
