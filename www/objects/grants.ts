/** Messages that a process writes and reads where they lie in its queues. */
import { integer, oneOf } from '../common/checks';
import { isBufferTag, kindOfTag, newArray, tagOfKind } from '../common/codec';
import { ARRAY_KINDS } from '../common/codec/value-kinds';
import { PlaygroundError } from '../common/errors';
import type { ArrayTypes, GrantView, Peeked, Reservation, Typecode } from '../common/types';
import { RING_BYTES } from '../heap/layout';
import { checked } from '../heap/results';
import { elementBytes, elementClass, TYPECODES } from './elements';
import type { BlockingRealm } from './realm';
import { DISPOSE } from './rules';

/**
 * The longest array for which a pipe has room in one piece: as long before the ring's edge as
 * behind it.
 */
const MOST_IN_PIPE = RING_BYTES / 2 - 8;
const MOST_BYTES = 0x7fff_ffff;
const BYTES = ARRAY_KINDS.indexOf(Uint8Array);

/** Reserves room for an array in the queue at `at`. `overflows`: it is not the queue of a pipe. */
export function reserve<C extends Typecode = 'd'>(
  realm: BlockingRealm,
  at: number,
  overflows: boolean,
  length: number,
  typecode: C | undefined,
  timeoutMs: number,
): Reservation<ArrayTypes[C]> {
  const code = oneOf('typecode', typecode ?? 'd', TYPECODES);
  const most = overflows ? MOST_BYTES : MOST_IN_PIPE;
  integer('length', length, 0, Math.floor(most / elementBytes(code, 1)));
  const { agent } = realm;
  const { exports } = agent.instance;
  const bytes = elementBytes(code, length);
  const kind = ARRAY_KINDS.findIndex((Kind) => Kind === elementClass(code));
  // From now on this process can change shared memory without an operation.
  realm.viewHeap();
  const address = agent.grantRoom(at, tagOfKind(kind), bytes, timeoutMs);
  const grant = new Grant(agent.inPlace.view(kind, address, bytes), {
    end: () => exports.queue_commit(at, agent.id),
    abort: () => exports.queue_abandon(at, agent.id),
  });
  return grant as unknown as Reservation<ArrayTypes[C]>;
}

/** Looks at the first message of the queue at `at`, or gives the number of an error. */
export function peek<A extends GrantView>(
  realm: BlockingRealm,
  at: number,
  timeoutMs: number,
): Peeked<A> | number {
  realm.viewHeap();
  const { agent } = realm;
  const { exports } = agent.instance;
  const place = agent.grantFirst(at, timeoutMs);
  if (typeof place === 'number') return place;
  const ends = {
    end: () => exports.queue_release(at, agent.id),
    abort: () => exports.queue_put_back(at, agent.id),
  };
  try {
    const { address, length, tag } = place;
    const kind = isBufferTag(tag) ? BYTES : kindOfTag(tag);
    if (kind < 0) {
      const message = 'The first item is neither a typed array nor a buffer: get it.';
      throw new PlaygroundError('E_UNSUPPORTED', message);
    }
    if (agent.inPlace.isWhole(at, place)) {
      const view = agent.inPlace.view(kind, address, length);
      return new Grant(view, ends) as unknown as Peeked<A>;
    }
    const view = newArray(kind, length);
    agent.inPlace.read(at, place, kind, view);
    return new Grant(view, ends) as unknown as Peeked<A>;
  } catch (error) {
    ends.abort();
    throw error;
  }
}

interface Ends {
  end: () => number;
  abort: () => number;
}

/** A reservation or a look, until its end. */
class Grant implements Disposable {
  #view: GrantView | undefined;
  readonly #ends: Ends;

  constructor(view: GrantView, ends: Ends) {
    this.#view = view;
    this.#ends = ends;
  }

  get view(): GrantView {
    return this.#open();
  }

  commit(): void {
    this.#open();
    this.#view = undefined;
    checked(this.#ends.end());
  }

  release(): void {
    this.commit();
  }

  abort(): void {
    if (!this.#view) return;
    this.#view = undefined;
    checked(this.#ends.abort());
  }

  [DISPOSE](): void {
    this.abort();
  }

  #open(): GrantView {
    if (this.#view) return this.#view;
    throw new PlaygroundError('E_ARGUMENT', 'This grant has ended.');
  }
}
