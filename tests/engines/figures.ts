/** What the library measures of work whose amount is known. */
import type { Scenario } from './scenario.ts';

/** The part by which a figure may differ from what is known: of one worker, and of a crowd. */
const ALONE_PART = 0.05;
const CROWD_PART = 0.15;

/** One worker's tasks, in ms: of so many one at least is disturbed by nothing else. */
const TASKS = Array<number>(25).fill(20);

export const figureScenarios: Scenario[] = [
  {
    name: 'known work takes its time alone, and more workers than cores do no more of it',
    row: 'timings of known work',
    alone: true,
    expected: [],
    async run({ library }) {
      const cores = navigator.hardwareConcurrency;
      const workers = Math.min(16, 3 * cores);
      const pg = await library.open({ workers });
      const wrong: string[] = [];
      const policy = { name: 'dynamic' } as const;
      for (const on of pg.mode === 'threads' ? (['threads', 'processes'] as const) : [undefined]) {
        const run = { policy, load: 'spin', ...(on && { on }) } as const;
        const { columns } = await pg.schedule({ ...run, tasks: TASKS, workers: 1 });
        const quickest = Math.min(
          ...columns.endMs.map((end, i) => end - (columns.startMs[i] ?? 0)),
        );
        const [known = 0] = TASKS;
        const stepMs = pg.environment.clockResolutionMs;
        if (quickest < known - stepMs || quickest > known * (1 + ALONE_PART) + stepMs)
          wrong.push(`${on}: ${known} ms of work took ${quickest} ms`);
        const tasks = Array<number>(6 * workers).fill(20);
        const { speedup } = await pg.schedule({ ...run, tasks, workers });
        if (speedup === null || speedup > cores * (1 + CROWD_PART))
          wrong.push(`${on}: a speed-up of ${speedup} on ${cores} cores`);
      }
      await pg.close();
      return wrong;
    },
  },
];
