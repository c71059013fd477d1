/**
 * Parts in the heap that the window has made and dropped, and that no other realm has had: they are
 * reused for parts of the same kind and size. So a program that makes and drops objects without
 * yielding to the event loop does not fill the heap. The rest is given back when the window is
 * idle.
 */
import type { Blueprint, Handle, Opening, Place } from '../common/handles';
import { partIds, partNamed } from '../objects/kinds/index';

export class SpareParts {
  /** Parts that only the window knows. */
  readonly #own = new Map<number, Opening>();
  readonly #spare = new Map<string, Opening[]>();
  readonly #giveBack: (ids: number[]) => void;
  #willFlush = false;

  /** `giveBack` drops parts that are not reused. */
  constructor(giveBack: (ids: number[]) => void) {
    this.#giveBack = giveBack;
  }

  /** Registers a part that the window has made in the heap. */
  made(opening: Opening): void {
    if (opening.at > 0) this.#own.set(opening.id, opening);
  }

  /** Other realms get the object now. */
  share(handle: Handle): void {
    for (const id of partIds(handle)) this.#own.delete(id);
  }

  /**
   * Keeps a part that the window has dropped, if no other realm has had it. It must not be in use
   * any more.
   */
  keep(id: number): boolean {
    const opening = this.#own.get(id);
    if (!opening) return false;
    const key = keyOf(opening.blueprint);
    const spare = this.#spare.get(key) ?? [];
    this.#spare.set(key, spare);
    spare.push(opening);
    if (!this.#willFlush) setTimeout(() => this.#flush());
    this.#willFlush = true;
    return true;
  }

  /** A part for the blueprint, in its last state. */
  take(blueprint: Blueprint): Place | undefined {
    return this.#spare.get(keyOf(blueprint))?.pop();
  }

  #flush(): void {
    this.#willFlush = false;
    const ids = [...this.#spare.values()].flat().map(({ id }) => id);
    this.#spare.clear();
    for (const id of ids) this.#own.delete(id);
    if (ids.length > 0) this.#giveBack(ids);
  }
}

/** Parts whose blueprints have the same key are of the same kind and size. */
function keyOf(blueprint: Blueprint): string {
  const part = partNamed(blueprint.kind);
  return part.lives === 'heap' ? `${blueprint.kind} ${part.bytes(blueprint)}` : blueprint.kind;
}
