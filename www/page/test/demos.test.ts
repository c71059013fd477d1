/** What holds for every demo of the registry; a demo is tested by being listed. */
import { describe, expect, test } from 'vitest';

import { figureId } from '../demos/figures';
import { fallbackOf, readValue, wholeSetting, type Facts } from '../demos/params';
import { DEMOS, findDemo } from '../demos/registry';
import { SECTIONS } from '../demos/sections';
import { TERMS } from '../glossary';
import { CATALOGUES, say, loadMessages } from '../messages/index';
import { readValues } from '../router/address';
import { messagesIn } from './messages-in';

await loadMessages('ko');

const grounds: Facts[] = [
  { workers: 1, maxWorkers: 1, threads: false, sharedMemory: 'not-isolated', certain: true },
  { workers: 2, maxWorkers: 2, threads: true, sharedMemory: 'yes', certain: false },
  { workers: 64, maxWorkers: 64, threads: true, sharedMemory: 'yes', certain: true },
];

test('a name that is none finds no demo', () => {
  for (const name of ['', 'Matmul', '__proto__', 'toString']) expect(findDemo(name)).toBeNull();
});

test('every demo has a name of its own that an address can hold', () => {
  const names = DEMOS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

test('every section of the chapter has a demo', () => {
  const used = new Set(DEMOS.map((demo) => demo.section));
  expect(SECTIONS.filter(({ id }) => !used.has(id))).toEqual([]);
});

test('every term of the glossary belongs to a demo', () => {
  const used = new Set(DEMOS.flatMap((demo) => demo.terms));
  expect(TERMS.filter((term) => !used.has(term))).toEqual([]);
});

describe.each(DEMOS)('$name', (demo) => {
  test('controls have names of their own', () => {
    const names = demo.params.map((param) => param.name);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(grounds)('defaults are values a control may hold, on %o', (facts) => {
    for (const param of demo.params) {
      const value = fallbackOf(param, facts);
      expect(readValue(param, String(value), facts)).toEqual({ value });
    }
  });

  test.each(grounds)('the outline of the defaults can be put into words, on %o', (facts) => {
    const { values } = readValues({ demo: demo.name, query: new Map() }, demo.params, facts);
    const outline = demo.outline(values, facts);
    const messages = messagesIn(outline);
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) expect(say(message)).not.toMatch(/[{}]/);
    // Either there is a speedup, or the reason why not.
    expect(outline.speedups.length > 0).toBe(outline.noSpeedup === null);
  });

  test('each figure is named once', () => {
    const facts = grounds[1] as Facts;
    const { values } = readValues({ demo: demo.name, query: new Map() }, demo.params, facts);
    const { figures } = demo.outline(values, facts);
    const ids = figures.map(figureId);
    expect(new Set(ids).size).toBe(ids.length);
    // The names of tables and controls are ids in the same document.
    const tables = figures.filter(({ kind }) => kind === 'table').map(figureId);
    const names = [...tables, ...demo.params.map(({ name }) => name)];
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(grounds)('presets are whole settings that its controls may hold, on %o', (facts) => {
    expect(demo.presets.map(({ id }) => id)).toContain('chapter');
    for (const { id, values } of demo.presets) {
      const whole = wholeSetting(demo.params, facts, values);
      expect(Object.keys(whole).sort(), id).toEqual(demo.params.map(({ name }) => name).sort());
      // Workers of a preset may be more than a small machine has.
      const large = { ...facts, maxWorkers: 64, threads: true };
      for (const param of demo.params)
        expect(readValue(param, String(whole[param.name]), large, whole), id).toEqual({
          value: whole[param.name],
        });
      // It names nothing that its own settings leave without effect.
      for (const param of demo.params)
        if (values[param.name] !== undefined && facts.workers > 1)
          expect(param.idle?.(whole) ?? null, `${id}: ${param.name}`).toBeNull();
    }
  });

  test('its terms are in the glossary, each once', () => {
    expect(demo.terms.length).toBeGreaterThan(0);
    expect(new Set(demo.terms).size).toBe(demo.terms.length);
  });

  test('its summary is two sentences', () => {
    expect(CATALOGUES.en[demo.summary].split('. ')).toHaveLength(2);
  });
});
