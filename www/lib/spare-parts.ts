/**
 * Things in the heap that the window has made and dropped, and that nobody else has ever had: they serve for others of their kind and
 * size. So a program that makes and drops objects without ever letting messages in does not fill the heap; the rest goes back when the
 * window is idle.
 */
import type { Blueprint, Handle, Opening, Place } from '../common/handles';
import { partIds, partNamed } from '../objects/kinds/index';

export class SpareParts {
  /** What only the window knows of. */
  readonly #own = new Map<number, Opening>();
  readonly #spare = new Map<string, Opening[]>();
  readonly #giveBack: (ids: number[]) => void;
  #willFlush = false;

  /** `giveBack` gives up what is not needed any more. */
  constructor(giveBack: (ids: number[]) => void) {
    this.#giveBack = giveBack;
  }

  /** The window has made it in the heap. */
  made(opening: Opening): void {
    if (opening.at > 0) this.#own.set(opening.id, opening);
  }

  /** Others hear of the object now. */
  share(handle: Handle): void {
    for (const id of partIds(handle)) this.#own.delete(id);
  }

  /** Keeps what the window has dropped, if nobody else has it; it must not be in use any more. */
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

  /** One that will do for the blueprint, as it was left. */
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
