/** Run and Stop: one run at a time, every run ends, and an ended run is no longer heard. */
import { beforeEach, expect, test, vi } from 'vitest';

import type { Playground } from '../../common/types';
import type { Demo, RunContext } from '../demos/demo';
import { loaded } from '../demos/experiment';
import { PageEngine } from '../page-engine';
import { CodedError } from '../failure';
import { Runner } from '../runner';

beforeEach(() => {
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }));
});

const playground = { workers: 2, settled: () => Promise.resolve() } as Playground;
const open = (): Promise<Playground> => Promise.resolve(playground);

function demo(run: (context: RunContext) => Promise<void>): Demo {
  return {
    name: 'queue',
    messages: { en: {}, ko: () => Promise.resolve({ ko: {} }) },
    title: 'queue.title',
    shortTitle: 'queue.short',
    summary: 'queue.summary',
    terms: [],
    params: [],
    presets: [],
    section: 'messages',
    snippet: { constants: [] },
    outline: () => ({
      speedups: [],
      definition: { key: 'plain', values: { text: '' } },
      noSpeedup: null,
      figures: [],
    }),
    run,
    why: () => [],
  };
}

const right = { state: 'right', sentence: { key: 'answer.right' } } as const;

test('a run shows its answer and finishes', async () => {
  const runner = new Runner();
  const running = runner.run(
    demo((context) => {
      context.show({ answer: right });
      return Promise.resolve();
    }),
    {},
    open,
  );
  expect(runner.state.value.name).toBe('running');
  await running;
  expect(runner.state.value).toEqual({ name: 'finished', right: true });
  expect(runner.outcome.value).toEqual({ answer: right });
});

test('a figure that is shown again is replaced, and the others stay', async () => {
  const runner = new Runner();
  const scaling = (serialFraction: number) =>
    ({ kind: 'scaling', points: [], serialFraction }) as const;
  const parts = { kind: 'parts', strategies: [] } as const;
  await runner.run(
    demo((context) => {
      context.show({ figures: [scaling(0.1), parts] });
      context.show({ answer: right });
      context.show({ figures: [scaling(0.2)] });
      return Promise.resolve();
    }),
    {},
    open,
  );
  expect(runner.outcome.value.figures).toEqual([parts, scaling(0.2)]);
});

test('a run measures nothing while something that was stopped still runs', async () => {
  let settle = (): void => undefined;
  const dying = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const run = vi.fn(() => Promise.resolve());
  const busy = { ...playground, settled: () => dying };
  const runner = new Runner();
  const running = runner.run(demo(run), {}, () => Promise.resolve(busy));
  await new Promise((resolve) => setTimeout(resolve));
  expect(run).not.toHaveBeenCalled();
  settle();
  await running;
  expect(run).toHaveBeenCalledOnce();
});

test('Run while running does nothing', async () => {
  const runner = new Runner();
  const run = vi.fn(() => Promise.resolve());
  await Promise.all([runner.run(demo(run), {}, open), runner.run(demo(run), {}, open)]);
  expect(run).toHaveBeenCalledOnce();
});

test('Stop ends even a run that does not listen, and what it says later is not heard', async () => {
  const runner = new Runner();
  let late: RunContext | null = null;
  const running = runner.run(
    demo((context) => {
      late = context;
      return new Promise(() => undefined);
    }),
    {},
    open,
  );
  await vi.waitUntil(() => late !== null);
  runner.stop();
  runner.stop();
  await running;
  expect(runner.state.value).toEqual({ name: 'stopped', kept: false });
  (late as unknown as RunContext).show({ answer: right });
  (late as unknown as RunContext).progress(1, { key: 'phase.check' });
  expect(runner.outcome.value).toEqual({});
  expect(runner.state.value).toEqual({ name: 'stopped', kept: false });
});

test('Stop shows the run before again, and none of the stopped one', async () => {
  const runner = new Runner();
  const finished = demo((context) => {
    context.show({ answer: right, figures: [{ kind: 'parts', strategies: [] }] });
    return Promise.resolve();
  });
  const endless = demo((context) => {
    context.show({ answer: { ...right, state: 'wrong' } });
    return new Promise(() => undefined);
  });
  const stopped = async (): Promise<void> => {
    const running = runner.run(endless, {}, open);
    await vi.waitUntil(() => runner.outcome.value.answer?.state === 'wrong');
    runner.stop();
    await running;
  };
  await stopped();
  expect(runner.state.value).toEqual({ name: 'stopped', kept: false });
  expect(runner.outcome.value).toEqual({});
  await runner.run(finished, {}, open);
  const before = runner.outcome.value;
  // Also the second time.
  for (const times of [1, 2]) {
    await stopped();
    expect(runner.state.value, `stopped ${times} times`).toEqual({ name: 'stopped', kept: true });
    expect(runner.outcome.value).toBe(before);
  }
  const other = new Runner();
  other.restore(before, true);
  expect(other.state.value).toEqual({ name: 'finished', right: true });
  expect(other.outcome.value).toBe(before);
});

