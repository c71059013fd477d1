/**
 * `spin` is work: workers that share a core take longer, no speed-up exceeds the cores, and more
 * workers than cores are said.
 */
import { expect } from './fixtures.ts';
import { poolTest as test } from './pools.ts';

test('more workers than cores do not make more of the cores', async ({ pools }) => {
  test.setTimeout(60_000);
  const seen = await pools.evaluate(async () => {
    const cores = navigator.hardwareConcurrency;
    const workers = Math.min(64, 4 * cores);
    const many = await library.open({ workers });
    const modes =
      many.mode === 'threads' ? (['processes', 'threads'] as const) : (['processes'] as const);
    const speedups: number[] = [];
    const warnings: string[][] = [];
    for (const on of modes) {
      const tasks = new Array<number>(16 * cores).fill(10);
      const run = { tasks, workers, policy: { name: 'dynamic' }, load: 'spin', on } as const;
      const timeline = await many.schedule(run);
      speedups.push((timeline.speedup ?? Infinity) / cores);
      warnings.push(timeline.warnings);
      const few = await many.schedule({ ...run, tasks: [1, 1], workers: 1 });
      const asleep = await many.schedule({ ...run, tasks: [1], load: 'sleep' });
      warnings.push(few.warnings, asleep.warnings);
    }
    // The same by the executors: as many tasks at once as there are workers.
    for (const pool of many.mode === 'threads'
      ? [many.processes, many.threads]
      : [many.processes]) {
      await pool.map('spin', new Array<number>(workers).fill(1));
      const startMs = performance.now();
      await pool.map('spin', new Array<number>(workers).fill(40));
      speedups.push((workers * 40) / (performance.now() - startMs) / cores);
    }
    await many.close();
    return { speedups, warnings };
  });
  for (const speedup of seen.speedups) expect(speedup).toBeLessThan(1.15);
  const wanted = [['more-workers-than-cores'], [], []];
  expect(seen.warnings).toEqual(seen.warnings.length > 3 ? [...wanted, ...wanted] : wanted);
});

test('on an idle core it takes the time that it stands for', async ({ pools }) => {
  const quickest = await pools.evaluate(async () => {
    const quickest: number[] = [];
    for (const pool of compiledPools) {
      const times: number[] = [];
      // Of many short ones the quickest: the machine may have something else to do.
      for (let turn = 0; turn < 150; turn += 1) times.push(await pool.submit('spin', 2));
      quickest.push(Math.min(...times));
    }
    const { columns } = await pg.schedule({
      tasks: new Array<number>(150).fill(2),
      workers: 1,
      policy: { name: 'dynamic' },
      load: 'spin',
      on: 'processes',
    });
    quickest.push(
      Math.min(...columns.endMs.map((endMs, row) => endMs - (columns.startMs[row] ?? 0))),
    );
    return quickest;
  });
  for (const ms of quickest) {
    // The clock of a page that is not isolated moves in steps.
    expect(ms).toBeGreaterThanOrEqual(1.8);
    expect(ms).toBeLessThan(2.5);
  }
});

test('a speed-up over more workers than cores is told with a warning', async ({ pools }) => {
  const warnings = await pools.evaluate(async () => {
    const cores = navigator.hardwareConcurrency;
    const of = async (workers: number[]): Promise<string[]> =>
      (await pg.speedup({ run: (workers) => 10 / workers, workers, repeats: 1 })).warnings;
    return [await of([1, cores + 1]), await of([1])];
  });
  expect(warnings).toEqual([['more-workers-than-cores'], []]);
});
