/** The recorded runs still fit their demos: one that does not has to be recorded again. */
import { describe, expect, test } from 'vitest';

import { compact } from '../../../scripts/compact-recording.mjs';
import { figureId, figureOf, type FigureData, type FigureOutline } from '../demos/figures';
import { DEMOS } from '../demos/registry';
import { contradiction, lostIn, replay } from '../demos/shared-memory/replay';
import { isMessageKey, loadMessages, say, language } from '../messages/index';
import {
  loadRecording,
  meansRecorded,
  RECORDED_FACTS,
  RECORDED_ON,
  recordedOutline,
  recordedValues,
  type Kept,
} from '../recorded/index';
import { revived } from '../recorded/revive';
import { why } from '../why/index';
import { messagesIn } from './messages-in';

const files = import.meta.glob<Kept>('../demos/*/recording.json', {
  import: 'default',
  eager: true,
});

await loadMessages('ko');

test('where they were recorded is known', () => {
  expect(RECORDED_ON.browser).toMatch(/^\S+ \d+$/);
  expect(RECORDED_ON.atMs).toBeGreaterThan(Date.UTC(2026, 0));
  expect(RECORDED_ON.cores).toBeGreaterThan(0);
});

describe.each(DEMOS)('$name', (demo) => {
  test('the settings are those that the demo opens with', () => {
    const kept = files[`../demos/${demo.name}/recording.json`];
    expect(kept?.values).toEqual(recordedValues(demo));
    expect(meansRecorded(demo, recordedValues(demo), RECORDED_FACTS)).toBe(true);
    const other = demo.params.find(({ kind, looksOnly }) => kind === 'integer' && !looksOnly);
    expect(
      meansRecorded(demo, { ...recordedValues(demo), [other?.name ?? '']: 7 }, RECORDED_FACTS),
    ).toBe(false);
  });

  test('the answer is right, and every figure of the outline is there and fits it', async () => {
    const outcome = await loadRecording(demo.name);
    const outline = recordedOutline(demo);
    expect(outcome.answer?.state).toBe('right');
    expect(Object.keys(outcome.speedups ?? {}).sort()).toEqual(
      outline.speedups.map(({ id }) => id).sort(),
    );
    expect((outcome.figures ?? []).map(figureId).sort()).toEqual(
      outline.figures.map(figureId).sort(),
    );
    for (const figure of outline.figures) {
      const data = figureOf(outcome, figure.kind, figureId(figure));
      expect(data && misfits(figure, data), figureId(figure)).toEqual([]);
    }
  });

  test('all that is said of it can be said, in both languages', async () => {
    const outcome = await loadRecording(demo.name);
    const { cores } = RECORDED_ON;
    const reasons = why(demo, { values: recordedValues(demo), outcome, cores });
    expect(reasons.length).toBeGreaterThan(0);
    for (const message of [...messagesIn(outcome), ...reasons]) {
      expect(isMessageKey(message.key), message.key).toBe(true);
      for (const of of ['en', 'ko'] as const) {
        language.set(of);
        expect(say(message)).not.toMatch(/[{}]|NaN|undefined/);
      }
    }
    language.set('en');
  });
});

/** Where the data of a figure are not of the shape that its outline foresees. */
function misfits(outline: FigureOutline, data: FigureData): string[] {
  const keys = (record: object): string[] => Object.keys(record).sort();
  const same = (what: string, got: readonly string[], wanted: readonly string[]): string[] =>
    JSON.stringify([...got].sort()) === JSON.stringify([...wanted].sort())
      ? []
      : [`${what}: ${got.join()} instead of ${wanted.join()}`];
  const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
  if (outline.kind === 'timelines' && data.kind === 'timelines')
    return [
      ...same('timelines', keys(data.bars), ids(outline.timelines)),
      ...outline.timelines.flatMap(({ id, rows, tones }) =>
        (data.bars[id] ?? [])
          .filter((bar) => bar.row >= rows.length || (tones.length > 0 && bar.tone >= tones.length))
          .map((bar) => `${id}: no place for row ${bar.row}, tone ${bar.tone}`),
      ),
    ];
  if (outline.kind === 'table' && data.kind === 'table')
    return [
      ...same('rows', keys(data.cells), ids(outline.table.rows)),
      ...[...Object.values(data.cells), ...(data.rows ?? []).map(({ cells }) => cells)].flatMap(
        (cells) => same('columns', keys(cells), ids(outline.table.columns)),
      ),
      ...same('chart', [data.chart?.kind ?? 'none'], [outline.chart?.kind ?? 'none']),
    ];
  if (outline.kind === 'timings' && data.kind === 'timings')
    return same('timings', keys(data.rows), ids(outline.rows));
  if (outline.kind === 'costs' && data.kind === 'costs')
    return same('costs', keys(data.rows), ids(outline.rows));
  if (outline.kind === 'scaling' && data.kind === 'scaling')
    return same(
      'counts',
      data.points.map(({ workers }) => String(workers)),
      outline.counts.map(String),
    );
  if (outline.kind === 'ownership' && data.kind === 'ownership')
    return data.cells.every(
      ({ row, rows, col, cols, worker }) =>
        row + rows <= outline.rows && col + cols <= outline.cols && worker < outline.workers.length,
    )
      ? []
      : ['a cell has no place'];
  if (outline.kind === 'parts' && data.kind === 'parts')
    return same(
      'parts',
      data.strategies.map(({ strategy }) => strategy),
      ['chunk', 'roundRobin'],
    );
  if (outline.kind === 'interleaving' && data.kind === 'interleaving') {
    const writes = data.steps.filter(({ act }) => act === 'write').length;
    const moments = replay(data.steps, outline.processes.length);
    const counter = moments.at(-1)?.counter ?? Number.NaN;
    const fault = contradiction(data.steps, counter);
    return [
      ...(fault === null ? [] : [fault]),
      ...same(
        'increments and losses',
        [String(writes), String(counter + lostIn(moments))],
        [0, 1].map(() => String(outline.processes.length * outline.increments)),
      ),
    ];
  }
  if (outline.kind === 'lab' && data.kind === 'lab')
    return data.runs.length === 9 ? [] : [`${data.runs.length} policies`];
  return [`${data.kind} instead of ${outline.kind}`];
}

test('a recording that does not fit would be found', async () => {
  const [demo] = DEMOS;
  const outcome = await loadRecording(demo.name);
  const { figures } = demo.outline({ ...recordedValues(demo), workers: 1 }, RECORDED_FACTS);
  const [timelines] = figures;
  const data = figureOf(outcome, 'timelines');
  if (timelines === undefined || data === undefined) throw new TypeError('there is no timeline');
  expect(misfits(timelines, data)).toHaveLength(1);
});

test('what is kept compactly comes back', async () => {
  const samples = Array.from({ length: 300 }, (_, turn) => (turn % 3) + 0.12345678);
  const figures = [
    {
      kind: 'table',
      id: 'a',
      chart: { kind: 'distribution', rows: [{ label: 'x', samples }] },
      cells: {},
    },
  ];
  const kept: unknown = JSON.parse(JSON.stringify(compact({ figures })));
  expect(JSON.stringify(kept).length).toBeLessThan(200);
  const [back] = (await revived(kept)).figures ?? [];
  const chart = back?.kind === 'table' && back.chart?.kind === 'distribution' ? back.chart : null;
  expect(chart?.rows[0]?.samples).toEqual(
    samples.map((it) => Number(it.toFixed(it < 1 ? 4 : 3))).sort((a, b) => a - b),
  );
  expect(() => compact({ ms: Number.NaN })).toThrow('NaN');
});
