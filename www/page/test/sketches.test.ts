/**
 * The overview's pictures are those of the recorded runs. `npx vitest run sketches -u` draws them
 * again, as `make recordings` does.
 */
import { expect, test } from 'vitest';

import type { FinishedRun } from '../demos/demo';
import { DEMOS } from '../demos/registry';
import type { Sketch } from '../demos/sketch';
import { language, loadMessages, say } from '../messages/index';
import { loadRecording, loadSketches, RECORDED_ON, recordedValues } from '../recorded/index';

const drawings = import.meta.glob<(run: FinishedRun) => Sketch>('../demos/*/sketch.ts', {
  import: 'sketch',
  eager: true,
});

test('each is drawn from its demo’s recording', async () => {
  const sketches: Record<string, Sketch> = {};
  for (const demo of DEMOS) {
    const draw = drawings[`../demos/${demo.name}/sketch.ts`];
    const outcome = await loadRecording(demo.name);
    const run = { values: recordedValues(demo), outcome, cores: RECORDED_ON.cores };
    if (draw) sketches[demo.name] = draw(run);
  }
  expect(Object.keys(sketches)).toEqual(DEMOS.map(({ name }) => name));
  await expect(`${JSON.stringify(sketches)}\n`).toMatchFileSnapshot('../recorded/sketches.json');
});

test('each stays in its frame, and says what it shows in both languages', async () => {
  await loadMessages('ko');
  for (const [name, { cells, alt }] of Object.entries(await loadSketches())) {
    expect(cells.length, name).toBeGreaterThan(2);
    for (const [x, y, tone, width, height] of cells) {
      const text = `${name}: ${x}, ${y}, ${width} × ${height}`;
      expect([x, y, x + width, y + height].every(Number.isFinite), text).toBe(true);
      expect(x >= 0 && y >= 0 && x + width <= 220 && y + height <= 86, text).toBe(true);
      expect(Number.isInteger(tone) && width > 0 && height > 0, text).toBe(true);
    }
    for (const of of ['en', 'ko'] as const) {
      language.set(of);
      expect(alt && say(alt), name).toMatch(/\d/);
      expect(alt && say(alt), name).not.toMatch(/[{}]|NaN/);
    }
    language.set('en');
  }
});
