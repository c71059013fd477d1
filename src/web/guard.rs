//! Reports panics and traps. On its own a panic or a trap in a thread ends only that thread's
//! current task: no other agent is notified, and one that waits for it waits forever. So the panic
//! hook posts the message on a `BroadcastChannel` before the trap, and each thread posts its
//! uncaught errors; the engine listens and replaces the compute worker.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, DedicatedWorkerGlobalScope, PromiseRejectionEvent, console};

/// The name of the channel, shared by all threads of this memory.
static CHANNEL: OnceLock<String> = OnceLock::new();

/// Set before the threads are told to leave.
static LEAVING: AtomicBool = AtomicBool::new(false);

/// Reports panics of this instance, in any of its threads, on the `BroadcastChannel` named
/// `channel`. Only the first call has an effect.
pub fn guard_instance(channel: String) {
    if CHANNEL.set(channel).is_ok() {
        std::panic::set_hook(Box::new(|panic| report(&panic.to_string())));
    }
}

/// Reports traps in the threads of the pool (stack overflow, memory access out of bounds), which
/// the panic hook does not see. Call this before the threads join the team.
pub fn guard_threads() {
    rayon::broadcast(|_| {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let heard =
            Closure::<dyn Fn(PromiseRejectionEvent)>::new(|event: PromiseRejectionEvent| {
                if LEAVING.load(SeqCst) {
                    event.prevent_default();
                } else {
                    report(&format!("{:?}", event.reason()));
                }
            });
        // This fails only if `scope` is not an event target, and a worker's scope is one.
        let _ = scope
            .add_event_listener_with_callback("unhandledrejection", heard.as_ref().unchecked_ref());
        // The listener lives as long as the thread does.
        heard.forget();
    });
}

/// Stops reporting errors of the threads. Call this before the threads are told to leave, since
/// [`leave_thread`] throws.
pub fn threads_leave() {
    LEAVING.store(true, SeqCst);
}

/// Leaves this thread's program, from any depth of its stack, by throwing a JavaScript exception,
/// so that its worker gets back to its event loop: rayon's threads never return on their own.
pub fn leave_thread() {
    wasm_bindgen::throw_str("the thread is not needed any more");
}

fn report(message: &str) {
    console::error_1(&message.into());
    if let Some(channel) = CHANNEL.get().and_then(|name| BroadcastChannel::new(name).ok()) {
        // If the message cannot be posted, it is at least on the console.
        let _ = channel.post_message(&message.into());
        channel.close();
    }
}
