/** The page in which the scenarios run: the driver asks it by name. */
import { endScenarios } from './ends.ts';
import { figureScenarios } from './figures.ts';
import { objectScenarios } from './objects.ts';
import { poolScenarios } from './pools.ts';
import type { Library, Scenario, Tier, Use } from './scenario.ts';
import type { Playground } from '../../www/lib/types.ts';

/** How a scenario ended. */
export interface Outcome {
  /** Whether that is what was wanted. */
  readonly ok: boolean;
  /** The code with which it was refused, as wanted. */
  readonly refused?: string;
  /** What was seen instead. */
  readonly seen?: string;
}

/** The longest time of one, in ms: what takes this long hangs. */
const LIMIT_MS = 60_000;

/** All of them, in the order in which they run. */
export const scenarios: readonly Scenario[] = [
  ...poolScenarios,
  ...objectScenarios,
  ...figureScenarios,
  ...endScenarios,
];

/** Runs one of them; it never rejects, and it ends. */
export async function runScenario(name: string, library: Library, tier: Tier): Promise<Outcome> {
  const scenario = scenarios.find((it) => it.name === name);
  if (scenario === undefined) throw new Error(`no scenario ${name}`);
  const refusal = scenario.refused?.(tier);
  let limit: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    limit = setTimeout(() => reject(new Error(`still not over after ${LIMIT_MS} ms`)), LIMIT_MS);
  });
  const run = async (): Promise<unknown> => scenario.run(await useOf(scenario, library, tier));
  try {
    const seen = await Promise.race([run(), late]);
    const ok = refusal === undefined && canonical(seen) === canonical(scenario.expected);
    return ok ? { ok } : { ok, seen: canonical(seen) };
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (refusal !== undefined && code === refusal) return { ok: true, refused: refusal };
    return { ok: false, seen: `${String(error)} ${String((error as Error).stack)}` };
  } finally {
    clearTimeout(limit);
  }
}

let shared: Promise<Playground> | undefined;

async function useOf({ alone }: Scenario, library: Library, tier: Tier): Promise<Use> {
  const code = (promise: PromiseLike<unknown>): Promise<string> =>
    Promise.resolve(promise).then(
      () => 'settled',
      (error: unknown) => String((error as { code?: unknown }).code ?? error),
    );
  const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  const alive = async (): Promise<number> => {
    const { held = [] } = await navigator.locks.query();
    return held.filter(({ name }) => name?.startsWith('parallel-playground:')).length;
  };
  const helpers = { tier, library, code, until, alive };
  if (alone === undefined) {
    shared ??= library.open({ workers: 2 });
    return { ...helpers, pg: await shared };
  }
  await (await shared)?.close();
  shared = undefined;
  return {
    ...helpers,
    get pg(): Playground {
      throw new Error('a scenario that runs alone opens its own');
    },
  };
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
