/**
 * The parts in the heap, for a realm that must not block: makes them, calls them, repairs them
 * after a death, and frees them. What a part of each kind does is in `kinds/`.
 */
import { ERRORS } from '../../pkg/heap';
import type { Blueprint, Handle, ObjectCall, ObjectReply } from '../common/handles';
import type { Ending } from '../common/ending';
import { PlaygroundError } from '../common/errors';
import type { HeapInstance } from '../heap/instance';
import { Operations } from '../heap/operations';
import { checked } from '../heap/results';
import type { HeapUser } from './kind';
import { heapPart, partNamed, partsOf } from './kinds/index';

/** Which part is called, by which agent, and until when. */
interface CalledPart {
  kind: string;
  at: number;
  agent: number;
  /** Comes when the answer is not wanted any more. */
  ending?: Ending | undefined;
}

export class HeapParts implements HeapUser {
  readonly instance: HeapInstance;
  /** The agent that makes and repairs. */
  readonly agent: number;
  readonly #operations: Operations;

  constructor(instance: HeapInstance, agent: number) {
    this.instance = instance;
    this.agent = agent;
    this.#operations = new Operations(instance);
  }

  /** Makes a part, and gives its address. `E_MEMORY`. */
  make(blueprint: Blueprint): number {
    const part = heapPart(blueprint.kind);
    const at = this.instance.allocate(part.bytes(blueprint));
    part.create?.(this, at, blueprint);
    return at;
  }

  /** Makes a part in the place of an unused one of the same kind and size. */
  renew(blueprint: Blueprint, at: number): void {
    const part = heapPart(blueprint.kind);
    if (part.clear) part.clear(this, at);
    else {
      const end = at + part.bytes(blueprint);
      this.instance.heap.bytes(end).fill(0, at, end);
    }
    part.create?.(this, at, blueprint);
  }

  /** Frees a part that no realm holds. */
  free(blueprint: Blueprint, at: number): void {
    const part = heapPart(blueprint.kind);
    part.clear?.(this, at);
    this.instance.free(at, part.bytes(blueprint));
  }

  /** Completes what a dead agent had begun with the part, and wakes those that wait for it. */
  supervise(kind: string, at: number, dead: number): void {
    heapPart(kind).supervise(this, at, dead);
  }

  /** Releases what an agent holds of a part whose object it has closed: a lock. */
  releaseHeld(kind: string, at: number, agent: number): void {
    const part = partNamed(kind);
    if (part.lives === 'heap') part.releaseHeld?.(this, at, agent);
  }

  /**
   * The same for an object. Parts beside one of its own belong to other objects: a condition's
   * lock.
   */
  releaseHeldOf(handle: Handle, agent: number): void {
    const parts = partsOf(handle);
    const own = parts.filter(({ id }) => id === handle.id);
    for (const { kind, at } of own.length > 0 ? own : parts) this.releaseHeld(kind, at, agent);
  }

  /** Puts a message into a queue without a time limit; rejects when the end comes. */
  async put(
    at: number,
    agent: number,
    message: Uint8Array,
    ending: Ending | undefined,
  ): Promise<void> {
    const rest = {
      at,
      agent,
      message,
      ending,
      timeoutMs: Infinity,
      tooLate: ERRORS.FULL,
      coded: true,
    };
    const { code } = await this.#operations.run({ kind: 'put', ...rest });
    checked(code);
  }

  async operate({ kind, at, agent, ending }: CalledPart, call: ObjectCall): Promise<ObjectReply> {
    const operation = heapPart(kind).operations[call.operation];
    if (!operation) {
      throw new PlaygroundError('E_UNSUPPORTED', `A ${kind} has no ${call.operation}.`);
    }
    const { instance } = this;
    const { exports } = instance;
    const { message } = call;
    const timeoutMs = call.timeoutMs ?? Infinity;
    return operation({
      instance,
      exports,
      at,
      agent,
      message,
      run: (what, rules) =>
        this.#operations.run({
          ...{ kind: what, at, agent, message, timeoutMs, ending, coded: true },
          ...rules,
        }),
    });
  }
}
