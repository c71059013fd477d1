//! Messages between the heap and the agent's JavaScript.
//!
//! A short message is staged in the agent's staging area in the heap. Of a longer outgoing message
//! only the head is staged. Its body, and the whole of a longer incoming message, are copied by
//! functions that the agent provides, piece by piece, directly between ring and buffer.

use crate::agent::{Heap, Object};
use core::ptr;
use ipc::message::{Sink, Source};

#[link(wasm_import_module = "agent")]
unsafe extern "C" {
    /// Copies the `n` bytes of the body from index `first` on to the heap address `to`.
    safe fn send(first: u32, n: u32, to: u32);
    /// Makes room for a message of `len` bytes, which is too long for the staging area.
    safe fn receive_begin(len: u32, tag: u32);
    /// Copies `n` bytes from the heap address `from` into the message at index `first`.
    safe fn receive(first: u32, n: u32, from: u32);
}

/// A message to be put: its head is staged in the heap, its body is not.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing {
    /// What its bytes mean to the agents.
    pub tag: u32,
    /// The address of the staged head, if there is one.
    pub head: Option<Object>,
    pub head_len: u32,
    pub body_len: u32,
}

impl Source<Heap> for Outgoing {
    fn len_bytes(&self) -> usize {
        self.head_len as usize + self.body_len as usize
    }

    fn tag(&self) -> u32 {
        self.tag
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

/// The destination of a message that is got: the staging area, if the message fits there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Incoming {
    /// The staging area, if there is one.
    pub stage: Option<Object>,
    pub stage_len: u32,
    pub len: u32,
    pub tag: u32,
}

impl Sink<Heap> for Incoming {
    fn begin(&mut self, len_bytes: usize, tag: u32) {
        self.len = len_bytes as u32;
        self.tag = tag;
        // Without a staging area the tag of an empty message is told as well.
        if self.len > self.stage_len || self.stage.is_none() {
            receive_begin(self.len, tag);
        }
    }

    fn len_bytes(&self) -> usize {
        self.len as usize
    }

    fn copy_out(&mut self, first: usize, n: usize, words: &Heap, from: u32) {
        let (first, n) = (first as u32, n as u32);
        if self.len > self.stage_len || self.stage.is_none() {
            receive(first, n, words.address(from).addr() as u32);
        } else if let Some(stage) = self.stage {
            copy(words.address(from), stage.words().address(first), n);
        }
    }
}

/// Copies `n` bytes that do not overlap. Short copies avoid the engine's `memory.copy`, which is a
/// call.
fn copy(from: *const u8, to: *mut u8, n: u32) {
    // SAFETY: both ranges lie in the heap, one in a queue and one in this agent's staging area; the
    // queue has checked their lengths.
    unsafe {
        match n {
            0 => {}
            8 => to.cast::<u64>().write_unaligned(from.cast::<u64>().read_unaligned()),
            9..=16 => {
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
