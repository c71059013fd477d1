/** Addresses: round trip, and every way an address can be wrong. */
import { expect, test } from 'vitest';

import type { Facts, Param } from '../demos/params';
import { matmul } from '../demos/matmul/index';
import { DEMOS } from '../demos/registry';
import {
  carriedOf,
  parseAddress,
  parseEmbedAddress,
  readValues,
  readWorkers,
  shorten,
  writeAddress,
} from '../router/address';

const isolated: Facts = {
  workers: 4,
  maxWorkers: 4,
  threads: true,
  sharedMemory: 'yes',
  certain: true,
};
const plain: Facts = { ...isolated, threads: false, sharedMemory: 'not-isolated' };

const read = (hash: string, facts = isolated): ReturnType<typeof readValues> =>
  readValues(parseAddress(hash), matmul.params, facts);

test('an empty address is the overview', () => {
  for (const hash of ['', '#', '#/', '#/?']) expect(parseAddress(hash).demo).toBe('');
});

test('a bare address gives the defaults and no notice', () => {
  expect(read('#/matmul')).toEqual({
    values: {
      study: 'pair',
      n: 1024,
      precision: 'f64',
      algorithm: 'blocked',
      where: 'threads',
      workers: 4,
      repeats: 3,
    },
    notices: [],
  });
});

for (const demo of DEMOS) {
  test(`${demo.name}: what is written is read back`, () => {
    const { values } = readValues(parseAddress(`#/${demo.name}`), demo.params, isolated);
    const hash = writeAddress(demo.name, { ...values, lang: 'ko' });
    const address = parseAddress(hash);
    expect(address.demo).toBe(demo.name);
    expect(address.query.get('lang')).toBe('ko');
    expect(readValues(address, demo.params, isolated)).toEqual({ values, notices: [] });
  });

  test(`${demo.name}: every preset can be written and read back`, () => {
    for (const preset of demo.presets) {
      const reading = readValues(
        parseAddress(writeAddress(demo.name, preset.values)),
        demo.params,
        isolated,
      );
      expect(reading.notices).toEqual([]);
      expect(reading.values).toMatchObject(preset.values);
    }
  });
}

for (const n of [
  '',
  '7',
  '2049',
  '-1',
  '1.5',
  'NaN',
  'Infinity',
  '1e3',
  ' 512',
  '0x40',
  '4294967297',
  '<b>',
  'null',
  '५',
]) {
  test(`n=${JSON.stringify(n)} becomes the default, with a notice`, () => {
    const { values, notices } = read(`#/matmul?n=${encodeURIComponent(n)}`);
    expect(values['n']).toBe(1024);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({
      key: 'notice.badValue',
      values: { name: 'n', value: n, used: '1024', problem: { key: 'control.wholeNumber' } },
    });
  });
}

test('both ends of a range are inside of it', () => {
  expect(read('#/matmul?n=8').values['n']).toBe(8);
  expect(read('#/matmul?n=2048').values['n']).toBe(2048);
});

test('more workers than there are gives a notice', () => {
  expect(read('#/matmul?workers=5')).toMatchObject({
    values: { workers: 4 },
    notices: [{ key: 'notice.badValue' }],
  });
});

test('threads where there are none become processes, with the reason', () => {
  expect(read('#/matmul?where=threads', plain)).toMatchObject({
    values: { where: 'processes' },
    notices: [{ values: { problem: { key: 'matmul.noThreads' } } }],
  });
});

test('an unknown option gives a notice, whatever its name', () => {
  for (const name of ['fastest', '__proto__', 'constructor', 'toString']) {
    expect(read(`#/matmul?algorithm=${name}`)).toMatchObject({
      values: { algorithm: 'blocked' },
      notices: [{ key: 'notice.badValue' }],
    });
  }
});

test('unknown names are said; the page’s own are not', () => {
  const { notices } = read('#/matmul?lang=ko&theme=dark&workers=2&constructor=1&x=2');
  expect(notices.map((notice) => notice.values?.['name'])).toEqual(['constructor', 'x']);
});

test('the first of two values counts', () => {
  expect(read('#/matmul?n=64&n=128').values['n']).toBe(64);
});

test('broken escapes do not throw', () => {
  expect(parseAddress('#/%E0%A4%A?n=%').demo).toBe('%E0%A4%A');
});

test('workers are read where the library can open them', () => {
  const workers = (text: string): number | null => readWorkers(parseAddress(`#/?workers=${text}`));
  expect(['1', '4', '64'].map(workers)).toEqual([1, 4, 64]);
  expect(['0', '65', '-1', '1.5', 'two', '', '1e1', '100'].map(workers)).toEqual(
    Array(8).fill(null),
  );
});

test('a stranger’s text is cut, and never inside a letter', () => {
  expect(shorten('x'.repeat(32))).toHaveLength(32);
  expect(Array.from(shorten('😀'.repeat(40)))).toHaveLength(32);
});

test('the address of an embed names the demo beside its settings', () => {
  expect(parseEmbedAddress('?demo=queue&lang=ko&autorun=1&demo=pools')).toEqual({
    demo: 'queue',
    query: new Map([['lang', 'ko']]),
    autorun: '1',
  });
  expect(parseEmbedAddress('')).toEqual({ demo: '', query: new Map(), autorun: undefined });
});

test('links keep language, theme, and the number of workers where it is the page’s own', () => {
  const address = parseAddress('#/queue?lang=ko&theme=dark&workers=3&items=4&term=x');
  const whole = { lang: 'ko', theme: 'dark', workers: '3' };
  expect(carriedOf(address, [])).toEqual(whole);
  const own = { name: 'workers' } as Param;
  expect(carriedOf(address, [own])).toEqual({ lang: 'ko', theme: 'dark' });
  expect(carriedOf(parseAddress('#/queue?workers=0'), [])).toEqual({});
});
