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
import { BAD_DESCRIPTOR, isTimeOver, RESET } from './codes';
import { type Descriptor, Descriptors, idAt } from './descriptors';
import { Elements } from './elements';
import { nowMs } from '../../common/clock';
import { BY_PIPE, type MessageLog, PUT } from '../message-log';
import { SHORTEST_MS, type Wait } from '../trace';

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
  /** Set to the number of the message that was put or got, the same on both sides. */
  number?: number;
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
  /** The waits that go on meanwhile. */
  readonly #suspended = new Set<Wait>();
  /** The one that blocks; it is made when somebody asks for it. */
  #blocking: { label: string; at: number; startMs: number } | undefined;
  #wait: Wait | undefined;
  /** Is told of waits that were not over in a moment; `goesOn`: its time was over. */
  onWait: ((wait: Wait, endMs: number, goesOn: boolean) => void) | undefined;
  /** Is told of every message. */
  messages: Pick<MessageLog, 'isFull' | 'dropped' | 'add'> | undefined;
  /** When the last wait ended that did not suspend, by `performance.now`; NaN if not read. */
  #endedMs = NaN;

  constructor(instance: HeapInstance, agent: number, table: number) {
    this.instance = instance;
    this.agent = agent;
    this.descriptors = new Descriptors(instance, agent, table);
    this.#elements = new Elements(instance.heap);
  }

  /** Answers 0 (or the operation's value) when it is done, else the error. */
  abstract wait(waiting: Waiting): Reply;

  /** The waits that are under way. */
  get waits(): Iterable<Wait> {
    if (!this.#blocking) return this.#suspended;
    const { label, at, startMs } = this.#blocking;
    this.#wait ??= this.#waitFor(label, at, startMs);
    return [this.#wait];
  }

  semaphore_create(value: number): number {
    const at = this.descriptors.create('semaphore', LINE);
    if (at < 0) return at;
    this.instance.exports.semaphore_create(at, value);
    return this.descriptors.open(at);
  }

  semaphore_acquire(fd: number, timeoutMs: number): Reply {
    return this.#with(fd, ({ at }) =>
      this.#await('lock.acquire', at, { kind: 'semaphore', at, timeoutMs: time(timeoutMs) }),
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
      const { length } = message;
      const waiting: Waiting = { kind: 'put', at: outgoing, timeoutMs: time(timeoutMs), message };
      const reply = this.#await(label, outgoing, waiting);
      if (!this.messages) return reply;
      const counted = (code: number): number =>
        code < 0 ? code : this.#told(code, kind, waiting, length);
      return typeof reply === 'number' ? counted(reply) : reply.then(counted);
    });
  }

  /** The length of the message. */
  get(fd: number, timeoutMs: number, receiver: Receiver): Reply {
    return this.#with(fd, (found) => {
      const { incoming, kind } = found;
      if (incoming === 0) return BAD_DESCRIPTOR;
      const timeout = time(timeoutMs);
      const label = nameOfGet(found);
      const waiting: Waiting = { kind: 'get', at: incoming, timeoutMs: timeout, receiver };
      const reply = this.#await(label, incoming, waiting);
      const orReset = (code: number): number => {
        if (code >= 0) return this.#told(code, kind, waiting, code);
        return code === ERRORS.CLOSED && this.#isReset(found) ? RESET : code;
      };
      return typeof reply === 'number' ? orReset(reply) : reply.then(orReset);
    });
  }

  /** 0 if there is something to get, or the end. */
  poll(fd: number, timeoutMs: number): Reply {
    return this.#with(fd, (found) => {
      const { incoming: at } = found;
      if (at === 0) return BAD_DESCRIPTOR;
      const waiting = { kind: 'poll', at, timeoutMs: time(timeoutMs) } as const;
      return this.#await(nameOfGet(found), at, waiting);
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
    return this.#with(fd, ({ incoming: at }) =>
      this.#await('queue.join', at, { kind: 'join', at, timeoutMs: time(timeoutMs) }),
    );
  }

  /** The index of the first of the descriptors on which something can be got, or has ended. */
  wait_any(fds: Int32Array, timeoutMs: number): Reply {
    const list = this.descriptors.list(fds);
    if (list < 0) return list;
    const [label, at] = this.#nameOfWait(fds);
    const reply = this.#await(label, at, {
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

  /** Waits for what lies at that address, 0 for several, and tells of it. */
  #await(label: string, at: number, waiting: Waiting): Reply {
    const { onWait } = this;
    this.#endedMs = NaN;
    if (!onWait || waiting.timeoutMs === 0) return this.wait(waiting);
    const startMs = performance.now();
    this.#blocking = { label, at, startMs };
    const reply = this.wait(waiting);
    this.#blocking = undefined;
    if (typeof reply === 'number') {
      const endMs = performance.now();
      this.#endedMs = endMs;
      if (endMs - startMs < SHORTEST_MS) return reply;
      const wait = this.#wait ?? this.#waitFor(label, at, startMs);
      this.#wait = undefined;
      onWait(wait, performance.timeOrigin + endMs, isTimeOver(reply));
      return reply;
    }
    const wait = this.#waitFor(label, at, startMs);
    this.#suspended.add(wait);
    return reply.then((code) => {
      this.#suspended.delete(wait);
      const endMs = nowMs();
      if (endMs - wait.startMs >= SHORTEST_MS) onWait(wait, endMs, isTimeOver(code));
      return code;
    });
  }

  #waitFor(label: string, at: number, startMs: number): Wait {
    const object = at === 0 ? 0 : idAt(this.instance.heap.words(at), at);
    return { label, object, startMs: performance.timeOrigin + startMs, span: 0 };
  }

  /** Tells of a message that was put or got, if somebody listens. */
  #told(code: number, kind: number, waiting: Waiting, bytes: number): number {
    const { messages } = this;
    if (!messages) return code;
    if (messages.isFull) {
      messages.dropped += 1;
      return code;
    }
    const { at, number = 0 } = waiting;
    // The clock has been read when the wait ended.
    const endedMs = Number.isNaN(this.#endedMs) ? performance.now() : this.#endedMs;
    const sort = (waiting.kind === 'put' ? PUT : 0) + (kind === OWNED_PIPE_END ? BY_PIPE : 0);
    const id = idAt(this.instance.heap.words(), at);
    messages.add(id, number, sort, performance.timeOrigin + endedMs, bytes);
    return code;
  }

  /** What a wait for any of those is called after, and where it is if it is one. */
  #nameOfWait(fds: Int32Array): [label: string, at: number] {
    const found = this.descriptors.at(fds[0] ?? -1);
    const isOne = fds.length === 1;
    if (found?.kind === OWNED_EXIT) return ['process.join', isOne ? found.at : 0];
    return found && isOne ? [nameOfGet(found), found.incoming] : ['wait', 0];
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
