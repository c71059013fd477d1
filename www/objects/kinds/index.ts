/** All kinds of objects, and what the realms ask of a kind by its name. */
import type { Handle, PartHandle } from '../../common/handles';
import type { EnginePart, HeapPart, ObjectKind } from '../kind';
import type { ObjectProxy } from '../object-proxy';
import type { BlockingRealm, LocalObject, Operand, Realm } from '../realm';
import { barrier } from './barrier';
import { condition } from './condition';
import { connection } from './connection';
import { dict } from './dict';
import { event } from './event';
import { list } from './list';
import { lock } from './lock';
import { queue } from './queue';
import { rlock } from './rlock';
import { boundedSemaphore, semaphore } from './semaphore';
import { sharedArray } from './shared-array';
import { value } from './value';

const ALL: readonly ObjectKind[] = [
  queue,
  connection,
  lock,
  rlock,
  condition,
  semaphore,
  boundedSemaphore,
  event,
  barrier,
  list,
  dict,
  value,
  sharedArray,
];

const KINDS: ReadonlyMap<string, ObjectKind> = new Map(ALL.map((it) => [it.kind, it]));

/** The kind of that name. Throws for another name: plain data may look like a handle. */
export function kindNamed(name: string): ObjectKind {
  const kind = KINDS.get(name);
  if (!kind) throw new Error(`there is no object of kind ${name}`);
  return kind;
}

/** The realm's own object for a handle. */
export function proxyFor(realm: Realm, handle: Handle): ObjectProxy {
  return kindNamed(handle.kind).proxy(realm, handle);
}

/** The object's blocking form. */
export function blockingForm(realm: BlockingRealm, object: LocalObject): unknown {
  return kindNamed(object.handle.kind).blocking(realm, object);
}

/** The parts of the handle's object: realms hold them, and they are freed when no realm does. */
export function partsOf(handle: Handle): Operand[] {
  const its = kindNamed(handle.kind);
  if (its.partsOf) return its.partsOf(handle);
  const { kind, id, at } = handle as PartHandle;
  return [{ kind, id, at }];
}

/** The ids of those parts. */
export function partIds(handle: Handle): number[] {
  return partsOf(handle).map(({ id }) => id);
}

/** What a part of that kind is. */
export function partNamed(name: string): HeapPart | EnginePart {
  const { part } = kindNamed(name);
  if (!part) throw new Error(`an object of kind ${name} has no part of its own`);
  return part;
}

/** The same of a part that lies in the heap. */
export function heapPart(name: string): HeapPart {
  const part = partNamed(name);
  if (part.lives === 'engine') throw new Error(`a ${name} does not lie in the heap`);
  return part;
}

/** Whether objects of a kind are closed when the processes end that were given them. */
export function isAbandoned(name: unknown): boolean {
  return KINDS.get(name as string)?.abandon !== undefined;
}
