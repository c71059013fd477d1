/**
 * The system calls of Python processes over the heap: descriptors, waits, messages, elements. Where
 * memory is shared a process has a kernel of its own and blocks; elsewhere the supervisor has one
 * for each process and waits for it. Both are this class: only how to wait differs.
 *
 * Every call answers with a number: a value, or below 0 an error of the heap.
 */
import type { HeapInstance } from '../../heap/instance';
import type { OperationKind } from '../../heap/operations';
import { BAD_DESCRIPTOR } from './codes';
import { type Descriptor, Descriptors } from './descriptors';
import { Elements } from './elements';

export type Reply = number | Promise<number>;

export interface Waiting {
  kind: OperationKind;
  at: number;
  /** Infinity: for ever. */
  timeoutMs: number;
  message?: Uint8Array;
  /** The number of objects in a list. */
  length?: number;
}

/** Bytes of a queue's ring, or of one direction of a pipe. */
export const RING_BYTES = 65_536;

export abstract class Kernel {
  readonly instance: HeapInstance;
  readonly agent: number;
  readonly descriptors: Descriptors;
  readonly #elements: Elements;
  /** The message that was got last. */
  received: Uint8Array = new Uint8Array();

  constructor(instance: HeapInstance, agent: number, table: number) {
    this.instance = instance;
    this.agent = agent;
    this.descriptors = new Descriptors(instance, agent, table);
    this.#elements = new Elements(instance.heap);
  }

  /** Answers 0 (or the operation's value) when it is done, else the error. */
  abstract wait(waiting: Waiting): Reply;

  semaphore_create(value: number): number {
    const at = this.descriptors.create('semaphore', 64);
    if (at < 0) return at;
    this.instance.exports.semaphore_create(at, value);
    return this.descriptors.open(at);
  }

  semaphore_acquire(fd: number, timeoutMs: number): Reply {
    return this.#with(fd, ({ at }) =>
      this.wait({ kind: 'semaphore', at, timeoutMs: time(timeoutMs) }),
    );
  }

  semaphore_release(fd: number, most: number): Reply {
    return this.#with(fd, ({ at }) => this.instance.exports.semaphore_release_at_most(at, most));
  }

  semaphore_value(fd: number): Reply {
    return this.#with(fd, ({ at }) => this.instance.exports.semaphore_value(at));
  }

  queue_create(maxsize: number): number {
    const at = this.descriptors.createQueue(RING_BYTES, maxsize, true);
    return at < 0 ? at : this.descriptors.open(at);
  }

  /** Two descriptors, see `pair`. */
  pipe_create(duplex: boolean): number {
    return this.descriptors.createPipe(RING_BYTES, duplex);
  }

  put(fd: number, message: Uint8Array, timeoutMs: number): Reply {
    return this.#with(fd, ({ outgoing }) => {
      if (outgoing === 0) return BAD_DESCRIPTOR;
      return this.wait({ kind: 'put', at: outgoing, timeoutMs: time(timeoutMs), message });
    });
  }

  /** The length of the message, which is then in `received`. */
  get(fd: number, timeoutMs: number): Reply {
    return this.#with(fd, ({ incoming }) => {
      if (incoming === 0) return BAD_DESCRIPTOR;
      return this.wait({ kind: 'get', at: incoming, timeoutMs: time(timeoutMs) });
    });
  }

  /** 0 if there is something to get, or the end. */
  poll(fd: number, timeoutMs: number): Reply {
    return this.#with(fd, ({ incoming }) => {
      if (incoming === 0) return BAD_DESCRIPTOR;
      return this.wait({ kind: 'poll', at: incoming, timeoutMs: time(timeoutMs) });
    });
  }

  size(fd: number): Reply {
    return this.#with(fd, ({ incoming }) => this.instance.exports.queue_size(incoming, this.agent));
  }

  task_done(fd: number): Reply {
    return this.#with(fd, ({ incoming }) =>
      this.instance.exports.queue_task_done(incoming, this.agent),
    );
  }

  join(fd: number, timeoutMs: number): Reply {
    return this.#with(fd, ({ incoming }) =>
      this.wait({ kind: 'join', at: incoming, timeoutMs: time(timeoutMs) }),
    );
  }

  /** The index of the first of the descriptors on which something can be got, or has ended. */
  wait_any(fds: Int32Array, timeoutMs: number): Reply {
    const list = this.descriptors.list(fds);
    if (list < 0) return list;
    const reply = this.wait({
      kind: 'any',
      at: list,
      length: fds.length,
      timeoutMs: time(timeoutMs),
    });
    const free = (code: number): number => {
      this.descriptors.freeList(list, fds.length);
      return code;
    };
    return typeof reply === 'number' ? free(reply) : reply.then(free);
  }

  block_create(bytes: number): number {
    const at = this.descriptors.create('plain', Math.max(bytes, 1));
    return at < 0 ? at : this.descriptors.open(at);
  }

  block_read(fd: number, offset: number, into: Uint8Array): Reply {
    return this.#with(fd, ({ at }) => {
      const from = at + offset;
      into.set(this.instance.heap.bytes(from + into.length).subarray(from, from + into.length));
      return 0;
    });
  }

  block_write(fd: number, offset: number, bytes: Uint8Array): Reply {
    return this.#with(fd, ({ at }) => {
      this.instance.heap.bytes(at + offset + bytes.length).set(bytes, at + offset);
      return 0;
    });
  }

  /** `kind` is one of those of `Elements`. */
  element_get(fd: number, kind: number, index: number): number {
    const found = this.descriptors.at(fd);
    return found ? this.#elements.get(kind, found.at, index) : NaN;
  }

  element_set(fd: number, kind: number, index: number, value: number): Reply {
    return this.#with(fd, ({ at }) => {
      this.#elements.set(kind, at, index, value);
      return 0;
    });
  }

  /** The address of the object, with a reference for whoever will `open` it. */
  retain(fd: number): Reply {
    return this.#with(fd, ({ at }) => {
      this.instance.exports.owned_retain(at);
      return at;
    });
  }

  open(address: number): number {
    return this.descriptors.open(address);
  }

  close(fd: number): number {
    return this.descriptors.close(fd);
  }

  /** The exit code plus 1024; 0 while the process runs. */
  exit_code(fd: number): Reply {
    return this.#with(fd, ({ at }) => this.instance.exports.exit_status(at));
  }

  #with(fd: number, use: (found: Descriptor) => Reply): Reply {
    const found = this.descriptors.at(fd);
    return found ? use(found) : BAD_DESCRIPTOR;
  }
}

/** Python says −1 for a wait without an end. */
function time(timeoutMs: number): number {
  return timeoutMs < 0 ? Infinity : timeoutMs;
}
