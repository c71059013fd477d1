/** The words of a distribution: none on top of another, none cut off at the chart's edges. */
import { expect, test } from 'vitest';

import { generator } from '../../common/test/generator';
import { distributionChart } from '../charts/distribution';
import { textWidth } from '../charts/frame';
import * as plot from '../charts/marks';
import { TinyDocument, TinyElement } from './tiny-document';

type Random = () => number;

/** The height of a line of text; Plot centres it on its place, or hangs it from there. */
const LINE_PX = 12;

interface Box {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const SHAPES: Readonly<Record<string, (random: Random, about: number) => number[]>> = {
  'all equal': (random, about) => Array<number>(1 + Math.floor(40 * random())).fill(about),
  'one a thousand times as long': (random, about) => [
    ...Array.from({ length: 30 }, () => about * (1 + 0.1 * random())),
    1000 * about,
  ],
  'from microseconds to minutes': (random) =>
    Array.from({ length: 200 }, () => 10 ** (-1 + 9 * random())),
  'two heaps': (random, about) =>
    Array.from({ length: 50 }, () => about * (random() < 0.9 ? 1 : 20) * (1 + 0.01 * random())),
  'a few zeros': (random, about) => [0, 0, 0, about, about * (1 + random())],
  'nothing but zeros': () => [0, 0, 0],
  none: () => [],
};

const LANGUAGES = [
  { median: 'median', p95: 'p95', unit: 'µs', names: ['Pipe', 'MessageChannel'] },
  { median: '중앙값', p95: '95번째 백분위수', unit: 'µs', names: ['파이프', 'MessageChannel'] },
  {
    median: 'median',
    p95: '95th percentile',
    unit: 'µs',
    names: ['a', 'A contender of a long name'],
  },
];
/** From a phone whose text is twice as large to a wide screen. */
const WIDTHS = [90, 130, 163, 240, 300, 358, 440, 640, 1100];

const format = (value: number): string =>
  new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(value);

function of<T>(all: readonly T[], turn: number): T {
  const one = all[turn % all.length];
  if (one === undefined) throw new RangeError('there is none');
  return one;
}

/** What an attribute says on the element, or on one around it. */
function inherited(element: TinyElement, name: string): string | null {
  return element.getAttribute(name) ?? (element.parentNode && inherited(element.parentNode, name));
}

/** Where the element's own origin lies in the chart. */
function originOf(element: TinyElement): { x: number; y: number } {
  const { x, y } = element.parentNode ? originOf(element.parentNode) : { x: 0, y: 0 };
  const moved = /translate\(([-\d.e]+),\s*([-\d.e]+)\)/.exec(
    element.getAttribute('transform') ?? '',
  );
  return { x: x + Number(moved?.[1] ?? 0), y: y + Number(moved?.[2] ?? 0) };
}

function boxesOf(chart: TinyElement): Box[] {
  return chart.all('text').map((element) => {
    const { x, y } = originOf(element);
    const anchor = inherited(element, 'text-anchor');
    const text = element.textContent;
    const wide = textWidth(text);
    const left = x - (anchor === 'end' ? wide : anchor === 'start' ? 0 : wide / 2);
    const shifts = ['y', 'dy'].map((name) => parseFloat(element.getAttribute(name) ?? '0'));
    const down = Math.max(...shifts) > 0.5;
    const top = y - (down ? 0 : LINE_PX / 2);
    return { text, left, right: left + wide, top, bottom: top + LINE_PX };
  });
}

const meet = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

for (const [shape, samplesOf] of Object.entries(SHAPES)) {
  test(`no words of a distribution meet or leave the chart: ${shape}`, () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const random = generator(seed);
      const { names, ...words } = of(LANGUAGES, seed);
      const about = 10 ** (-2 + 9 * random());
      // The second row is of any shape, so that it decides on the axis too.
      const shapes = [samplesOf, of(Object.values(SHAPES), seed)];
      const rows = names.map((label, row) => ({
        label,
        samples: (shapes[row] ?? samplesOf)(random, about * 10 ** (4 * random() - 2)),
      }));
      for (const width of WIDTHS) {
        const chart: unknown = distributionChart(
          plot,
          rows,
          width,
          { title: 'Times', description: 'Of a trip.', format, ...words },
          new TinyDocument() as unknown as Document,
        );
        if (!(chart instanceof TinyElement)) throw new TypeError('no chart');
        const at = `seed ${seed}, ${width} px`;
        const height = Number(chart.getAttribute('height'));
        const boxes = boxesOf(chart);
        const cut = boxes.filter(
          ({ left, right, top, bottom }) =>
            left < -0.5 || right > width + 0.5 || top < 0 || bottom > height,
        );
        expect(cut, at).toEqual([]);
        const pairs = boxes.flatMap((one, index) =>
          boxes.slice(index + 1).flatMap((other) => (meet(one, other) ? [[one, other]] : [])),
        );
        expect(pairs, at).toEqual([]);
        // All that was measured is told, in words or in the number alone.
        const measured = rows.filter(({ samples }) => samples.length > 0).length;
        expect(boxes.length, at).toBeGreaterThanOrEqual(rows.length + 2 * measured);
      }
    }
  });
}
