/**
 * What charts are drawn with: a frame with two scales, and marks in it. The interface is that part
 * of Observable Plot's which the charts use, and so is what is drawn (`marks.test.ts` compares); it
 * is a tenth of the size, so that a chart is there before a reader has done anything. Pure: data
 * in, SVG out.
 */
import { scaleOf, type Scale, type ScaleOptions } from './scales';
import { directly, grouped, make, type Frame, type Mark, type Style } from './svg';

export { axisX, axisY, gridX, gridY } from './axes';
export type { Mark } from './svg';

/** A value, the name of a field, a function of the datum, or px from the chart's edge. */
type Place<D> = number | Extract<keyof D, string> | ((datum: D) => number) | Pixels<D>;
interface Pixels<D> {
  value: (datum: D) => number;
  scale: null;
}
type Words<D> = Extract<keyof D, string> | ((datum: D) => string);
type Anchor = 'top' | 'right' | 'bottom' | 'left' | 'top-left';

interface Common<D> extends Style<D> {
  filter?: (datum: D) => boolean;
  /** What is said of the mark. */
  title?: (datum: D) => string;
}

export interface PlotOptions {
  document?: Document;
  width: number;
  height: number;
  marginLeft: number;
  marginRight: number;
  marginTop: number;
  marginBottom: number;
  className: string;
  /** Colours are written out. */
  color?: { type: 'identity' };
  x: ScaleOptions;
  y: ScaleOptions;
  marks: readonly Mark[];
}

export type Plotted = SVGSVGElement & { scale(name: 'x' | 'y'): Scale };

export function plot(options: PlotOptions): Plotted {
  const { width, height, className, marks } = options;
  const own = options.document ?? document;
  const [left, right] = [options.marginLeft, width - options.marginRight];
  const [top, bottom] = [options.marginTop, height - options.marginBottom];
  const upright = options.y.type === 'band' ? ([top, bottom] as const) : ([bottom, top] as const);
  const frame: Frame = {
    document: own,
    ...{ width, height, left, right, top, bottom },
    x: scaleOf(options.x, [left, right]),
    y: scaleOf(options.y, upright),
    offset: typeof devicePixelRatio === 'number' && devicePixelRatio <= 1 ? 0.5 : 0,
  };
  const svg = make(own, 'svg', {
    class: className,
    fill: 'currentColor',
    'font-family': 'system-ui, sans-serif',
    'font-size': 10,
    'text-anchor': 'middle',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
  }) as SVGSVGElement;
  for (const mark of marks) {
    for (const drawn of mark(frame)) if (drawn !== null) svg.append(drawn);
  }
  return Object.assign(svg, { scale: (name: 'x' | 'y') => frame[name] });
}

export interface BarOptions<D> extends Common<D> {
  x1: Place<D>;
  x2: Place<D>;
  y: Place<D>;
  insetRight?: number;
  rx?: number;
}

/** From one value to another, in a band. */
export function barX<D>(data: readonly D[], options: BarOptions<D>): Mark {
  const { insetRight = 0, rx } = options;
  return each('bar', data, options, [0, 0], (frame, datum) => {
    const [x1, x2] = [at(frame.x, options.x1, datum), at(frame.x, options.x2, datum)];
    return box(frame, {
      x: Math.min(x1, x2),
      width: Math.max(0, Math.abs(x2 - x1) - insetRight),
      y: at(frame.y, options.y, datum),
      height: frame.y.bandwidth,
      rx,
    });
  });
}

export interface RectOptions<D> extends Common<D> {
  x1: Place<D>;
  x2: Place<D>;
  y1: Place<D>;
  y2: Place<D>;
  inset?: number;
}

export function rect<D>(data: readonly D[], options: RectOptions<D>): Mark {
  const { inset = 0 } = options;
  return each('rect', data, options, [0, 0], (frame, datum) => {
    const [x1, x2] = [at(frame.x, options.x1, datum), at(frame.x, options.x2, datum)];
    const [y1, y2] = [at(frame.y, options.y1, datum), at(frame.y, options.y2, datum)];
    return box(frame, {
      x: Math.min(x1, x2) + inset,
      y: Math.min(y1, y2) + inset,
      width: Math.max(0, Math.abs(x2 - x1) - 2 * inset),
      height: Math.max(0, Math.abs(y1 - y2) - 2 * inset),
    });
  });
}

function box(frame: Frame, attributes: Record<string, number | undefined>): Element | null {
  return make(frame.document, 'rect', attributes);
}

