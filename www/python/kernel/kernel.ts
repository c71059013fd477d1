/**
 * The system calls of Python processes over the heap: descriptors, waits, messages, elements. Where
 * memory is shared a process has a kernel of its own and blocks; elsewhere the supervisor has one
 * for each process and waits for it. Both are this class: only how to wait differs.
 *
 * Every call answers with a number: a value, or below 0 an error of the heap.
 */
import type { HeapInstance } from '../../heap/instance';
import { LINE } from '../../heap/layout';
import type { OperationKind } from '../../heap/operations';
import { ERRORS, OWNED_EXIT, OWNED_PIPE_END } from '../../../pkg/heap';
import { BAD_DESCRIPTOR, RESET } from './codes';
import { type Descriptor, Descriptors } from './descriptors';
import { Elements } from './elements';
import { SHORTEST_MS } from '../spans';

export type Reply = number | Promise<number>;

/** Where a call leaves the message that it has got: threads of a process get at the same time. */
export interface Receiver {
  received: Uint8Array;
}

export interface Waiting {
  kind: OperationKind;
  at: number;
  /** Infinity: for ever. */
  timeoutMs: number;
  message?: Uint8Array;
  receiver?: Receiver;
  /** The number of objects in a list. */
  length?: number;
}

/** A word of a pipe's end, behind those of `Kind::PipeEnd` in `src/ipc/ownership.rs`. */
const TOLD_RESET = 2;

/** Bytes of a queue's ring, or of one direction of a pipe. */
export const RING_BYTES = 65_536;

/** So many writes to the console may be under way; whoever writes more waits. */
export const MOST_WRITES = 256;

export abstract class Kernel {
  readonly instance: HeapInstance;
  readonly agent: number;
  readonly descriptors: Descriptors;
  readonly #elements: Elements;
  /** Is told of every wait that was not over in a moment, and what it was for. */
  onWait: ((label: string, startMs: number, endMs: number) => void) | undefined;

  constructor(instance: HeapInstance, agent: number, table: number) {
    this.instance = instance;
    this.agent = agent;
    this.descriptors = new Descriptors(instance, agent, table);
    this.#elements = new Elements(instance.heap);
  }

  /** Answers 0 (or the operation's value) when it is done, else the error. */
  abstract wait(waiting: Waiting): Reply;

  semaphore_create(value: number): number {
    const at = this.descriptors.create('semaphore', LINE);
    if (at < 0) return at;
    this.instance.exports.semaphore_create(at, value);
    return this.descriptors.open(at);
  }

  semaphore_acquire(fd: number, timeoutMs: number): Reply {
    return this.#with(fd, ({ at }) =>
      this.#await('lock.acquire', { kind: 'semaphore', at, timeoutMs: time(timeoutMs) }),
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
    return this.#with(fd, ({ kind, outgoing }) => {
      if (outgoing === 0) return BAD_DESCRIPTOR;
      const label = kind === OWNED_PIPE_END ? 'connection.send' : 'queue.put';
      return this.#await(label, {
        kind: 'put',
        at: outgoing,
        timeoutMs: time(timeoutMs),
        message,
      });
    });
  }

  /** The length of the message. */
  get(fd: number, timeoutMs: number, receiver: Receiver): Reply {
    return this.#with(fd, (found) => {
      const { incoming } = found;
      if (incoming === 0) return BAD_DESCRIPTOR;
      const timeout = time(timeoutMs);
      const label = nameOfGet(found);
      const waiting = { kind: 'get', at: incoming, timeoutMs: timeout, receiver } as const;
      const reply = this.#await(label, waiting);
      const orReset = (code: number): number =>
        code === ERRORS.CLOSED && this.#isReset(found) ? RESET : code;
      return typeof reply === 'number' ? orReset(reply) : reply.then(orReset);
    });
  }

  /** 0 if there is something to get, or the end. */
  poll(fd: number, timeoutMs: number): Reply {
    return this.#with(fd, (found) => {
      const { incoming: at } = found;
      if (at === 0) return BAD_DESCRIPTOR;
      return this.#await(nameOfGet(found), { kind: 'poll', at, timeoutMs: time(timeoutMs) });
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
      this.#await('queue.join', { kind: 'join', at: incoming, timeoutMs: time(timeoutMs) }),
    );
  }

  /** The index of the first of the descriptors on which something can be got, or has ended. */
  wait_any(fds: Int32Array, timeoutMs: number): Reply {
    const list = this.descriptors.list(fds);
    if (list < 0) return list;
    const reply = this.#await(this.#nameOfWait(fds), {
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

  /** Another descriptor of the same object. */
  duplicate(fd: number): Reply {
    return this.#with(fd, ({ at }) => {
      this.instance.exports.owned_retain(at);
      return this.descriptors.open(at);
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

  /**
   * Whether an end of a duplex pipe sees for the first time that the other one was closed without
   * having got all messages; they are still in the queue.
   */
  #isReset({ at, kind, incoming, outgoing }: Descriptor): boolean {
    if (kind !== OWNED_PIPE_END || incoming === 0 || outgoing === 0) return false;
    if (this.instance.exports.queue_size(outgoing, this.agent) <= 0) return false;
    const words = this.instance.heap.words(at + LINE);
    return Atomics.exchange(words, at / 4 + TOLD_RESET, 1) === 0;
  }

  /** Waits, and tells of it if it takes longer than a moment. */
  #await(label: string, waiting: Waiting): Reply {
    if (!this.onWait || waiting.timeoutMs === 0) return this.wait(waiting);
    const startMs = performance.now();
    const told = (code: number): number => {
      const endMs = performance.now();
      if (endMs - startMs > SHORTEST_MS) {
        const { timeOrigin } = performance;
        this.onWait?.(label, timeOrigin + startMs, timeOrigin + endMs);
      }
      return code;
    };
    const reply = this.wait(waiting);
    return typeof reply === 'number' ? told(reply) : reply.then(told);
  }

  /** What a wait for any of those is called after. */
  #nameOfWait(fds: Int32Array): string {
    const found = this.descriptors.at(fds[0] ?? -1);
    if (found?.kind === OWNED_EXIT) return 'process.join';
    return found && fds.length === 1 ? nameOfGet(found) : 'wait';
  }

  #with(fd: number, use: (found: Descriptor) => Reply): Reply {
    const found = this.descriptors.at(fd);
    return found ? use(found) : BAD_DESCRIPTOR;
  }
}

function nameOfGet({ kind }: Descriptor): string {
  return kind === OWNED_PIPE_END ? 'connection.recv' : 'queue.get';
}

/** Python says −1 for a wait without an end. */
function time(timeoutMs: number): number {
  return timeoutMs < 0 ? Infinity : timeoutMs;
}
