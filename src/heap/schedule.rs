//! Lanes of a run whose board is in the heap: `src/schedule` says what they do.

use crate::runtime::time_ms;

use ::schedule::lane::{Board, HEAD, Load, Spot, n_words, plan_of};
use common::spin::set_per_ms;
use core::arch::wasm32::memory_atomic_wait32;
use core::slice;
use core::sync::atomic::AtomicU64;

/// Nanoseconds in a millisecond.
const NS: f64 = 1e6;

/// This agent, whose clock counts from `-shift_ms`.
struct Agent {
    shift_ms: f64,
}

impl Spot for Agent {
    fn now_ms(&self) -> f64 {
        self.shift_ms + time_ms()
    }

    fn sleep_ms(&self, ms: f64) {
        let mut word = 0;
        // SAFETY: nobody else knows the word, so it is never notified: the time passes.
        unsafe { memory_atomic_wait32(&raw mut word, 0, (ms * NS) as i64) };
    }
}

/// The board at an address; none where there is no board.
fn board(at: u32) -> Option<Board<'static>> {
    // SAFETY: whoever calls has the address from the heap's allocator, which aligns to 64 bytes, and has put a board there; it is used
    // through atomics alone, and its memory is never given back to anybody but another board.
    let words = |n: usize| unsafe { slice::from_raw_parts(at as usize as *const AtomicU64, n) };
    let plan = plan_of(words(HEAD))?;
    Some(Board::new(&plan, words(n_words(&plan))))
}

/// Runs the worker's lane to its end. `spin` is how many units of work make a millisecond, 0 where tasks sleep. The lane's clock is
/// the agent's own plus `shift_ms`, its step `step_ms`.
#[unsafe(no_mangle)]
pub extern "C" fn schedule_lane(at: u32, worker: u32, spin: f64, shift_ms: f64, step_ms: f64) {
    let load = if spin > 0.0 { Load::Spin } else { Load::Sleep };
    if load == Load::Spin {
        // The same for all agents, who share the word.
        set_per_ms(spin);
    }
    if let Some(board) = board(at) {
        board.run(worker, load, &Agent { shift_ms }, step_ms, f64::INFINITY);
    }
}

/// Tasks that are done.
#[unsafe(no_mangle)]
pub extern "C" fn schedule_done(at: u32) -> f64 {
    board(at).map_or(0.0, |board| board.done() as f64)
}
