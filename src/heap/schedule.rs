//! Lanes of a run whose board is in the heap; see `schedule::lane`.

use crate::abi::doors;
use crate::agent::{Object, time_ms};
use ::schedule::board::{Board, HEAD, n_words, plan_of};
use ::schedule::lane::{Load, Spot};
use common::spin::set_per_ms;
use core::arch::wasm32::{memory_atomic_wait32, memory_size};
use core::ptr;
use core::slice;
use core::sync::atomic::AtomicU64;

/// Nanoseconds in a millisecond.
const NS: f64 = 1e6;

/// This agent. Its clock reads the agent's own plus `shift_ms`.
struct Agent {
    shift_ms: f64,
}

impl Spot for Agent {
    fn now_ms(&self) -> f64 {
        self.shift_ms + time_ms()
    }

    fn sleep_ms(&self, ms: f64) {
        let mut word = 0;
        // SAFETY: the word is a local variable, so it is never notified and the wait times out.
        unsafe { memory_atomic_wait32(&raw mut word, 0, (ms * NS) as i64) };
    }
}

/// The board at an address; `None` if there is none.
fn board(at: Object) -> Option<Board<'static>> {
    let plan = plan_of(words(at, HEAD))?;
    Some(Board::new(&plan, words(at, n_words(&plan))))
}

fn words(at: Object, n: usize) -> &'static [AtomicU64] {
    let first = at.address() as usize;
    assert!(n * 8 <= (memory_size::<0>() << 16) - first, "a board inside the memory");
    // SAFETY: the door's caller guarantees that a board lies there, aligned to 64, and that its
    // memory is not freed while a worker runs; the board is accessed by atomics alone.
    unsafe { slice::from_raw_parts(ptr::with_exposed_provenance(first), n) }
}

doors! {
    /// Runs the worker's lane to its end. `spin` is the number of units of work per millisecond, or
    /// 0 if tasks sleep. The lane's clock is the agent's own plus `shift_ms`; the clock's step is
    /// `step_ms`.
    fn schedule_lane(at: Object, worker: u32, spin: f64, shift_ms: f64, step_ms: f64) {
        let load = if spin > 0.0 { Load::Spin } else { Load::Sleep };
        if load == Load::Spin {
            // All agents share this word and store the same value.
            set_per_ms(spin);
        }
        if let Some(board) = board(at) {
            board.run(worker, load, &Agent { shift_ms }, step_ms, f64::INFINITY);
        }
    }

    /// The number of tasks that are done.
    fn schedule_done(at: Object) -> f64 {
        board(at).map_or(0.0, |board| board.done() as f64)
    }
}
