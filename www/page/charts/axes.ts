/** Axes with their ticks, labels and names, and the lines across a chart. Pure. */
import type { Scale } from './scales';
import { grouped, make, type Attributes, type Frame, type Mark } from './svg';

export interface AxisOptions {
  /** The axis's name. */
  label?: string | null;
  labelAnchor?: 'center' | 'top';
  /** Always none: what it would say is clear. */
  labelArrow?: 'none';
  labelOffset?: number;
  /** Of each tick; nothing is left out. */
  text?: (value: number) => string;
  tickFormat?: (value: number) => string;
  /** The ticks, or about how many. */
  ticks?: number | readonly number[];
  tickSize?: number;
  anchor?: 'top';
}

export interface GridOptions {
  stroke: string;
  strokeOpacity?: number;
  ticks?: number | readonly number[];
}

/** Px between two ticks, where nobody says how many there are. */
const SPACING = { x: 80, y: 35 };
/** From the axis to its labels. */
const LABEL_PX = 9;

export function axisX(options: AxisOptions): Mark;
export function axisX(values: readonly number[], options: AxisOptions): Mark;
export function axisX(...given: Given<AxisOptions>): Mark {
  const [values, { anchor, tickSize = 6, label = null, labelOffset, ...options }] = taken(given);
  const isTop = anchor === 'top';
  return (frame) => {
    const { x, top, bottom, offset, left, right } = frame;
    const ticks = ticksOf('x', x, values, options);
    const edge = isTop ? top : bottom;
    const down = isTop ? -1 : 1;
    const place = (value: number): string => `translate(${x.apply(value)},${edge})`;
    const name = group(frame, 'x-axis label', [
      offset,
      offset + down * (labelOffset ?? frame.height - bottom - 3),
    ]);
    if (label !== null)
      name.append(written(frame, { transform: `translate(${(left + right) / 2},${edge})` }, label));
    return [
      strokes(frame, 'x', ticks, place, `M0,0L0,${down * tickSize}`, tickSize, [
        offset,
        isTop ? 2 * offset : 0,
      ]),
      labels(frame, 'x', ticks, options, { y: isTop ? undefined : '0.71em' }, place, {}, [
        offset,
        offset + down * LABEL_PX,
      ]),
      label === null ? null : name,
    ];
  };
}

export function axisY(options: AxisOptions): Mark;
export function axisY(values: readonly number[], options: AxisOptions): Mark;
export function axisY(...given: Given<AxisOptions>): Mark {
  const [values, { tickSize = 6, label = null, labelOffset, ...options }] = taken(given);
  return (frame) => {
    const { y, left, top, offset } = frame;
    const ticks = ticksOf('y', y, values, options);
    const middle = y.bandwidth / 2;
    const place = (value: number): string => `translate(${left},${y.apply(value)})`;
    const anchored = { 'text-anchor': 'end' };
    const name = group(
      frame,
      'y-axis label',
      [offset - (labelOffset ?? left - 3), offset + 3 - top],
      { 'text-anchor': 'start' },
    );
    if (label !== null)
      name.append(written(frame, { y: '0.71em', transform: `translate(${left},${top})` }, label));
    return [
      strokes(frame, 'y', ticks, place, `M0,0L${-tickSize},0`, tickSize, [0, offset + middle]),
      labels(frame, 'y', ticks, options, { y: '0.32em' }, place, anchored, [
        offset - LABEL_PX,
        offset + middle,
      ]),
      label === null ? null : name,
    ];
  };
}

export function gridX(options: GridOptions): Mark;
export function gridX(values: readonly number[], options: GridOptions): Mark;
export function gridX(...given: Given<GridOptions>): Mark {
  const [values, options] = taken(given);
  return (frame) => {
    const { x, top: y1, bottom: y2 } = frame;
    return across(frame, 'x', ticksOf('x', x, values, options), options, (value) => {
      const place = x.apply(value);
      return { x1: place, x2: place, y1, y2 };
    });
  };
}