test('Stop while the engine starts stops too', async () => {
  const runner = new Runner();
  const run = vi.fn(() => Promise.resolve());
  const running = runner.run(demo(run), {}, () => new Promise(() => undefined));
  runner.stop();
  await running;
  expect(runner.state.value).toEqual({ name: 'stopped', kept: false });
  expect(run).not.toHaveBeenCalled();
});

test('a failure keeps its code, and the next run works', async () => {
  const runner = new Runner();
  await runner.run(
    demo(() => Promise.reject(new CodedError('E_MEMORY', 'needs 8 bytes, 4 allowed'))),
    {},
    open,
  );
  expect(runner.state.value).toMatchObject({
    name: 'failed',
    failure: { code: 'E_MEMORY', detail: 'CodedError: needs 8 bytes, 4 allowed' },
  });
  await runner.run(
    demo((context) => {
      context.show({ answer: right });
      return Promise.resolve();
    }),
    {},
    open,
  );
  expect(runner.state.value).toEqual({ name: 'finished', right: true });
});

test('whatever is thrown becomes a failure', async () => {
  const runner = new Runner();
  for (const thrown of [
    'text',
    null,
    new TypeError('no'),
    Object.assign(new Error('x'), { code: 'constructor' }),
  ]) {
    await runner.run(demo(vi.fn<Demo['run']>().mockRejectedValue(thrown)), {}, open);
    expect(runner.state.value).toMatchObject({ name: 'failed', failure: { code: 'E_UNKNOWN' } });
  }
});

test('a run that cannot be loaded fails, and the next one tries again', async () => {
  const runner = new Runner();
  const run = vi.fn((context: RunContext) => {
    context.show({ answer: right });
    return Promise.resolve();
  });
  const load = vi
    .fn(() => Promise.resolve({ run }))
    .mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'));
  const lazy = demo(loaded(load));
  await runner.run(lazy, {}, open);
  expect(runner.state.value).toEqual({
    name: 'failed',
    failure: {
      code: 'E_WORKER_LOAD',
      detail:
        'CodedError: A file of the site could not be loaded.\nTypeError: Failed to fetch dynamically imported module',
    },
  });
  await runner.run(lazy, {}, open);
  expect(runner.state.value).toEqual({ name: 'finished', right: true });
  expect(run).toHaveBeenCalledOnce();
});

test('a run that is stopped while it is loaded does not begin', async () => {
  const run = vi.fn(() => Promise.resolve());
  const stop = new AbortController();
  const lazy = loaded(() => {
    stop.abort(new DOMException('stopped', 'AbortError'));
    return Promise.resolve({ run });
  });
  const [progress, show] = [vi.fn(), vi.fn()];
  const running = lazy({ playground, values: {}, signal: stop.signal, progress, show });
  await expect(running).rejects.toThrow('stopped');
  expect(run).not.toHaveBeenCalled();
});

test('a page that was hidden says so', async () => {
  const runner = new Runner();
  await runner.run(
    demo(() => {
      Object.assign(document, { hidden: true });
      document.dispatchEvent(new Event('visibilitychange'));
      return Promise.resolve();
    }),
    {},
    open,
  );
  expect(runner.outcome.value).toEqual({ hidden: true });
});

test('a page that was hidden before its run began, and stays so, says so', async () => {
  Object.assign(document, { hidden: true });
  const runner = new Runner();
  await runner.run(
    demo(() => Promise.resolve()),
    {},
    open,
  );
  expect(runner.outcome.value).toEqual({ hidden: true });
});

test('the engine opens once for all who ask, and again after a failure', async () => {
  let fail = true;
  const opened = vi.fn(({ workers = 2 }: { workers?: number } = {}) =>
    fail
      ? Promise.reject(new CodedError('E_WORKER_LOAD', '404'))
      : Promise.resolve({ workers, close: () => Promise.resolve() } as Playground),
  );
  const engine = new PageEngine(() => Promise.resolve({ open: opened }));
  await expect(Promise.all([engine.open(), engine.open()])).rejects.toThrow('404');
  expect(opened).toHaveBeenCalledOnce();
  expect(engine.state.value).toMatchObject({ name: 'failed', failure: { code: 'E_WORKER_LOAD' } });
  fail = false;
  expect(await engine.open()).toBe(engine.playground);
  expect((await engine.ensure(2)).workers).toBe(2);
  expect(opened).toHaveBeenCalledTimes(2);
  expect((await engine.ensure(5)).workers).toBe(5);
  await engine.close();
  await engine.close();
  expect(engine.playground).toBeNull();
});
