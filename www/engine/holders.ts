/**
 * Which agents hold which parts of objects. A part is freed when no agent holds it and no
 * undelivered message contains it.
 *
 * Each realm reports what it holds through a port of its own, so reports of different realms may
 * arrive out of order. Therefore a part that was shared is freed only if it is still unheld a
 * moment later.
 */
import type { Holding } from '../common/handles';

/** That moment in ms: far longer than a message takes. */
const MOMENT_MS = 50;

interface PartHolders {
  agents: Set<number>;
  /** The number of undelivered messages that contain it. */
  sent: number;
  wasShared: boolean;
}

export class Holders {
  readonly #held = new Map<number, PartHolders>();
  readonly #free: (id: number) => void;

  /** `free` is called once for each part that is not held any more. */
  constructor(free: (id: number) => void) {
    this.#free = free;
  }

  tell(agent: number, { holds = [], drops = [], sends = [], receives = [] }: Holding): void {
    for (const id of holds) this.#of(id).agents.add(agent);
    for (const id of sends) this.#of(id).sent += 1;
    for (const id of receives) this.#of(id).sent -= 1;
    for (const id of drops) this.#drop(id, agent);
  }

  /** Registers a new part, held by this agent only. */
  begin(id: number, agent: number): void {
    this.#of(id).agents.add(agent);
  }

  /** The agent has ended. */
  gone(agent: number): void {
    for (const id of [...this.#held.keys()]) this.#drop(id, agent);
  }

  #of(id: number): PartHolders {
    const known = this.#held.get(id);
    if (known) {
      known.wasShared = true;
      return known;
    }
    const held: PartHolders = { agents: new Set(), sent: 0, wasShared: false };
    this.#held.set(id, held);
    return held;
  }

  #drop(id: number, agent: number): void {
    const held = this.#held.get(id);
    if (!held?.agents.delete(agent) || !isUnheld(held)) return;
    if (held.wasShared) setTimeout(() => this.#freeIfUnheld(id), MOMENT_MS);
    else this.#freeIfUnheld(id);
  }

  #freeIfUnheld(id: number): void {
    const held = this.#held.get(id);
    if (!held || !isUnheld(held)) return;
    this.#held.delete(id);
    this.#free(id);
  }
}

function isUnheld({ agents, sent }: PartHolders): boolean {
  return agents.size === 0 && sent <= 0;
}
