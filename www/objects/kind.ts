/**
 * What a kind of object defines. Each kind is one file in `kinds/`, and one line in
 * `kinds/index.ts`.
 */
import type { HeapExports } from '../../pkg/heap';
import type { Blueprint, Handle, ObjectCall, ObjectReply } from '../common/handles';
import type { Ending } from '../common/ending';
import type { HeapInstance } from '../heap/instance';
import type { OperationResult, OperationKind, OperationRules } from '../heap/operations';
import type { ObjectProxy } from './object-proxy';
import type { BlockingRealm, LocalObject, Operand, Realm } from './realm';

export interface ObjectKind {
  readonly kind: string;
  /** The part that such an object is. Undefined for one that consists of parts of other kinds. */
  readonly part?: HeapPart | EnginePart;
  /** A realm's own object for a handle: its calls give promises. */
  proxy(realm: Realm, handle: Handle): ObjectProxy;
  /** The blocking form of the object. */
  blocking(realm: BlockingRealm, object: LocalObject): unknown;
  /** The parts of an object that is not one part of its own id. */
  partsOf?(handle: Handle): Operand[];
  /**
   * In the engine: all processes that were given the object as an argument of `spawn` have ended.
   * `addressOf` gives the address of a part that still exists.
   */
  abandon?(heap: HeapUser, handle: Handle, addressOf: (id: number) => number | undefined): void;
}

/** An agent's instance over the heap, and its identity there. */
export interface HeapUser {
  readonly instance: HeapInstance;
  readonly agent: number;
}

/** A kind of part that lies in the heap. */
export interface HeapPart {
  readonly lives: 'heap';
  /** Bytes that it takes. */
  bytes(blueprint: Blueprint): number;
  /** Initialises it at an address where all words are 0. */
  create?(heap: HeapUser, at: number, blueprint: Blueprint): void;
  /** Empties it before its memory is used again; without it, all its bytes are set to 0. */
  clear?(heap: HeapUser, at: number): void;
  /** An agent has died: completes what it had begun, and wakes those that it would have woken. */
  supervise(heap: HeapUser, at: number, dead: number): void;
  /** An agent has closed the object: releases what it holds of it. */
  releaseHeld?(heap: HeapUser, at: number, agent: number): void;
  /** What can be asked of it, by the name in the call. */
  readonly operations: Readonly<Record<string, HeapOperation>>;
}

export type HeapOperation = (call: PartCall) => ObjectReply | Promise<ObjectReply>;

/** A call on a part in the heap. */
export interface PartCall {
  readonly instance: HeapInstance;
  readonly exports: HeapExports;
  readonly at: number;
  /** The agent that calls. */
  readonly agent: number;
  readonly message: Uint8Array | undefined;
  /** Runs an operation that may wait, with the call's message and time limit. */
  readonly run: (kind: OperationKind, rules?: OperationRules) => Promise<OperationResult>;
}

/** Who calls a part that lives in the engine. */
export interface EngineCaller {
  readonly agent: number;
  /** Comes when the answer is not wanted any more. */
  readonly ending: Ending;
}

/** A kind of part that lives in the engine, on every tier. */
export interface EnginePart {
  readonly lives: 'engine';
  create(): unknown;
  operate(
    state: unknown,
    call: ObjectCall,
    caller: EngineCaller,
  ): ObjectReply | Promise<ObjectReply>;
  /** An agent has died or closed the object: forgets what it had begun. */
  left?(state: unknown, agent: number): void;
}
