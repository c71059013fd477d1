/**
 * The tokens' colours: contrast by WCAG 2, in light and dark, and tones that stay apart for every
 * kind of colour vision.
 */
import {
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  parse,
  wcagContrast,
  type Color,
} from 'culori';
import { describe, expect, test } from 'vitest';

import css from '../styles/tokens.css?raw';

const pairs = new Map(
  Array.from(
    css.matchAll(/--([\w-]+):\s*light-dark\((#\w+),\s*(#\w+)\)/g),
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
);

function colour(name: string, theme: 'light' | 'dark'): Color {
  const found = parse(pairs.get(name)?.[theme] ?? '');
  if (found === undefined) throw new RangeError(`no colour ${name}`);
  return found;
}

const TEXT = 4.5;
const MARKS = 3;
const SURFACES = ['surface', 'surface-raised', 'surface-sunken'];
const TONES = ['tone-0', 'tone-1', 'tone-2', 'tone-3', 'tone-4', 'tone-5'];
/** In units of CIEDE2000: about twice what can just be told apart side by side in a chart. */
const APART = 5;

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  const demands: [one: string, other: string, least: number][] = [
    ...['ink', 'ink-soft', 'link', 'right', 'wrong', 'notice'].flatMap((ink) =>
      SURFACES.map((surface): [string, string, number] => [ink, surface, TEXT]),
    ),
    ['right', 'right-surface', TEXT],
    ['wrong', 'wrong-surface', TEXT],
    ['notice', 'notice-surface', TEXT],
    ['ink', 'right-surface', TEXT],
    ['ink', 'wrong-surface', TEXT],
    ['ink', 'notice-surface', TEXT],
    ['on-action', 'action', TEXT],
    ['on-action', 'action-hover', TEXT],
    ...TONES.map((tone): [string, string, number] => ['on-tone', tone, MARKS]),
    ...[...TONES, 'rule-strong', 'focus'].flatMap((mark) =>
      SURFACES.map((surface): [string, string, number] => [mark, surface, MARKS]),
    ),
  ];
  test.each(demands)('%s on %s: at least %d', (one, other, least) => {
    expect(wcagContrast(colour(one, theme), colour(other, theme))).toBeGreaterThanOrEqual(least);
  });

  const visions: Readonly<Record<string, (one: Color) => Color>> = {
    'all cones': (one) => one,
    'no red cones': filterDeficiencyProt(1),
    'no green cones': filterDeficiencyDeuter(1),
    'no blue cones': filterDeficiencyTrit(1),
  };
  test.each(Object.entries(visions))('tones stay apart with %s', (_, seen) => {
    const difference = differenceCiede2000();
    const close = TONES.flatMap((one, index) =>
      TONES.slice(index + 1).flatMap((other) => {
        const apart = difference(seen(colour(one, theme)), seen(colour(other, theme)));
        return apart < APART ? [`${one} and ${other}: ${apart.toFixed(1)}`] : [];
      }),
    );
    expect(close).toEqual([]);
  });
});
