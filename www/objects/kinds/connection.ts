/**
 * One end of a pipe, as Python's `Connection`. It has no part of its own: it uses one or two
 * queues.
 */
import { ERRORS } from '../../../pkg/heap';
import { ABORTABLE_RECV_OPTIONS, flag, known, RECV_OPTIONS, signalOf } from '../../common/checks';
import { moved } from '../../common/codec';
import { PlaygroundError } from '../../common/errors';
import type { Handle, ObjectCall, ObjectReply, Place } from '../../common/handles';
import type {
  Abortable,
  ArrayTypes,
  Connection,
  Peeked,
  PipeOptions,
  RecvOptions,
  Reservation,
  SyncConnection,
  Typecode,
} from '../../common/types';
import { endOfFile, heapError } from '../../heap/errors';
import { QUEUE_BYTES } from '../../heap/layout';
import { checked } from '../../heap/results';
import { BlockingObject } from '../blocking-object';
import { peek, reserve } from '../grants';
import { received, receivedBlocking } from '../iteration';
import type { ObjectKind } from '../kind';
import { ObjectProxy } from '../object-proxy';
import type { BlockingRealm, Maker, Operand, Realm } from '../realm';
import { targetOf, waitTime } from '../rules';
import { isAtEnd, type QueueBlueprint } from './queue';

interface ConnectionHandle extends Handle {
  readonly kind: 'connection';
  readonly sends: Place | null;
  readonly receives: Place | null;
}

export function makePipe(maker: Maker, options?: PipeOptions): [ConnectionProxy, ConnectionProxy] {
  const { duplex = true } = known('options', options, ['duplex']);
  flag('duplex', duplex);
  const blueprint: QueueBlueprint = { kind: 'queue', maxsize: 0, overflows: false };
  const there = maker.makePart(blueprint);
  const back = duplex ? maker.makePart(blueprint) : null;
  const end = (sends: Place | null, receives: Place | null): ConnectionProxy => {
    const id = maker.newId();
    const { owner } = maker;
    const handle: ConnectionHandle = { kind: 'connection', id, sends, receives, owner };
    return maker.add(new ConnectionProxy(maker, handle), QUEUE_BYTES);
  };
  // As in Python: of a pipe in one direction the first end receives.
  return [end(back, there), end(there, back)];
}

class ConnectionProxy extends ObjectProxy<ConnectionHandle, SyncConnection> implements Connection {
  async send(value: unknown): Promise<void> {
    const place = sending(this.handle);
    this.check();
    const message = this.realm.encode(value);
    await this.#ask(place, { operation: 'put', timeoutMs: null, message });
  }

  async recv(options?: RecvOptions & Abortable): Promise<unknown> {
    const place = receiving(this.handle);
    const into = targetOf(options, ABORTABLE_RECV_OPTIONS);
    const call = { operation: 'receive', timeoutMs: null };
    const bytes = await this.#ask(place, call, signalOf(options));
    return moved(this.realm.decode(bytes as Uint8Array, true), into);
  }

  async poll(timeoutMs?: number): Promise<boolean> {
    const place = receiving(this.handle);
    const waitMs = waitTime(timeoutMs, 0);
    return (await this.#ask(place, { operation: 'poll', timeoutMs: waitMs })) as boolean;
  }

  protected override get noun(): string {
    return 'end';
  }

  protected override beforeRelease(): Promise<unknown> {
    const { sends, receives } = this.handle;
    const operate = (place: Place, operation: 'finish' | 'close'): Promise<ObjectReply> =>
      this.realm.operate(this.#operand(place), { operation });
    // Asked together: the peer sees both or neither.
    return Promise.all([sends && operate(sends, 'finish'), receives && operate(receives, 'close')]);
  }

  async #ask(
    place: Place,
    call: Omit<ObjectCall, 'object'>,
    signal?: AbortSignal,
  ): Promise<ObjectReply> {
    this.check();
    return this.realm.operate(this.#operand(place), call, signal);
  }

  #operand({ id, at }: Place): Operand {
    return { kind: 'queue', id, at, by: this.handle.id };
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<unknown> {
    return received((signal) => this.recv({ signal }), ['E_EOF']);
  }
}

class BlockingConnection extends BlockingObject<ConnectionHandle> implements SyncConnection {
  send(value: unknown): void {
    this.agent.put(sending(this.handle).at, value, Infinity);
  }

  recv(options?: RecvOptions): unknown {
    const { at } = receiving(this.handle);
    const { agent } = this;
    const into = options && targetOf(options, RECV_OPTIONS);
    const value = agent.get(at, Infinity, into);
    if (agent.code === ERRORS.CLOSED && this.#isAtEnd(at)) throw endOfFile();
    if (agent.code < 0) throw heapError(agent.code);
    return value;
  }

  poll(timeoutMs?: number): boolean {
    const { at } = receiving(this.handle);
    const waitMs = waitTime(timeoutMs, 0) ?? Infinity;
    const code = this.exports.queue_poll(at, this.agent.id, waitMs);
    if (code === ERRORS.EMPTY) return false;
    // At the end `recv` does not wait either: it is E_EOF.
    if (code !== ERRORS.CLOSED || !this.#isAtEnd(at)) checked(code);
    return true;
  }

  close(): void {
    const { sends, receives } = this.handle;
    const { exports, agent } = this;
    if (sends) exports.queue_finish(sends.at, agent.id);
    if (receives) exports.queue_close(receives.at, agent.id);
  }

  [Symbol.iterator](): Generator {
    return receivedBlocking(() => this.recv(), ['E_EOF']);
  }

  reserve<C extends Typecode = 'd'>(length: number, typecode?: C): Reservation<ArrayTypes[C]> {
    return reserve(this.realm, sending(this.handle).at, false, length, typecode, Infinity);
  }

  peek(): Peeked {
    const { at } = receiving(this.handle);
    const peeked = peek(this.realm, at, Infinity);
    if (typeof peeked !== 'number') return peeked;
    throw peeked === ERRORS.CLOSED && this.#isAtEnd(at) ? endOfFile() : heapError(peeked);
  }

  #isAtEnd(at: number): boolean {
    return isAtEnd({ exports: this.exports, at, agent: this.agent.id });
  }
}

/** The queue into which a connection sends. */
function sending({ sends }: ConnectionHandle): Place {
  if (sends) return sends;
  throw new PlaygroundError('E_UNSUPPORTED', 'This end of the pipe only receives.');
}

/** The queue from which a connection receives. */
function receiving({ receives }: ConnectionHandle): Place {
  if (receives) return receives;
  throw new PlaygroundError('E_UNSUPPORTED', 'This end of the pipe only sends.');
}

export const connection: ObjectKind = {
  kind: 'connection',
  proxy: (realm: Realm, handle: ConnectionHandle) => new ConnectionProxy(realm, handle),
  blocking: (realm: BlockingRealm, { handle }: ConnectionProxy) =>
    new BlockingConnection(realm, handle),
  partsOf: ({ sends, receives }: ConnectionHandle) =>
    [sends, receives].flatMap((place) => (place ? [{ kind: 'queue', ...place }] : [])),
  abandon({ instance, agent }, { sends, receives }: ConnectionHandle, addressOf) {
    const { exports } = instance;
    const [sendsAt, receivesAt] = [
      sends && addressOf(sends.id),
      receives && addressOf(receives.id),
    ];
    if (sendsAt) exports.queue_finish(sendsAt, agent);
    if (receivesAt) exports.queue_close(receivesAt, agent);
  },
};
