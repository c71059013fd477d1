/**
 * Which of the library's objects a realm has: one object for each handle, and what the engine must know of them so that their memory
 * comes back when no realm has them any more.
 *
 * A handle that travels in a message is counted as sent until somebody has got it: nobody may hold it meanwhile.
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
  /** How many objects here, and calls under way, consist of the thing with that id, or have it among their arguments. */
  readonly #uses = new Map<number, number>();
  readonly #collected = new FinalizationRegistry<Handle>((handle) => this.#forget(handle));

  /** `owner` names the heap whose objects these are; `tell` tells the engine. */
  constructor(owner: string, tell: (holding: Holding) => void) {
    this.#owner = owner;
    this.#tell = tell;
  }

  /** The object that this realm has just made. The engine knows that it has it. */
  add<T extends object>(object: T, handle: Handle): T {
    this.#objects.set(handle.id, new WeakRef(object));
    this.#collected.register(object, handle, object);
    this.#use(handle);
    return object;
  }

  /** This realm's object for what came from another one. `wasSent`: in a message that nobody will get again. */
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

  /** What stands for an object in a message that somebody will get. */
  send(object: Marked): Marker {
    const marker = this.#markerOf(object);
    this.#tell({ sends: partIds(marker['@parallel-playground']) });
    return marker;
  }

  /** What stands for an object in a call: until `takeBack` this realm holds what it consists of, even if it closes the object. */
  lend(object: Marked): Marker {
    const marker = this.#markerOf(object);
    this.#use(marker['@parallel-playground']);
    return marker;
  }

  /** The call in which the object was lent is over. */
  takeBack(handle: Handle): void {
    this.#drop(handle);
  }

  #markerOf(object: Marked): Marker {
    const marker = object[MARK]();
    if (marker['@parallel-playground'].owner !== this.#owner) throw foreign();
    return marker;
  }

  /** This realm uses the object no more. */
  release(object: object, handle: Handle): void {
    this.#collected.unregister(object);
    if (this.#objects.get(handle.id)?.deref() === object) this.#objects.delete(handle.id);
    this.#tell({ drops: this.#letGo(handle), closes: [handle.id] });
  }

  /** The object has been collected; another one may have been made of the handle since. */
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

  /** One use less; gives the things that have none any more. */
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
