//! The executor's state machine. JavaScript owns the workers, tells what happened, and does what it
//! is told.

use super::convert::object;
use crate::pool::{Action, Pool};
use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What the owner of the workers is to do. */
export type PoolAction =
  | { kind: 'start' | 'stop' | 'recall'; worker: number }
  | { kind: 'run'; worker: number; job: number; first: number; len: number }
  | { kind: 'complete' | 'cancel' | 'refuse'; job: number }
  | { kind: 'break'; job: number; atIt: boolean }
  | { kind: 'closed' }
  | { kind: 'fail'; job: number; item: number };

export interface PoolFigures {
  workers: number;
  busy: number;
  idle: number;
  pending: number;
  done: number;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// The actions, as JavaScript sees them.
    #[wasm_bindgen(typescript_type = "PoolAction[]")]
    pub type Actions;
    /// The figures, as JavaScript sees them.
    #[wasm_bindgen(typescript_type = "PoolFigures")]
    pub type Figures;
}

/// Decides which worker gets which chunk of which job. Every method returns the actions to take, in
/// order.
#[wasm_bindgen]
pub struct PoolMachine(Pool);

#[wasm_bindgen]
impl PoolMachine {
    /// A pool of at most `size` workers, at least 1.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(size: u32) -> Self {
        Self(Pool::new(size.max(1)))
    }

    /// A new job of so many items in chunks of `chunksize`, on at most `lanes` workers; with
    /// `oneByOne` never more than one chunk at once.
    pub fn submit(
        &mut self,
        job: u32,
        items: u32,
        chunksize: u32,
        lanes: u32,
        one_by_one: bool,
    ) -> Actions {
        let (chunksize, lanes) = (chunksize.max(1), lanes.max(1));
        actions(if one_by_one {
            self.0.submit_one_by_one(job, items, chunksize, lanes)
        } else {
            self.0.submit(job, items, chunksize, lanes)
        })
    }

    /// A new job whose one item is the use of a worker; `chunkDone` gives it back.
    pub fn lease(&mut self, job: u32) -> Actions {
        actions(self.0.lease(job))
    }

    /// No more jobs; with `cancelPending` also no more chunks.
    pub fn shutdown(&mut self, cancel_pending: bool) -> Actions {
        actions(self.0.shutdown(cancel_pending))
    }

    /// A worker has loaded.
    pub fn started(&mut self, worker: u32) -> Actions {
        actions(self.0.started(worker))
    }

    /// The first `done` of a worker's items are done, and were `quick` or not; the others are given
    /// back.
    #[wasm_bindgen(js_name = chunkDone)]
    pub fn chunk_done(&mut self, worker: u32, done: u32, quick: bool) -> Actions {
        actions(self.0.chunk_done(worker, done, quick))
    }

    /// An item of a worker's failed.
    #[wasm_bindgen(js_name = chunkFailed)]
    pub fn chunk_failed(&mut self, worker: u32, item: u32) -> Actions {
        actions(self.0.chunk_failed(worker, item))
    }

    /// What a worker had not begun has been taken from it: it keeps its first `begun` chunks.
    pub fn recalled(&mut self, worker: u32, begun: u32) -> Actions {
        actions(self.0.recalled(worker, begun))
    }

    /// A worker did not load, or died.
    pub fn lost(&mut self, worker: u32) -> Actions {
        actions(self.0.lost(worker))
    }

    /// The job is settled by the caller.
    pub fn cancel(&mut self, job: u32) -> Actions {
        actions(self.0.cancel(job))
    }

    /// `{workers, busy, idle, pending, done}`.
    #[must_use]
    pub fn stats(&self) -> Figures {
        let stats = self.0.stats();
        object([
            ("workers", stats.workers.into()),
            ("busy", stats.busy.into()),
            ("idle", stats.idle.into()),
            ("pending", (stats.pending as f64).into()),
            ("done", (stats.done as f64).into()),
        ])
        .unchecked_into()
    }
}

fn actions(actions: Vec<Action>) -> Actions {
    actions.into_iter().map(action).collect::<Array>().unchecked_into()
}

fn action(action: Action) -> JsValue {
    let of = |kind: &str, name: &str, id: u32| object([("kind", kind.into()), (name, id.into())]);
    match action {
        Action::Start { worker } => of("start", "worker", worker),
        Action::Stop { worker } => of("stop", "worker", worker),
        Action::Recall { worker } => of("recall", "worker", worker),
        Action::Complete { job } => of("complete", "job", job),
        Action::Cancel { job } => of("cancel", "job", job),
        Action::Refuse { job } => of("refuse", "job", job),
        Action::Closed => object([("kind", "closed".into())]),
        Action::Break { job, at_it } => {
            object([("kind", "break".into()), ("job", job.into()), ("atIt", at_it.into())])
        }
        Action::Fail { job, item } => {
            object([("kind", "fail".into()), ("job", job.into()), ("item", item.into())])
        }
        Action::Run { worker, job, first, len } => object([
            ("kind", "run".into()),
            ("worker", worker.into()),
            ("job", job.into()),
            ("first", first.into()),
            ("len", len.into()),
        ]),
    }
}