export function gridY(options: GridOptions): Mark;
export function gridY(values: readonly number[], options: GridOptions): Mark;
export function gridY(...given: Given<GridOptions>): Mark {
  const [values, options] = taken(given);
  return (frame) => {
    const { y, left: x1, right: x2 } = frame;
    return across(frame, 'y', ticksOf('y', y, values, options), options, (value) => {
      const place = y.apply(value);
      return { x1, x2, y1: place, y2: place };
    });
  };
}

type Given<O> = [options: O] | [values: readonly number[], options: O];

function taken<O>(given: Given<O>): [values: readonly number[] | null, options: O] {
  return given.length === 1 ? [null, given[0]] : given;
}

function ticksOf(
  name: 'x' | 'y',
  scale: Scale,
  values: readonly number[] | null,
  { ticks }: { ticks?: number | readonly number[] },
): readonly number[] {
  if (values !== null) return values;
  if (typeof ticks === 'object') return ticks;
  const [from, to] = scale.range;
  return scale.ticks(ticks ?? Math.abs(to - from) / SPACING[name]);
}

function strokes(
  frame: Frame,
  name: 'x' | 'y',
  ticks: readonly number[],
  place: (value: number) => string,
  d: string,
  tickSize: number,
  shift: readonly [number, number],
): Element | null {
  if (tickSize === 0 || ticks.length === 0) return null;
  const look = { fill: 'none', stroke: 'currentColor' };
  const g = grouped(frame, `${name}-axis tick`, look, shift, { 'aria-hidden': 'true' });
  for (const tick of ticks) {
    g.append(make(frame.document, 'path', { transform: place(tick), d }));
  }
  return g;
}

function labels(
  frame: Frame,
  name: 'x' | 'y',
  ticks: readonly number[],
  { text, tickFormat = String }: AxisOptions,
  attributes: Attributes,
  place: (value: number) => string,
  more: Attributes,
  shift: readonly [number, number],
): Element | null {
  const words = ticks.map(text ?? ((tick) => tickFormat(tick)));
  if (words.every((word) => word === '')) return null;
  const isBand = frame[name].isBand;
  const variant = { 'font-variant': isBand ? undefined : 'tabular-nums' };
  const g = group(frame, `${name}-axis tick label`, shift, { ...more, ...variant });
  ticks.forEach((tick, index) => {
    const word = words[index] ?? '';
    if (word !== '') g.append(written(frame, { ...attributes, transform: place(tick) }, word));
  });
  return g;
}

function across(
  frame: Frame,
  name: 'x' | 'y',
  ticks: readonly number[],
  { stroke, strokeOpacity }: GridOptions,
  ends: (value: number) => Attributes,
): Element[] {
  if (ticks.length === 0) return [];
  const shift = name === 'x' ? ([frame.offset, 0] as const) : ([0, frame.offset] as const);
  const look = strokeOpacity === undefined ? { stroke } : { stroke, strokeOpacity };
  const g = grouped(frame, `${name}-grid`, look, shift, { 'aria-hidden': 'true' });
  for (const tick of ticks) g.append(make(frame.document, 'line', ends(tick)));
  return [g];
}

function group(
  frame: Frame,
  name: string,
  shift: readonly [number, number],
  more: Attributes = {},
): Element {
  return grouped(frame, name, {}, shift, more);
}

/** One line, or several that together lie where one would. */
function written({ document }: Frame, attributes: Attributes, words: string): Element {
  const lines = words.split('\n');
  if (lines.length === 1) {
    const element = make(document, 'text', attributes);
    element.textContent = words;
    return element;
  }
  const element = make(document, 'text', { ...attributes, y: undefined });
  const first = Number.parseFloat(String(attributes['y'])) - (lines.length - 1) / 2;
  lines.forEach((line, index) => {
    const at = index === 0 ? { y: `${Number(first.toFixed(2))}em` } : { dy: '1em' };
    const part = make(document, 'tspan', { x: 0, ...at });
    part.textContent = line;
    element.append(part);
  });
  return element;
}
