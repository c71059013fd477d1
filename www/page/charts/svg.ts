/** Elements of a chart, the frame that they are drawn into, and what they look like. Pure. */
import type { Scale } from './scales';

const SVG = 'http://www.w3.org/2000/svg';

export interface Frame {
  document: Document;
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: Scale;
  y: Scale;
  /** Lines of one pixel lie on whole pixels. */
  offset: number;
}

/** Draws itself into the frame; null where there is nothing to draw. */
export type Mark = (frame: Frame) => readonly (Element | null)[];

/** One look for all marks of a group, or a function of the datum. */
export interface Style<D> {
  fill?: string | ((datum: D) => string);
  fillOpacity?: number | ((datum: D) => number);
  stroke?: string | ((datum: D) => string);
  strokeWidth?: number | undefined;
  strokeOpacity?: number;
  strokeLinejoin?: 'round';
  strokeLinecap?: 'round';
  strokeMiterlimit?: number;
  strokeDasharray?: string;
  pointerEvents?: 'none';
}

export type Attributes = Record<string, string | number | undefined>;

export function make(document: Document, tagName: string, attributes: Attributes): Element {
  const element = document.createElementNS(SVG, tagName);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, String(value));
  }
  return element;
}

/** The group of a mark's elements, moved by so much; what is as by default is left out. */
export function grouped<D>(
  { document }: { document: Document },
  name: string,
  style: Style<D>,
  shift: readonly [number, number] | null,
  more: Attributes = {},
): Element {
  const { fill, fillOpacity, stroke, strokeWidth, strokeOpacity, strokeDasharray } = style;
  const same = <T>(value: T | ((datum: D) => T) | undefined, implied?: T): T | undefined =>
    typeof value === 'function' || value === implied ? undefined : value;
  return make(document, 'g', {
    'aria-label': name,
    // Its place, also where it is given below.
    'aria-hidden': undefined,
    fill: same(fill),
    'fill-opacity': same(fillOpacity, 1),
    stroke: same(stroke),
    'stroke-width': same(strokeWidth, 1),
    'stroke-opacity': same(strokeOpacity, 1),
    'stroke-linejoin': style.strokeLinejoin,
    'stroke-linecap': style.strokeLinecap,
    'stroke-miterlimit': style.strokeMiterlimit,
    'stroke-dasharray': same(strokeDasharray, 'none'),
    'pointer-events': style.pointerEvents,
    ...more,
    transform: shift && (shift[0] || shift[1]) ? `translate(${shift[0]},${shift[1]})` : undefined,
  });
}

/** What is of the datum's own. */
export function directly<D>(
  element: Element,
  { fill, fillOpacity, stroke }: Style<D>,
  datum: D,
): void {
  for (const [name, value] of [
    ['fill', fill],
    ['fill-opacity', fillOpacity],
    ['stroke', stroke],
  ] as const) {
    if (typeof value === 'function') element.setAttribute(name, String(value(datum)));
  }
}
