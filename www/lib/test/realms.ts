/**
 * The window and processes with the engine's objects, in one realm of Node.js: all that the real
 * ones do, but on one thread and without workers. On either tier.
 */
import type { PlaygroundError } from '../../common/errors';
import { unwrap } from '../../common/outcome';
import { allocateMemory } from '../../common/memory';
import type { EngineRealm } from '../../common/protocol';
import { ObjectServer } from '../../engine/object-server';
import { heapModule } from '../../heap/heap-for-tests';
import { HeapMemory } from '../../heap/heap-memory';
import { ProcessObjects } from '../../process/process-objects';
import type { EngineClient } from '../engine-client';
import { Generation } from '../generation';
import { WindowObjects } from '../window-objects';

let owners = 0;

export interface Realms {
  window: WindowObjects;
  /** Another realm, as if in a worker, and its end. */
  process(): { objects: ProcessObjects; end: () => Promise<void> };
  /** An object of one realm, as another one has it. */
  pass<T extends object>(object: T, to: ProcessObjects): T;
  used(): number;
}

export async function realms(isShared: boolean): Promise<Realms> {
  const module = await heapModule();
  const memory = allocateMemory();
  owners += 1;
  const owner = `test ${owners}`;
  const engine = new ObjectServer(module, memory, isShared, owner);
  const doors = {
    objectsOpen: (openings) => engine.open(openings),
    objectsHolding: (holding) => engine.holding(holding),
    objectsOperate: (call) => engine.operate(call).then(unwrap),
    objectsGiveUp: (id) => engine.giveUp(id),
  } as Record<keyof EngineRealm, (argument: never) => unknown>;
  const client = {
    askIn: (_: Generation, method: keyof EngineRealm, [argument]: unknown[]) =>
      Promise.resolve(doors[method](argument as never)),
  } as unknown as EngineClient;
  const generation = new Generation(owner, isShared ? new HeapMemory(memory) : null, module);
  const window = new WindowObjects(client, generation, () => 'This test shares no memory.');
  return {
    window,
    process() {
      const { agent, config, port } = engine.admit();
      const end = async (): Promise<void> => {
        await engine.fence(agent);
        engine.agentGone(agent);
        port.close();
      };
      return { objects: new ProcessObjects(config), end };
    },
    pass: (object, to) => {
      const bytes = window.encode(object);
      return to.decode(bytes, true) as typeof object;
    },
    used: () => engine.usedBytes,
  };
}

/** The code of what the call fails with. */
export async function codeOf(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    const value = await (typeof work === 'function' ? work() : work);
    return `no error, but ${String(value)}`;
  } catch (error) {
    return (error as PlaygroundError).code;
  }
}

/** A turn of the event loop, in which messages between the realms arrive. */
export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));