export interface DotOptions<D> extends Common<D> {
  x: Place<D>;
  y: Place<D>;
  r: number;
}

export function dot<D>(data: readonly D[], options: DotOptions<D>): Mark {
  const style = { ...options, strokeWidth: options.stroke === undefined ? undefined : 1.5 };
  return each('dot', data, style, ['half', 'half'], (frame, datum) =>
    make(frame.document, 'circle', {
      cx: at(frame.x, options.x, datum),
      cy: at(frame.y, options.y, datum),
      r: options.r,
    }),
  );
}

export interface LinkOptions<D> extends Common<D> {
  x1: Place<D>;
  x2: Place<D>;
  y1: Place<D>;
  y2: Place<D>;
}

/** A straight line from one point to another. */
export function link<D>(data: readonly D[], options: LinkOptions<D>): Mark {
  const style = { fill: 'none', strokeWidth: 1.5, strokeMiterlimit: 1, ...options };
  return each('link', data, style, ['half', 'half'], (frame, datum) => {
    const from = [at(frame.x, options.x1, datum), at(frame.y, options.y1, datum)] as const;
    const to = [at(frame.x, options.x2, datum), at(frame.y, options.y2, datum)] as const;
    return make(frame.document, 'path', { d: `M${through([from, to], undefined, 'forwards')}` });
  });
}

export interface LineOptions<D> extends Common<D> {
  x: Place<D>;
  y: Place<D>;
  /** A line for each value of this field. */
  z?: Extract<keyof D, string>;
  curve?: 'step-after';
}

export function line<D>(data: readonly D[], options: LineOptions<D>): Mark {
  const { z, curve, ...given } = options;
  const round = { strokeLinejoin: 'round', strokeLinecap: 'round' } as const;
  const style = { fill: 'none', strokeWidth: 1.5, ...round, ...given };
  return (frame) => {
    if (data.length === 0) return [];
    const g = grouped(frame, 'line', style, transformOf(frame, ['half', 'half']));
    const lines = new Map<unknown, D[]>();
    for (const datum of data) {
      const key = z === undefined ? null : datum[z];
      lines.set(key, [...(lines.get(key) ?? []), datum]);
    }
    for (const points of lines.values()) {
      const places = points.map((datum): Point => [
        at(frame.x, options.x, datum),
        at(frame.y, options.y, datum),
      ]);
      const path = make(frame.document, 'path', {});
      directly(path, style, points[0] as D);
      path.setAttribute('d', `M${through(places, curve, 'forwards')}`);
      g.append(path);
    }
    return [g];
  };
}

export interface AreaOptions<D> extends Common<D> {
  x: Place<D>;
  y1: Place<D>;
  y2: Place<D>;
  curve?: 'step-after';
}

export function areaY<D>(data: readonly D[], options: AreaOptions<D>): Mark {
  return (frame) => {
    if (data.length === 0) return [];
    const places = (y: Place<D>): Point[] =>
      data.map((datum) => [at(frame.x, options.x, datum), at(frame.y, y, datum)]);
    const above = through(places(options.y2), options.curve, 'forwards');
    const below = through(places(options.y1).reverse(), options.curve, 'backwards');
    const g = grouped(frame, 'area', options, null);
    g.append(make(frame.document, 'path', { d: `M${above}L${below}Z` }));
    return [g];
  };
}

type Point = readonly [x: number, y: number];

/** The places of a path, in order; between two steps the earlier value holds. */
function through(
  points: readonly Point[],
  curve: 'step-after' | undefined,
  way: 'forwards' | 'backwards',
): string {
  const thousandth = (value: number): number => Math.round(value * 1000) / 1000;
  return points
    .flatMap(([x, y], index): Point[] => {
      const before = points[index - 1];
      if (curve === undefined || before === undefined) return [[x, y]];
      return [way === 'forwards' ? [x, before[1]] : [before[0], y], [x, y]];
    })
    .map(([x, y]) => `${thousandth(x)},${thousandth(y)}`)
    .join('L');
}

export interface TickOptions<D> extends Common<D> {
  x: Place<D>;
  y: Place<D>;
  inset?: number;
}

/** An upright stroke across a band. */
export function tickX<D>(data: readonly D[], options: TickOptions<D>): Mark {
  const { inset = 0 } = options;
  return each('tick', data, options, ['half', 0], (frame, datum) => {
    const [x, y] = [at(frame.x, options.x, datum), at(frame.y, options.y, datum)];
    const ends = { y1: y + inset, y2: y + frame.y.bandwidth - inset };
    return make(frame.document, 'line', { x1: x, x2: x, ...ends });
  });
}

