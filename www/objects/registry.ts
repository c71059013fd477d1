/**
 * The library's objects in a realm: one object for each handle. It reports to the engine which
 * parts the realm holds, so that they are freed when no realm holds them.
 *
 * A part whose handle is in a message counts as sent until the message is received: meanwhile it
 * may have no holder.
 */
import type { Handle, Holding } from '../common/handles';
import type { Marked, Marker } from '../common/packed';
import { MARK } from '../common/packed';
import { PlaygroundError } from '../common/errors';
import { partIds } from './kinds/index';

export class Registry {
  readonly #owner: string;
  readonly #tell: (holding: Holding) => void;
  readonly #objects = new Map<number, WeakRef<object>>();
  /**
   * For each part, by its id, the number of objects here that consist of it, and of pending calls
   * with it among their arguments.
   */
  readonly #uses = new Map<number, number>();
  readonly #collected = new FinalizationRegistry<Handle>((handle) => this.#forget(handle));

  /** `owner` names the heap of these objects; `tell` reports to the engine. */
  constructor(owner: string, tell: (holding: Holding) => void) {
    this.#owner = owner;
    this.#tell = tell;
  }

  /**
   * Registers an object that this realm has just made; the engine knows that the realm holds it.
   */
  add<T extends object>(object: T, handle: Handle): T {
    this.#objects.set(handle.id, new WeakRef(object));
    this.#collected.register(object, handle, object);
    this.#use(handle);
    return object;
  }

  /**
   * This realm's object for a marker from another realm. `wasSent`: it was in a message that is
   * received only once.
   */
  revive(
    { '@parallel-playground': handle }: Marker,
    wasSent: boolean,
    make: (handle: Handle) => object,
  ): object {
    if (handle.owner !== this.#owner) throw foreign();
    const parts = partIds(handle);
    let object = this.#objects.get(handle.id)?.deref();
    const holds = object ? [] : parts.filter((id) => !this.#uses.has(id));
    object ??= this.add(make(handle), handle);
    const receives = wasSent ? parts : [];
    if (holds.length + receives.length > 0) this.#tell({ holds, receives });
    return object;
  }

  /** The marker of an object for a message. */
  send(object: Marked): Marker {
    const marker = this.#markerOf(object);
    this.#tell({ sends: partIds(marker['@parallel-playground']) });
    return marker;
  }

  /**
   * The marker of an object for a call: until `takeBack` this realm holds its parts, even if it
   * closes the object.
   */
  lend(object: Marked): Marker {
    const marker = this.#markerOf(object);
    this.#use(marker['@parallel-playground']);
    return marker;
  }

  /** The call to which the object was lent has settled. */
  takeBack(handle: Handle): void {
    this.#drop(handle);
  }

  #markerOf(object: Marked): Marker {
    const marker = object[MARK]();
    if (marker['@parallel-playground'].owner !== this.#owner) throw foreign();
    return marker;
  }

  /** The object is not used in this realm any more. */
  release(object: object, handle: Handle): void {
    this.#collected.unregister(object);
    if (this.#objects.get(handle.id)?.deref() === object) this.#objects.delete(handle.id);
    this.#tell({ drops: this.#letGo(handle), closes: [handle.id] });
  }

  /** The object was garbage-collected; there may be a newer one for the handle. */
  #forget(handle: Handle): void {
    if (!this.#objects.get(handle.id)?.deref()) this.#objects.delete(handle.id);
    this.#drop(handle);
  }

  #drop(handle: Handle): void {
    const drops = this.#letGo(handle);
    if (drops.length > 0) this.#tell({ drops });
  }

  #use(handle: Handle): void {
    for (const id of partIds(handle)) this.#uses.set(id, (this.#uses.get(id) ?? 0) + 1);
  }

  /** Counts one use less; gives the parts that are not used any more. */
  #letGo(handle: Handle): number[] {
    return partIds(handle).filter((id) => {
      const uses = (this.#uses.get(id) ?? 0) - 1;
      if (uses > 0) this.#uses.set(id, uses);
      else this.#uses.delete(id);
      return uses <= 0;
    });
  }
}

function foreign(): PlaygroundError {
  return new PlaygroundError(
    'E_ARGUMENT',
    'An object of another playground, or of one whose engine was lost, cannot be used with this one.',
  );
}
