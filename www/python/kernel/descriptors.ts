/**
 * A process's descriptors: small numbers for the objects that it holds, as an operating system's.
 * They lie in the heap, so that a fork copies them and a supervisor can release them.
 */
import {
  ANY_EXIT,
  ANY_QUEUE,
  ANY_SEMAPHORE,
  OWNED_EXIT,
  OWNED_HEADER_BYTES,
  OWNED_KIND,
  OWNED_PIPE_END,
  OWNED_MEMORY,
  OWNED_QUEUE,
  OWNED_SEMAPHORE,
  PIPE_INCOMING,
  PIPE_OUTGOING,
  QUEUE_HEADER_BYTES,
} from '../../../pkg/heap';
import { LINE } from '../../heap/layout';
import type { HeapInstance } from '../../heap/instance';
import { BAD_DESCRIPTOR, pair } from './codes';

const KINDS = {
  plain: OWNED_MEMORY,
  semaphore: OWNED_SEMAPHORE,
  exit: OWNED_EXIT,
  queue: OWNED_QUEUE,
  pipeEnd: OWNED_PIPE_END,
} as const;

/** What a descriptor stands for. */
export interface Descriptor {
  at: number;
  kind: number;
  /** The queues of which messages are got, and into which they are put; 0 where there is none. */
  incoming: number;
  outgoing: number;
}

// Words of the line before an object, behind those of `src/ipc/ownership.rs`; they begin as 0.
/** Whose object it is, and the how manyth of its maker's; see `idAt`. */
const MAKER = 10;
const NUMBER = 11;

/**
 * The object's number in the run: the same in all processes, and given once. A process's exit
 * status has that of the process.
 */
export function idAt(words: Int32Array, at: number): number {
  const line = (at - OWNED_HEADER_BYTES) / 4;
  const [maker = 0, number = 0] = [words[line + MAKER], words[line + NUMBER]];
  return number === 0 ? maker : pair(maker, number);
}

export function setId(words: Int32Array, at: number, maker: number, number = 0): void {
  const line = (at - OWNED_HEADER_BYTES) / 4;
  words[line + MAKER] = maker;
  words[line + NUMBER] = number;
}

export class Descriptors {
  readonly table: number;
  readonly #instance: HeapInstance;
  readonly #agent: number;
  readonly #known = new Map<number, Descriptor>();
  #nMade = 0;

  constructor(instance: HeapInstance, agent: number, table: number) {
    this.#instance = instance;
    this.#agent = agent;
    this.table = table;
  }

  at(fd: number): Descriptor | undefined {
    let found = this.#known.get(fd);
    if (!found) {
      const at = this.#instance.exports.table_object(this.table, fd);
      if (at <= 0) return undefined;
      found = this.#describe(at);
      this.#known.set(fd, found);
    }
    return found;
  }

  create(kind: keyof typeof KINDS, bytes: number): number {
    const at = this.#instance.exports.owned_create(KINDS[kind], bytes);
    if (at < 0) return at;
    this.#nMade += 1;
    setId(this.#instance.heap.words(at), at, this.#agent, this.#nMade);
    return at;
  }

  createQueue(ringBytes: number, maxsize: number, overflows: boolean): number {
    const at = this.create('queue', QUEUE_HEADER_BYTES + ringBytes);
    if (at < 0) return at;
    const { exports } = this.#instance;
    const code = exports.queue_create(at, this.#agent, ringBytes, maxsize, Number(overflows));
    return code < 0 ? code : at;
  }

  createPipe(ringBytes: number, duplex: boolean): number {
    const forth = this.createQueue(ringBytes, 0, false);
    if (forth < 0) return forth;
    const back = duplex ? this.createQueue(ringBytes, 0, false) : 0;
    if (back < 0) return back;
    // As in Python, the first end of a simplex pipe receives.
    const first = this.#createEnd(forth, back);
    const second = this.#createEnd(back, forth);
    if (first < 0 || second < 0) return Math.min(first, second);
    const { exports } = this.#instance;
    exports.owned_retain(forth);
    if (back > 0) exports.owned_retain(back);
    return pair(this.open(first), this.open(second));
  }

  /** Takes over a reference to the object. */
  open(at: number): number {
    return this.#instance.exports.table_open(this.table, at);
  }

  close(fd: number): number {
    this.#known.delete(fd);
    return this.#instance.exports.table_close(this.table, fd, this.#agent);
  }

  /** A list for the operation `any`. */
  list(fds: Int32Array): number {
    const { exports, heap } = this.#instance;
    const bytes = fds.length * 8;
    const list = exports.heap_allocate(bytes, 0);
    if (list <= 0) return list;
    const words = heap.words(list + bytes);
    for (const [i, fd] of fds.entries()) {
      const found = this.at(fd);
      if (!found) {
        this.freeList(list, fds.length);
        return BAD_DESCRIPTOR;
      }
      words[list / 4 + i * 2] = waitKind(found.kind);
      words[list / 4 + 1 + i * 2] = found.incoming || found.at;
    }
    return list;
  }

  freeList(list: number, length: number): void {
    this.#instance.exports.heap_free(list, length * 8);
  }

  #createEnd(incoming: number, outgoing: number): number {
    const at = this.create('pipeEnd', LINE);
    if (at < 0) return at;
    const words = this.#instance.heap.words(at + 8);
    words[at / 4 + PIPE_INCOMING] = incoming;
    words[at / 4 + PIPE_OUTGOING] = outgoing;
    return at;
  }

  #describe(at: number): Descriptor {
    const words = this.#instance.heap.words(at + 8);
    const kind = words[(at - OWNED_HEADER_BYTES) / 4 + OWNED_KIND] ?? 0;
    if (kind === OWNED_PIPE_END) {
      return {
        at,
        kind,
        incoming: words[at / 4 + PIPE_INCOMING] ?? 0,
        outgoing: words[at / 4 + PIPE_OUTGOING] ?? 0,
      };
    }
    const queue = kind === OWNED_QUEUE ? at : 0;
    return { at, kind, incoming: queue, outgoing: queue };
  }
}

function waitKind(kind: number): number {
  if (kind === OWNED_EXIT) return ANY_EXIT;
  return kind === OWNED_SEMAPHORE ? ANY_SEMAPHORE : ANY_QUEUE;
}
