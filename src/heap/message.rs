//! Messages between the agent's own side, which is JavaScript's, and the heap.
//!
//! A short message lies in the agent's staging area in the heap. Of a longer one that is put only
//! the head does; its body, and the whole of a longer one that is got, is copied by the agent's own
//! functions, piece by piece, from ring to buffer at once.

use crate::agent::{Heap, Object};
use core::ptr;
use ipc::message::{Sink, Source};

#[link(wasm_import_module = "agent")]
unsafe extern "C" {
    /// Copies `n` bytes of the body, from number `first`, to an address of the heap.
    safe fn send(first: u32, n: u32, to: u32);
    /// Makes room for a message that is too long for the staging area.
    safe fn receive_begin(len: u32);
    /// Copies `n` bytes from an address of the heap to the message, from number `first`.
    safe fn receive(first: u32, n: u32, from: u32);
}

/// A message on its way into the heap: its head is staged there, its body is not.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing {
    /// Where its head is staged, if it has one.
    pub head: Option<Object>,
    pub head_len: u32,
    pub body_len: u32,
}

impl Source<Heap> for Outgoing {
    fn len_bytes(&self) -> usize {
        self.head_len as usize + self.body_len as usize
    }

    fn copy_in(&self, first: usize, n: usize, words: &Heap, to: u32) {
        let (first, n) = (first as u32, n as u32);
        let n_head = self.head_len.saturating_sub(first).min(n);
        if let Some(head) = self.head.filter(|_| n_head > 0) {
            copy(head.words().address(first), words.address(to), n_head);
        }
        if n_head < n {
            send(
                first + n_head - self.head_len,
                n - n_head,
                words.address(to + n_head).addr() as u32,
            );
        }
    }
}

/// Where a message goes that comes out of the heap: to the staging area, if it fits.
#[derive(Debug, Clone, Copy, Default)]
pub struct Incoming {
    /// The staging area, if there is one.
    pub stage: Option<Object>,
    pub stage_len: u32,
    pub len: u32,
}

impl Sink<Heap> for Incoming {
    fn begin(&mut self, len_bytes: usize) {
        self.len = len_bytes as u32;
        if self.len > self.stage_len {
            receive_begin(self.len);
        }
    }

    fn len_bytes(&self) -> usize {
        self.len as usize
    }

    fn copy_out(&mut self, first: usize, n: usize, words: &Heap, from: u32) {
        let (first, n) = (first as u32, n as u32);
        if self.len > self.stage_len {
            receive(first, n, words.address(from).addr() as u32);
        } else if let Some(stage) = self.stage {
            copy(words.address(from), stage.words().address(first), n);
        }
    }
}

/// Copies `n` bytes that do not overlap; a few without the engine's call for many.
fn copy(from: *const u8, to: *mut u8, n: u32) {
    // SAFETY: both lie in the heap, in a ring and in this agent's staging area, whose lengths have
    // been checked by the queue.
    unsafe {
        match n {
            0 => {}
            8..=16 => {
                // Two pieces that may overlap each other.
                let last = n as usize - 8;
                let pair = (
                    from.cast::<u64>().read_unaligned(),
                    from.add(last).cast::<u64>().read_unaligned(),
                );
                to.cast::<u64>().write_unaligned(pair.0);
                to.add(last).cast::<u64>().write_unaligned(pair.1);
            }
            1..8 => (0..n as usize).for_each(|i| to.add(i).write(from.add(i).read())),
            _ => ptr::copy_nonoverlapping(from, to, n as usize),
        }
    }
}
