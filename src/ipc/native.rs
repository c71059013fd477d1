//! The words of a wasm memory: native atomics, and the engine's own futexes.
//!
//! Invariant: they begin at an address that is a multiple of 4, and whoever makes them vouches for the memory behind it.
//!
//! Source: the WebAssembly threads proposal, "Overview" (`memory.atomic.wait32`, `memory.atomic.notify`).

use super::looking::Looking;
use super::words::{Wait, Words};
use core::arch::wasm32::{memory_atomic_notify, memory_atomic_wait32};
use core::cell::Cell;
use core::marker::PhantomData;
use core::ptr;
use core::sync::atomic::{AtomicU32, Ordering};

/// What an instance's agent has of its own.
pub trait Agent: 'static {
    /// Its clock for timeouts, in ms since any fixed moment; never goes back.
    fn now_ms() -> f64;
    /// What it knows about looking on before it sleeps.
    fn looking() -> &'static Cell<Looking>;
}

/// Words from an address of this instance's memory on, as many as anybody asks for.
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
    /// The words at an address.
    ///
    /// # Safety
    /// The address is a multiple of 4, and what is laid out there lies in the memory, which is shared.
    #[must_use]
    pub const unsafe fn at(address: u32) -> Self {
        Self { base: address, agent: PhantomData }
    }

    /// The address of a byte.
    #[must_use]
    pub const fn address(&self, offset: u32) -> *mut u8 {
        ptr::with_exposed_provenance_mut((self.base + offset) as usize)
    }

    const fn pointer(&self, index: u32) -> *mut u32 {
        self.address(index * 4).cast()
    }

    fn word(&self, index: u32) -> &AtomicU32 {
        // SAFETY: aligned and inside the memory by the promise made in `at`; nobody has an exclusive reference to it.
        unsafe { AtomicU32::from_ptr(self.pointer(index)) }
    }
}

impl<A: Agent> Words for NativeWords<A> {
    fn n_words(&self) -> u32 {
        u32::MAX / 4
    }

    fn load(&self, index: u32) -> u32 {
        self.word(index).load(Ordering::SeqCst)
    }

    fn store(&self, index: u32, value: u32) {
        self.word(index).store(value, Ordering::SeqCst);
    }

    fn write(&self, index: u32, value: u32) {
        // LLVM knows no relaxed stores here: all atomic ones are sequentially consistent, and cost an exchange.
        // SAFETY: as `word`. Others read the word, atomically, only after an atomic store of this agent; the engine does not tear
        // an aligned store.
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
        // A negative timeout is none; the cast saturates.
        let nanoseconds = timeout_ms.map_or(-1, |ms| (ms.max(0.0) * 1e6) as i64);
        // SAFETY: as `word`; the memory is shared, so waiting does not trap.
        let result =
            unsafe { memory_atomic_wait32(self.pointer(index).cast(), expected.cast_signed(), nanoseconds) };
        if result == 2 { Wait::TimedOut } else { Wait::Woken }
    }

    fn notify(&self, index: u32, count: u32) {
        // SAFETY: as `word`.
        unsafe { memory_atomic_notify(self.pointer(index).cast(), count) };
    }

    fn looking(&self) -> Option<&Cell<Looking>> {
        Some(A::looking())
    }

    fn copy_in(&self, offset: u32, bytes: &[u8]) {
        // SAFETY: the ring lies in the memory by the promise made in `at`; the atomic words around the copy keep others away.
        unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), self.address(offset), bytes.len()) };
    }

    fn copy_out(&self, offset: u32, bytes: &mut [u8]) {
        // SAFETY: as in `copy_in`.
        unsafe { ptr::copy_nonoverlapping(self.address(offset), bytes.as_mut_ptr(), bytes.len()) };
    }

    fn now_ms(&self) -> f64 {
        A::now_ms()
    }
}