/** A line across the whole chart at each value. */
export function ruleX(data: readonly number[], options: Common<number>): Mark {
  return each('rule', data, options, ['half', 0], ({ document: own, x, top, bottom }, value) => {
    const place = x.apply(value);
    return make(own, 'line', { x1: place, x2: place, y1: top, y2: bottom });
  });
}

export function ruleY(data: readonly number[], options: Common<number>): Mark {
  return each('rule', data, options, [0, 'half'], ({ document: own, y, left, right }, value) => {
    const place = y.apply(value);
    return make(own, 'line', { x1: left, x2: right, y1: place, y2: place });
  });
}

export interface TextOptions<D> extends Common<D> {
  /** Without one, at the anchor in the frame. */
  x?: Place<D>;
  y?: Place<D>;
  text: Words<D>;
  frameAnchor?: Anchor;
  textAnchor?: 'start' | 'middle' | 'end';
  dx?: number;
  dy?: number;
  fontWeight?: number;
}

export function text<D>(data: readonly D[], options: TextOptions<D>): Mark {
  const { frameAnchor = 'middle', dx = 0, dy = 0, fontWeight } = options;
  const isTop = frameAnchor.startsWith('top');
  const textAnchor =
    options.textAnchor ??
    (frameAnchor.endsWith('right') ? 'end' : frameAnchor.endsWith('left') ? 'start' : 'middle');
  return (frame) => {
    const { x, y, left, right, top, bottom, offset } = frame;
    const shift = [
      offset + dx + (options.x === undefined ? 0 : x.bandwidth / 2),
      offset + dy + (options.y === undefined ? 0 : y.bandwidth / 2),
    ] as const;
    const fixed = [
      frameAnchor.endsWith('left')
        ? left
        : frameAnchor.endsWith('right')
          ? right
          : (left + right) / 2,
      isTop ? top : frameAnchor === 'bottom' ? bottom : (top + bottom) / 2,
    ] as const;
    const shown = data.filter((datum) => options.filter?.(datum) ?? true);
    if (shown.length === 0) return [];
    const g = grouped(frame, 'text', options, shift, {
      'text-anchor': textAnchor === 'middle' ? undefined : textAnchor,
      'font-weight': fontWeight,
    });
    for (const datum of shown) {
      const px = options.x === undefined ? fixed[0] : at(x, options.x, datum);
      const py = options.y === undefined ? fixed[1] : at(y, options.y, datum);
      const words = typeof options.text === 'function' ? options.text(datum) : datum[options.text];
      const written = make(frame.document, 'text', {
        y: isTop ? '0.71em' : frameAnchor === 'bottom' ? undefined : '0.32em',
        transform: `translate(${px},${py})`,
      });
      written.textContent = String(words);
      directly(written, options, datum);
      g.append(written);
    }
    return [g];
  };
}

/** Half a pixel for lines of one pixel, upright also to the middle of a band; or nothing. */
type Shift = 'half' | 0;

/** A mark for each datum, in one group. */
function each<D>(
  name: string,
  data: readonly D[],
  options: Common<D>,
  shift: readonly [Shift, Shift],
  draw: (frame: Frame, datum: D) => Element | null,
): Mark {
  return (frame) => {
    const shown = data.filter((datum) => options.filter?.(datum) ?? true);
    if (shown.length === 0) return [];
    const g = grouped(frame, name, options, transformOf(frame, shift));
    for (const datum of shown) {
      const mark = draw(frame, datum);
      if (mark === null) continue;
      directly(mark, options, datum);
      const words = options.title?.(datum) ?? '';
      if (words !== '') {
        const title = make(frame.document, 'title', {});
        title.textContent = words;
        mark.append(title);
      }
      g.append(mark);
    }
    return [g];
  };
}

function transformOf(
  { offset, y }: Frame,
  [dx, dy]: readonly [Shift, Shift],
): readonly [number, number] {
  return [dx === 0 ? 0 : offset, dy === 0 ? 0 : offset + y.bandwidth / 2];
}

function at<D>(scale: Scale, place: Place<D>, datum: D): number {
  if (typeof place === 'number') return scale.apply(place);
  if (typeof place === 'object') return place.value(datum);
  return scale.apply(typeof place === 'function' ? place(datum) : Number(datum[place]));
}
