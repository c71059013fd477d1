/** Exports can be read back: every span is there, in the form that readers of the format expect. */
import { describe, expect, test } from 'vitest';

import { chapterTasks, selfScheduled } from '../test/self-scheduled';
import type { Timeline } from '../../common/types';
import { toCsv, toDask, toJson, toPython, toRay, toSvg, toTrace } from './index';
import { at } from '../picture/rows';
import { sideBySide } from './side-by-side';

const timelines: Record<string, Timeline> = {
  nothing: selfScheduled([], 2),
  'one task': selfScheduled([5], 1),
  'the chapter’s': selfScheduled(chapterTasks(), 4),
  'in chunks': selfScheduled(chapterTasks(), 3, { name: 'guided', chunk: 3 }),
  'in an order of its own': selfScheduled(
    [4, 5, 6, 7, 8],
    2,
    { name: 'longestFirst' },
    [4, 3, 2, 1, 0],
  ),
  'more than a piece': selfScheduled(chapterTasks(10_000, 0.1), 5),
};

describe.each(Object.entries(timelines))('%s', (_name, timeline) => {
  const { columns, tasksMs, workers } = timeline;
  const spans = Array.from(columns.task, (task, row) => ({
    task,
    worker: at(columns.worker, row),
    startMs: at(columns.startMs, row),
    endMs: at(columns.endMs, row),
  }));

  test('CSV: a header and a line for each span, exact to the last digit', () => {
    const [header, ...lines] = toCsv(timeline).split('\r\n');
    expect(header).toBe('task,worker,start_ms,end_ms,asked_ms');
    expect(lines.pop()).toBe('');
    expect(
      lines.map((line) => {
        const [task, worker, startMs, endMs, askedMs] = line.split(',').map(Number);
        expect(askedMs).toBe(tasksMs[task ?? -1]);
        return { task, worker, startMs, endMs };
      }),
    ).toEqual(spans);
  });

  test('JSON: the same, with the dispatches and the figures', () => {
    const read = JSON.parse(toJson(timeline)) as Record<string, unknown>;
    expect(read['spans']).toEqual(spans.map((span) => Object.values(span)));
    expect(read['tasksMs']).toEqual([...tasksMs]);
    expect(read['order']).toEqual(timeline.order === null ? null : [...timeline.order]);
    expect(read['policy']).toEqual(timeline.policy);
    expect(read['makespanMs']).toBe(timeline.makespanMs);
    expect(
      (read['chunks'] as number[][]).map(([worker, first, length]) => ({ worker, first, length })),
    ).toEqual(timeline.chunks);
  });

  test('trace: named threads, a complete event for each span in microseconds', () => {
    interface Event {
      name: string;
      ph: string;
      pid: number;
      tid: number;
      ts?: number;
      dur?: number;
      s?: string;
      args: Record<string, unknown>;
    }
    const { traceEvents } = JSON.parse(toTrace(timeline)) as { traceEvents: Event[] };
    const of = (ph: string): Event[] => traceEvents.filter((event) => event.ph === ph);
    const names = of('M').filter(({ name }) => name === 'thread_name');
    expect(names.map(({ tid, args }) => [tid, args['name']])).toEqual(
      Array.from({ length: workers }, (_, worker) => [worker + 1, `worker ${worker + 1}`]),
    );
    expect(of('X')).toHaveLength(spans.length);
    of('X').forEach((event, index) => {
      const span = spans[index];
      expect(event.tid).toBe((span?.worker ?? 0) + 1);
      expect(event.args['task']).toBe(span?.task);
      expect(event.ts).toBeCloseTo((span?.startMs ?? 0) * 1000, 2);
      expect(event.dur).toBeCloseTo(((span?.endMs ?? 0) - (span?.startMs ?? 0)) * 1000, 2);
    });
    expect(of('i').map(({ s, args }) => [s, args['length']])).toEqual(
      timeline.chunks.map(({ length }) => ['t', length]),
    );
    for (const { pid, ts = 0, dur = 0 } of traceEvents) {
      expect(pid).toBe(1);
      expect(ts).toBeGreaterThanOrEqual(0);
      expect(dur).toBeGreaterThanOrEqual(0);
    }
  });

  test('SVG: well formed, named, small, and on its own', () => {
    const svg = toSvg(timeline, { title: 'a < b & "c"', width: 400 });
    expect(svg.length).toBeLessThan(250_000);
    expect(balanced(svg)).toBe(true);
    expect(svg).toContain('<title>a &#60; b &#38; &#34;c&#34;</title>');
    expect(svg).toMatch(/<desc>[^<]+<\/desc>/);
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
      /http|url\(|<style|<script|href/,
    );
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  test.each([
    ['Python', toPython],
    ['Dask', toDask],
    ['Ray', toRay],
  ])('the script for %s has every task once, in chunks', (_system, write) => {
    const script = write(timeline);
    expect(listOf(script, 'TASKS_MS').map(Number)).toEqual([...tasksMs]);
    const chunks = listOf(script, 'CHUNKS').map(tasksOf);
    const order = (place: number): number => timeline.order?.[place] ?? place;
    expect(chunks).toEqual(
      timeline.chunks.map(({ first, length }) =>
        Array.from({ length }, (_, index) => order(first + index)),
      ),
    );
    expect(script).toContain(`WORKERS = ${workers}\n`);
    expect(
      Math.max(
        ...script
          .split('\n')
          .slice(2)
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(100);
    expect(script).not.toMatch(/\t|undefined|NaN/);
  });
});

test.each(['chunk', 'roundRobin', 'workStealing'] as const)(
  'under %s a script’s chunk is all that a worker ran',
  (name) => {
    const timeline = selfScheduled(chapterTasks(), 4, { name });
    const chunks = listOf(toPython(timeline), 'CHUNKS').map(tasksOf);
    expect(chunks).toHaveLength(4);
    expect(chunks).toEqual(
      [0, 1, 2, 3].map((worker) =>
        timeline.spans
          .filter((span) => span.worker === worker)
          .map(({ label }) => Number(label.replace('task ', ''))),
      ),
    );
  },
);

test('a script waits where tasks sleep, and keeps a core busy where they spin', () => {
  const timeline = selfScheduled([5], 1);
  expect(toPython({ ...timeline, load: 'sleep' })).toContain('time.sleep(ms / 1000)');
  const spinning = toPython({ ...timeline, load: 'spin' });
  expect(spinning).toContain('while time.perf_counter() < end:');
  // It is not only a wait for the clock: on a shared core it takes longer.
  expect(spinning).toContain('while time.thread_time() < done:');
});

test('SVG: its words are given in any language, and no English ones are left', () => {
  const svg = toSvg(selfScheduled([5, 10, 20, 40, 80, 160], 2), {
    title: '제목',
    description: '설명',
    words: {
      worker: (first, last) => `워커 <${first}–${last}>`,
      ms: (ms) => `${ms} 밀리초`,
      msRange: (least, most) => `${Math.round(least)}~${Math.round(most)} 밀리초`,
      tick: (ms) => `+${ms}`,
    },
  });
  const words = [...svg.matchAll(/<(text|title|desc)[^>]*>([^<]*)</g)].map(([, , text]) => text);
  expect(words).toContain('워커 &#60;2–2&#62;');
  expect(words).toContain('0 밀리초');
  expect(words.join(' ')).not.toMatch(/[a-z]/i);
});

describe('what XML and Python cannot hold is replaced', () => {
  const hostile = `a\u0000\u0007\u001b]]>\u{D800}b\u{DC00}\uFFFE<"&'\n\t😀`;
  const wellFormed = (text: string): void => {
    // eslint-disable-next-line no-control-regex -- these are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
    // A lone surrogate has no bytes.
    expect(() => encodeURIComponent(text)).not.toThrow();
  };

  test('in the title, the description, the ground and the labels of a picture', () => {
    const svg = toSvg(selfScheduled([5], 1), {
      title: hostile,
      description: hostile,
      background: hostile,
      words: { worker: () => hostile, ms: () => hostile, msRange: () => hostile },
    });
    wellFormed(svg);
    expect(balanced(svg)).toBe(true);
    expect(svg).not.toContain('\uFFFE');
    expect(svg).toContain('a\uFFFD\uFFFD\uFFFD]]&#62;\uFFFDb\uFFFD\uFFFD&#60;&#34;&#38;');
    expect(svg).toContain('😀');
    wellFormed(sideBySide([], { title: hostile, description: hostile }));
  });

  test('in a self-made timeline’s policy', () => {
    const timeline = selfScheduled([5], 1);
    const policy = { name: `${hostile}\\N{}"""\nimport os\n"""\\` as 'dynamic' };
    for (const write of [toPython, toDask, toRay]) {
      const script = write({ ...timeline, policy });
      wellFormed(script);
      const [first = '', second] = script.split('\n');
      expect(second).toBe('');
      // In the docstring there is no unescaped quote, and no single backslash.
      expect(first.slice(3)).toMatch(/^(?:[^"\\]|\\["\\])*$/);
    }
    wellFormed(toSvg({ ...timeline, policy }));
    for (const write of [toTrace, toJson]) {
      const text = write({ ...timeline, policy });
      wellFormed(text);
      expect(() => JSON.parse(text) as unknown).not.toThrow();
    }
  });
});

/** Every opened element is closed, in order. */
function balanced(xml: string): boolean {
  const open: string[] = [];
  for (const [, closing, name = '', empty] of xml.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (closing === '/') {
      if (open.pop() !== name) return false;
    } else if (empty !== '/') open.push(name);
  }
  return open.length === 0;
}

/** The elements of a Python list of that name. */
function listOf(script: string, name: string): string[] {
  const body = new RegExp(`^${name} = \\[\\n([^]*?)^\\]$`, 'm').exec(script)?.[1];
  if (body === undefined) throw new Error(`no list ${name}`);
  return body.match(/range\([^)]*\)|\[[^\]]*\]|[^\s,]+/g) ?? [];
}

/** The elements of a Python range or list. */
function tasksOf(text: string): number[] {
  const numbers = (text.match(/-?\d+/g) ?? []).map(Number);
  if (text.startsWith('[')) return numbers;
  const [first = 0, end = 0, step = 1] = numbers;
  return Array.from(
    { length: Math.ceil((end - first) / step) },
    (_, index) => first + index * step,
  );
}
