/** The pure parts of the scheduling lab: workloads and play-back. */
import { describe, expect, test } from 'vitest';

import { randomOf, unitsOf, WORKLOADS } from '../demos/scheduling/workloads';
import { faultOf, pairsText } from '../demos/scheduling/checks';
import { PARAMS, PRESETS } from '../demos/scheduling/params';
import { optionsOf, release, setupOf } from '../demos/scheduling/setup';
import { chunkSizes } from '../demos/scheduling/studies';
import { workerCounts } from '../demos/scheduling/study-outlines';
import { fallbackOf, NO_FACTS, readValue, type Values } from '../demos/params';
import { Playback } from '../playback';
import { parseAddress, readValues, writeAddress } from '../router/address';
import { chapterTasks, selfScheduled } from '../../lib/test/self-scheduled';

describe('workloads', () => {
  test.each(WORKLOADS.filter((name) => name !== 'own'))(
    '%s: as many as asked for, all longer than nothing, the same for a seed',
    (name) => {
      for (const count of [0, 1, 2, 1000]) {
        const units = unitsOf(name, count, 7, []);
        expect(units).toHaveLength(count);
        expect(units.every((unit) => unit > 0 && Number.isFinite(unit))).toBe(true);
        expect(unitsOf(name, count, 7, [])).toEqual(units);
      }
    },
  );

  test('the chapter’s are i mod 3 + 1', () => {
    expect([...unitsOf('chapter', 7, 1, [])]).toEqual([1, 2, 3, 1, 2, 3, 1]);
  });

  test('uniform is between 1 and 3, and another seed is another list', () => {
    const units = unitsOf('uniform', 5000, 1, []);
    expect(Math.min(...units)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...units)).toBeLessThanOrEqual(3);
    expect(units.reduce((a, b) => a + b, 0) / 5000).toBeCloseTo(2, 1);
    expect(unitsOf('uniform', 5000, 2, [])).not.toEqual(units);
  });

  test('one giant is last, and as long as a quarter of the others', () => {
    expect([...unitsOf('giant', 40, 1, [])].sort((a, b) => b - a).slice(0, 2)).toEqual([10, 1]);
    expect(unitsOf('giant', 40, 1, []).at(-1)).toBe(10);
  });

  test('ascending grows, descending is its mirror', () => {
    const units = [...unitsOf('ascending', 100, 1, [])];
    expect(units).toEqual([...units].sort((a, b) => a - b));
    expect([...unitsOf('descending', 100, 1, [])]).toEqual(units.reverse());
  });

  test('the heavy tail follows Pareto: half of it is below 2^(2/3), and the longest tower above', () => {
    const units = [...unitsOf('heavyTail', 20_000, 3, [])].sort((a, b) => a - b);
    expect(units[0]).toBeGreaterThanOrEqual(1);
    expect(units[10_000]).toBeCloseTo(2 ** (2 / 3), 1);
    expect(units.at(-1)).toBeGreaterThan(100);
  });

  test('one’s own list is taken as it is', () => {
    expect([...unitsOf('own', 99, 1, [4, 0, 2.5])]).toEqual([4, 0, 2.5]);
  });

  test('random numbers are spread evenly over 0…1', () => {
    const random = randomOf(42);
    const bins = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 10_000; draw += 1) {
      const number = random();
      expect(number).toBeGreaterThanOrEqual(0);
      expect(number).toBeLessThan(1);
      bins[Math.floor(number * 10)] = (bins[Math.floor(number * 10)] ?? 0) + 1;
    }
    for (const count of bins) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe('play-back', () => {
  test('stands at the end, plays from the start, and stops at the end', () => {
    const playback = new Playback(100, 2);
    expect([playback.atMs, playback.playing]).toEqual([100, false]);
    playback.play(1000);
    expect([playback.atMs, playback.playing]).toEqual([0, true]);
    playback.tick(1020);
    expect(playback.atMs).toBe(40);
    playback.tick(1010);
    expect(playback.atMs).toBe(40);
    playback.tick(2000);
    expect([playback.atMs, playback.playing]).toEqual([100, false]);
  });

  test('pauses where it is, and goes on from there at another pace', () => {
    const playback = new Playback(100, 1);
    playback.play(0);
    playback.pause(30);
    playback.tick(500);
    expect([playback.atMs, playback.playing]).toEqual([30, false]);
    playback.play(500);
    playback.setRate(4, 510);
    playback.play(511);
    playback.tick(515);
    expect(playback.atMs).toBe(60);
  });

  test('steps to the next event, then to the end, then to the start', () => {
    const playback = new Playback(100, 1);
    const next = (atMs: number): number | null => [10, 40].find((event) => event > atMs) ?? null;
    const seen = [0, 1, 2, 3, 4].map(() => {
      playback.step(next);
      return playback.atMs;
    });
    expect(seen).toEqual([0, 10, 40, 100, 0]);
    playback.play(0);
    playback.step(next);
    expect([playback.atMs, playback.playing]).toEqual([10, false]);
  });

  test('a jump stays within the timeline', () => {
    const playback = new Playback(100, 1);
    playback.seek(-5);
    expect(playback.atMs).toBe(0);
    playback.seek(500);
    expect(playback.atMs).toBe(100);
  });

  test('a timeline of nothing is over at once', () => {
    const playback = new Playback(0, 1);
    playback.play(0);
    playback.tick(1);
    expect([playback.atMs, playback.playing]).toEqual([0, false]);
  });
});

describe('what is asked for', () => {
  const defaults: Values = Object.fromEntries(
    PARAMS.map((param) => [param.name, fallbackOf(param, NO_FACTS)]),
  );
  const { signal } = new AbortController();

  test('more workers and tasks in virtual time than on real ones', () => {
    const of = (name: string, text: string, load: string): boolean => {
      const param = PARAMS.find((one) => one.name === name);
      return param !== undefined && 'value' in readValue(param, text, NO_FACTS, { load });
    };
    expect(of('workers', '4096', 'simulate')).toBe(true);
    expect(of('workers', '4097', 'simulate')).toBe(false);
    expect(of('workers', '64', 'sleep')).toBe(true);
    expect(of('workers', '65', 'spin')).toBe(false);
    expect(of('tasks', '10000000', 'simulate')).toBe(true);
    expect(of('tasks', '10000001', 'simulate')).toBe(false);
    expect(of('tasks', '1000000', 'sleep')).toBe(false);
  });

  test('every preset may be set, and comes back from its address', () => {
    for (const { values } of PRESETS) {
      const address = writeAddress('scheduling', { ...defaults, ...values });
      const reading = readValues(parseAddress(address), PARAMS, NO_FACTS);
      expect(reading).toEqual({ values: { ...defaults, ...values }, notices: [] });
    }
  });

  test.each([
    ['4,5,6,7,8', '4,5,6,7,8'],
    [' 1.5  2;3 ', '1.5,2,3'],
    ['0', '0'],
  ])('one’s own list: %o', (text, value) => {
    const own = PARAMS.find((param) => param.name === 'own');
    expect(own && readValue(own, text, NO_FACTS)).toEqual({ value });
  });

  test.each(['', ',', '-1', '1e9', 'NaN', '1,x', '1 2 Infinity', '9999999', '1,'.repeat(201)])(
    'no list: %o',
    (text) => {
      const own = PARAMS.find((param) => param.name === 'own');
      expect(own && readValue(own, text, NO_FACTS)).toHaveProperty(
        'problem.key',
        'control.numbers',
      );
    },
  );

  test('a simulation has the overheads, a real run has a place to run', async () => {
    const values = { ...defaults, dispatchOverhead: 50, taskOverhead: 7, on: 'processes' };
    const simulated = optionsOf(
      await setupOf({ ...values, load: 'simulate' }, signal),
      'guided',
      signal,
    );
    expect(simulated).toMatchObject({ dispatchOverheadMs: 0.05, taskOverheadMs: 0.007 });
    expect(simulated).not.toHaveProperty('on');
    const real = optionsOf(await setupOf({ ...values, load: 'spin' }, signal), 'guided', signal, {
      chunk: 9,
    });
    expect(real).toMatchObject({ on: 'processes', policy: { name: 'guided', chunk: 9 } });
    expect(real).not.toHaveProperty('dispatchOverheadMs');
  });

  test('workers differ in virtual time alone, however many a study asks for', async () => {
    const values = { ...defaults, workers: 3 };
    const of = async (load: string, speeds: string, workers?: number): Promise<unknown> => {
      const setup = await setupOf({ ...values, load, speeds }, signal);
      return optionsOf(setup, 'guided', signal, workers === undefined ? {} : { workers }).speeds;
    };
    expect(await of('simulate', 'oneHalf')).toEqual([1, 1, 0.5]);
    expect(await of('simulate', 'ramp')).toEqual([1, 0.75, 0.5]);
    expect(await of('simulate', 'ramp', 2)).toEqual([1, 0.5]);
    expect(await of('simulate', 'ramp', 1)).toBeUndefined();
    expect(await of('simulate', 'equal')).toBeUndefined();
    expect(await of('spin', 'oneHalf')).toBeUndefined();
    const real = await setupOf({ ...values, load: 'sleep', speeds: 'ramp' }, signal);
    expect(optionsOf(real, 'guided', signal, { load: 'simulate' }).speeds).toBeUndefined();
  });

  test('the tasks of a setup are the workload’s, in ms', async () => {
    const values = { ...defaults, workload: 'heavyTail', tasks: 40_000, seed: 9, unit: 3 };
    const { tasksMs } = await setupOf(values, signal);
    expect(tasksMs).toEqual(unitsOf('heavyTail', 40_000, 9, []).map((unit) => unit * 3));
    const own = await setupOf({ ...defaults, workload: 'own', own: '4,0,2.5', unit: 2 }, signal);
    expect([...own.tasksMs]).toEqual([8, 0, 5]);
  });

  test('a study looks at both ends, and at few points where there are many tasks', () => {
    expect(chunkSizes(20)).toEqual([1, 2, 4, 8, 16, 20]);
    expect(chunkSizes(0)).toEqual([1]);
    expect(chunkSizes(1)).toEqual([1]);
    expect(chunkSizes(1_000_000)).toHaveLength(4);
    expect(chunkSizes(1_000_000).at(-1)).toBe(1_000_000);
    expect(workerCounts(1)).toEqual([1]);
    expect(workerCounts(4)).toEqual([1, 2, 3, 4]);
    expect(workerCounts(1000)).toEqual([1, 2, 3, 4, 8, 16, 32, 64, 128, 256, 512, 1000]);
  });
});

describe('checking', () => {
  const { signal } = new AbortController();
  const tasks = chapterTasks();
  const good = selfScheduled(tasks, 4);
  const asked = Float64Array.from(tasks);

  test('a timeline that is one has no fault', async () => {
    expect(await faultOf(good, asked, signal)).toBeNull();
    expect(await faultOf(selfScheduled([], 2), new Float64Array(0), signal)).toBeNull();
  });

  test.each([
    ['a task is missing', selfScheduled(tasks.slice(1), 4)],
    ['a task comes twice', changed((columns) => (columns.task[3] = 2))],
    [
      'another length was asked for',
      selfScheduled(
        tasks.map((ms) => ms + 1),
        4,
      ),
    ],
    ['a worker is none', changed((columns) => (columns.worker[19] = 4))],
    ['a worker does two at a time', changed((columns) => (columns.startMs[19] = 0))],
    ['a task ends before it begins', changed((columns) => (columns.endMs[19] = 0))],
  ])('%s', async (_what, timeline) => {
    expect(await faultOf(timeline, asked, signal)).not.toBeNull();
  });

  function changed(change: (columns: typeof good.columns) => void): typeof good {
    const { task, worker, startMs, endMs } = good.columns;
    const columns = {
      task: task.slice(),
      worker: worker.slice(),
      startMs: startMs.slice(),
      endMs: endMs.slice(),
    };
    change(columns);
    return { ...good, columns };
  }

  test('a timeline that is released holds no memory, and its figures stay', () => {
    const timeline = selfScheduled(tasks, 4);
    const { makespanMs, idleMs } = timeline;
    release(timeline);
    const { columns, dispatchColumns, tasksMs } = timeline;
    const arrays = Object.values({ ...columns, tasksMs }) as Float64Array[];
    const taken = Object.values({ ...dispatchColumns }) as Float64Array[];
    expect([arrays.length, taken.length]).toEqual([5, 4]);
    expect([...arrays, ...taken].every(({ byteLength }) => byteLength === 0)).toBe(true);
    expect([timeline.makespanMs, timeline.idleMs]).toEqual([makespanMs, idleMs]);
  });

  test('the pairs are in units, and of many both ends', () => {
    expect(pairsText(selfScheduled([10, 25], 1).results, 10)).toBe('[(0, 1), (1, 2.5)]');
    expect(pairsText(good.results, 10)).toMatch(/^\[\(0, 1\), \(1, 2\), .*\(19, 2\)\]$/);
    expect(pairsText(good.results, 10)).not.toContain('…');
    expect(pairsText(selfScheduled(chapterTasks(100), 1).results, 10)).toMatch(
      /… *, \(98, 3\), \(99, 1\)\]$/,
    );
  });
});
