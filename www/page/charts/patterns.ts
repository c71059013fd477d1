/**
 * Fills that differ in pattern as well as in colour: they are told apart in grey, on paper, and
 * where the reader's own colours are in force. Pure.
 */
import { toneOf } from './frame';

/** How a fill is drawn: whole, or by strokes on a pale ground. */
export type Pattern = 'whole' | 'rising' | 'falling' | 'across' | 'upright' | 'level' | 'dots';

export interface Fill {
  tone: number;
  pattern: Pattern;
}

const SIZE_PX = 6;
const STROKES: Readonly<Record<Exclude<Pattern, 'whole' | 'dots'>, string>> = {
  rising: 'M-1 1L1 -1M0 6L6 0M5 7L7 5',
  falling: 'M-1 5L1 7M0 0L6 6M5 -1L7 1',
  across: 'M0 0L6 6M0 6L6 0',
  upright: 'M1.5 0V6M4.5 0V6',
  level: 'M0 1.5H6M0 4.5H6',
};
const SVG = 'http://www.w3.org/2000/svg';

/** What `fill` is given. `name` begins the ids in the document. */
export function fillOf({ tone, pattern }: Fill, name: string): string {
  return pattern === 'whole' ? toneOf(tone) : `url(#${name}-${pattern}-${tone})`;
}

/** What the fills refer to, to be put into the picture. */
export function patternDefs(document: Document, fills: readonly Fill[], name: string): Element {
  const make = (tagName: string, attributes: Record<string, string | number>): Element => {
    const element = document.createElementNS(SVG, tagName);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    return element;
  };
  const defs = make('defs', {});
  for (const { tone, pattern } of fills) {
    if (pattern === 'whole') continue;
    const colour = toneOf(tone);
    const square = { width: SIZE_PX, height: SIZE_PX };
    const tile = make('pattern', {
      id: `${name}-${pattern}-${tone}`,
      patternUnits: 'userSpaceOnUse',
      ...square,
    });
    tile.append(
      make('rect', { ...square, fill: 'var(--surface)' }),
      make('rect', { ...square, fill: colour, 'fill-opacity': 0.22 }),
      pattern === 'dots'
        ? make('circle', { cx: 3, cy: 3, r: 1.1, fill: colour })
        : make('path', { d: STROKES[pattern], stroke: colour, 'stroke-width': 1.6, fill: 'none' }),
    );
    defs.append(tile);
  }
  return defs;
}
