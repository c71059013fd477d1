//! A queue in a buffer of JavaScript's: blocking for a process, asynchronous for an event loop.

use super::convert::coded;
use crate::ipc::error::Error;
use crate::ipc::lock::AgentId;
use crate::ipc::queue::{Patience, Queue, Step};
use crate::ipc::words::{Deadline, WaitTarget};
use crate::web::BufferWords;
use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// One agent's handle of a queue of byte messages. Timeouts are in ms; 0 does not wait, infinity waits for ever.
#[wasm_bindgen]
pub struct SharedQueue(Queue<BufferWords>);

#[wasm_bindgen]
impl SharedQueue {
    /// Bytes of a buffer for a queue with a ring of `capacityBytes`.
    #[wasm_bindgen(js_name = neededBytes)]
    #[must_use]
    pub fn needed_bytes(capacity_bytes: u32) -> u32 {
        4 * Queue::<BufferWords>::needed_words(capacity_bytes)
    }

    /// Makes an empty queue in the buffer, which nobody uses yet. `maxsize` 0: no bound but the ring's.
    ///
    /// # Errors
    /// `E_ARGUMENT` for a capacity that is no power of two or does not fit in the buffer.
    pub fn create(buffer: &JsValue, agent: u32, capacity_bytes: u32, maxsize: u32) -> Result<Self, JsValue> {
        Queue::create(BufferWords::new(buffer), agent_id(agent)?, capacity_bytes, maxsize)
            .map(Self)
            .map_err(refusal)
    }

    /// Attaches an agent (an integer from 1 that nobody else has) to the queue in the buffer.
    ///
    /// # Errors
    /// `E_ARGUMENT` when the buffer holds no queue.
    pub fn attach(buffer: &JsValue, agent: u32) -> Result<Self, JsValue> {
        Queue::attach(BufferWords::new(buffer), agent_id(agent)?).map(Self).map_err(refusal)
    }

    /// Puts a message; blocks this worker until there is room.
    ///
    /// # Errors
    /// `E_FULL`, `E_CLOSED`.
    pub fn put(&self, message: &[u8], timeout_ms: f64) -> Result<(), JsValue> {
        self.0.put(message, self.deadline(timeout_ms)).map_err(refusal)
    }

    /// Gets the first message; blocks this worker until there is one.
    ///
    /// # Errors
    /// `E_EMPTY`, `E_CLOSED`.
    pub fn get(&self, timeout_ms: f64) -> Result<Uint8Array, JsValue> {
        let mut message = Vec::new();
        self.0.get(&mut message, self.deadline(timeout_ms)).map_err(refusal)?;
        Ok(Uint8Array::from(message.as_slice()))
    }

    /// Puts a message without blocking. `wait(index, expected, timeoutMs)` gives a promise for a change of that word.
    ///
    /// # Errors
    /// As `put`.
    #[wasm_bindgen(js_name = putAsync)]
    pub async fn put_async(&self, message: Vec<u8>, timeout_ms: f64, wait: Function) -> Result<(), JsValue> {
        let mut patience = Patience::new(self.deadline(timeout_ms));
        let mut putting = self.0.putting(&message).map_err(refusal)?;
        while let Step::Wait(target, why) = putting.step().map_err(refusal)? {
            if !self.changed(target, patience.until(self.0.words(), why), &wait).await? {
                return putting.give_up().map_err(refusal);
            }
        }
        Ok(())
    }

    /// Gets the first message without blocking; see `putAsync`.
    ///
    /// # Errors
    /// As `get`.
    #[wasm_bindgen(js_name = getAsync)]
    pub async fn get_async(&self, timeout_ms: f64, wait: Function) -> Result<Uint8Array, JsValue> {
        let mut patience = Patience::new(self.deadline(timeout_ms));
        let mut getting = self.0.getting(Vec::new());
        while let Step::Wait(target, why) = getting.step().map_err(refusal)? {
            if !self.changed(target, patience.until(self.0.words(), why), &wait).await? {
                return Err(refusal(Error::Empty));
            }
        }
        Ok(Uint8Array::from(getting.into_message().as_slice()))
    }

    /// Messages in the queue.
    #[must_use]
    pub fn size(&self) -> u32 {
        self.0.size()
    }

    /// Every put and get fails from now on, those that wait included.
    pub fn close(&self) {
        self.0.close();
    }

    /// Repairs what an agent that runs no more has left undone.
    ///
    /// # Errors
    /// `E_ARGUMENT` for what cannot be an agent.
    #[wasm_bindgen(js_name = superviseDeath)]
    pub fn supervise_death(&self, agent: u32) -> Result<(), JsValue> {
        self.0.supervise_death(agent_id(agent)?);
        Ok(())
    }

    fn deadline(&self, timeout_ms: f64) -> Deadline {
        if timeout_ms > 0.0 { Deadline::after_ms(self.0.words(), timeout_ms) } else { Deadline::NOW }
    }

    /// Waits for the target to change; false when it is too late.
    async fn changed(&self, target: WaitTarget, until: Deadline, wait: &Function) -> Result<bool, JsValue> {
        let left_ms = until.left_ms(self.0.words());
        if left_ms <= 0.0 {
            return Ok(false);
        }
        let (index, expected) = (target.index.into(), target.expected.into());
        let promise: Promise =
            wait.call3(&JsValue::NULL, &index, &expected, &left_ms.into())?.unchecked_into();
        JsFuture::from(promise).await?;
        // Late or not, what there is now decides: the next step looks, and comes back here if there is nothing.
        Ok(true)
    }
}

fn agent_id(agent: u32) -> Result<AgentId, JsValue> {
    AgentId::new(agent)
        .ok_or_else(|| coded("E_ARGUMENT", format!("agent is {agent}; it must be from 1 to 2³¹ − 1")))
}

fn refusal(error: Error) -> JsValue {
    let code = match error {
        Error::Full => "E_FULL",
        Error::Empty => "E_EMPTY",
        Error::Closed => "E_CLOSED",
        Error::TimedOut => "E_TIMEOUT",
        Error::TooLarge { .. } => "E_MEMORY",
        Error::NotOwner { .. } => "E_WORKER_LOST",
        Error::BadCapacity { .. } | Error::TooSmall { .. } | Error::NotAQueue { .. } => "E_ARGUMENT",
    };
    coded(code, error)
}
