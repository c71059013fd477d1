//! The executor's state machine. JavaScript owns the workers: it reports events and takes the
//! actions that are returned.

use super::convert::object;
use crate::pool::{Action, Pool};
use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** An action for the owner of the workers. */
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
    /// The counts, as JavaScript sees them.
    #[wasm_bindgen(typescript_type = "PoolFigures")]
    pub type Figures;
}

/// Decides which worker gets which chunk of which job. Every method but `stats` returns the actions
/// to take, in order.
#[wasm_bindgen]
pub struct PoolMachine(Pool);

#[wasm_bindgen]
impl PoolMachine {
    /// A pool of at most `size` workers; 0 counts as 1. A worker that has ended `maxTasks` chunks
    /// is stopped; 0: never.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(size: u32, max_tasks: u32) -> Self {
        Self(Pool::new(size.max(1)).replacing_after(max_tasks))
    }

    /// Submits a job of `items` items in chunks of `chunksize`, for at most `lanes` workers at
    /// once; with `oneByOne`, chunks are always handed out one at a time.
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

    /// Submits a job of items that cost nothing to hand out: each worker gets its fair share of the
    /// chunks at once.
    #[wasm_bindgen(js_name = submitEagerly)]
    pub fn submit_eagerly(&mut self, job: u32, items: u32, chunksize: u32, lanes: u32) -> Actions {
        actions(self.0.submit_eagerly(job, items, chunksize.max(1), lanes.max(1)))
    }

    /// Submits a lease: a job whose one item is the use of a worker. `chunkDone` gives the worker
    /// back.
    pub fn lease(&mut self, job: u32) -> Actions {
        actions(self.0.lease(job))
    }

    /// Accepts no more jobs; with `cancelPending`, jobs with items not handed out yet are
    /// cancelled.
    pub fn shutdown(&mut self, cancel_pending: bool) -> Actions {
        actions(self.0.shutdown(cancel_pending))
    }

    /// Event: a worker has loaded.
    pub fn started(&mut self, worker: u32) -> Actions {
        actions(self.0.started(worker))
    }

    /// Event: a worker has done the first `done` of its items, `quick` or not, and gives back the
    /// others.
    #[wasm_bindgen(js_name = chunkDone)]
    pub fn chunk_done(&mut self, worker: u32, done: u32, quick: bool) -> Actions {
        actions(self.0.chunk_done(worker, done, quick))
    }

    /// Event: `item`, one of a worker's items, failed.
    #[wasm_bindgen(js_name = chunkFailed)]
    pub fn chunk_failed(&mut self, worker: u32, item: u32) -> Actions {
        actions(self.0.chunk_failed(worker, item))
    }

    /// Event: the chunks that a worker had not begun have been taken back; it keeps its first
    /// `begun` chunks.
    pub fn recalled(&mut self, worker: u32, begun: u32) -> Actions {
        actions(self.0.recalled(worker, begun))
    }

    /// Event: a worker could not load, or died. The pool breaks.
    pub fn lost(&mut self, worker: u32) -> Actions {
        actions(self.0.lost(worker))
    }

    /// Cancels a job; the caller settles it.
    pub fn cancel(&mut self, job: u32) -> Actions {
        actions(self.0.cancel(job))
    }

    /// The present counts of workers and items: `{workers, busy, idle, pending, done}`.
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
