//! Makes a death heard. A panic or a trap in a thread ends only that thread's own turn: nobody is
//! told, and whoever waits for it waits for ever. So a panic says its message on a
//! `BroadcastChannel` before it traps, and each thread reports errors that nobody caught; the
//! engine listens and replaces the worker that computes.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, DedicatedWorkerGlobalScope, PromiseRejectionEvent, console};

/// The name of the channel; shared by all threads of this memory.
static CHANNEL: OnceLock<String> = OnceLock::new();

/// Set when the threads are let go.
static LEAVING: AtomicBool = AtomicBool::new(false);

/// Reports panics of this instance, in whichever thread, on the channel of that name.
pub fn guard_instance(channel: String) {
    if CHANNEL.set(channel).is_ok() {
        std::panic::set_hook(Box::new(|panic| report(&panic.to_string())));
    }
}

/// Reports what no panic hook sees in the threads of the pool: traps (an overflowing stack, memory
/// out of bounds). To be called before the threads join the team.
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
        // Listening can fail only where there is no event target, and a worker's scope is one.
        let _ = scope
            .add_event_listener_with_callback("unhandledrejection", heard.as_ref().unchecked_ref());
        // The listener lives as long as the thread does.
        heard.forget();
    });
}

/// To be called before the threads are let go: how they leave is no failure.
pub fn threads_leave() {
    LEAVING.store(true, SeqCst);
}

/// Leaves the program of this thread, from wherever it is, so that its worker gets back to its
/// event loop: rayon's own threads never return.
pub fn leave_thread() {
    wasm_bindgen::throw_str("the thread is not needed any more");
}

fn report(message: &str) {
    console::error_1(&message.into());
    if let Some(channel) = CHANNEL.get().and_then(|name| BroadcastChannel::new(name).ok()) {
        // A message that cannot be sent has been written to the console all the same.
        let _ = channel.post_message(&message.into());
        channel.close();
    }
}
