/**
 * A queue inside a process. Where memory is shared the calls block and return values, as in Python; elsewhere they ask the
 * engine and return promises. `await` does for both.
 */
import * as Comlink from 'comlink';

import { SharedQueue } from '../../pkg/parallel_playground.js';
import { decode, encode } from '../common/codec';
import { unwrap } from '../common/outcome';
import { MARK, type Marker } from '../common/packed';
import type { ProcessConfig, QueueHandle, QueueRealm } from '../common/protocol';
import { timeoutOf, type WaitOptions } from '../lib/checks';

type Now<T> = T | Promise<T>;

interface ProcessQueue {
  put(value: unknown, options?: WaitOptions): Now<void>;
  get(options?: WaitOptions): Now<unknown>;
  size(): Now<number>;
  empty(): Now<boolean>;
  full(): Now<boolean>;
  close(): Now<void>;
  [MARK](): Marker;
}

export function queueInProcess(handle: QueueHandle, config: ProcessConfig): ProcessQueue {
  if (handle.buffer) return blockingQueue(handle, handle.buffer, config.agent);
  if (config.queues) return askingQueue(handle, config.queues);
  throw new Error('this process has neither shared memory nor a port for queues');
}

function blockingQueue(
  handle: QueueHandle,
  buffer: SharedArrayBuffer,
  agent: number,
): ProcessQueue {
  const queue = SharedQueue.attach(buffer, agent);
  return {
    put: (value, options) => queue.put(encode(value), timeoutOf(options) ?? Infinity),
    get: (options) => decode(queue.get(timeoutOf(options) ?? Infinity)),
    size: () => queue.size(),
    empty: () => queue.size() === 0,
    full: () => isFull(handle, queue.size()),
    close: () => queue.close(),
    [MARK]: () => markerOf(handle),
  };
}

const remotes = new WeakMap<MessagePort, Comlink.Remote<QueueRealm>>();

function askingQueue(handle: QueueHandle, port: MessagePort): ProcessQueue {
  const { id } = handle;
  const remote = remotes.get(port) ?? Comlink.wrap<QueueRealm>(port);
  remotes.set(port, remote);
  const size = async (): Promise<number> => unwrap(await remote.queueSize(id));
  return {
    put: async (value, options) => {
      const message = encode(value);
      unwrap(await remote.queuePut({ queue: id, message, timeoutMs: timeoutOf(options) }));
    },
    get: async (options) => {
      return decode(unwrap(await remote.queueGet({ queue: id, timeoutMs: timeoutOf(options) })));
    },
    size,
    empty: async () => (await size()) === 0,
    full: async () => isFull(handle, await size()),
    close: async () => unwrap(await remote.queueClose(id)),
    [MARK]: () => markerOf(handle),
  };
}

function isFull({ maxsize }: QueueHandle, size: number): boolean {
  return maxsize > 0 && size >= maxsize;
}

function markerOf(handle: QueueHandle): Marker {
  return { '@parallel-playground': 'queue', handle };
}
