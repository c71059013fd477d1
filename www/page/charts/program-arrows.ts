/** Arrows from row to row of a timeline: from what was put to where it was got. Pure. */

export interface ProgramArrow {
  fromRow: number;
  toRow: number;
  putMs: number;
  gotMs: number;
  title: string;
}

const SVG = 'http://www.w3.org/2000/svg';
/** Nearer than this to another one, at both of its ends, an arrow would hide it. */
const APART_PX = 7;

/**
 * Those that can be told apart in a picture of that scale, and at most so many, evenly over their
 * order. Of what hides each other the first one is left.
 */
export function apartArrows<A extends Omit<ProgramArrow, 'title'>>(
  arrows: readonly A[],
  pxPerMs: number,
  most: number,
): A[] {
  const last = new Map<string, A>();
  const apartMs = APART_PX / pxPerMs;
  const apart = arrows.filter((arrow) => {
    const way = `${arrow.fromRow} ${arrow.toRow}`;
    const before = last.get(way);
    const hides =
      before !== undefined &&
      arrow.putMs - before.putMs < apartMs &&
      arrow.gotMs - before.gotMs < apartMs;
    if (!hides) last.set(way, arrow);
    return !hides;
  });
  if (apart.length <= most) return apart;
  const step = (apart.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => apart[Math.round(i * step)] as A);
}

/** Draws them from edge to edge of the rows; `edges` gives those of a row, `x` where a time is. */
export function drawArrows(
  chart: Element,
  arrows: readonly ProgramArrow[],
  name: string,
  edges: (row: number) => [top: number, bottom: number],
  x: (ms: number) => number,
): void {
  if (arrows.length === 0) return;
  const make = (tagName: string, attributes: Record<string, string | number>): Element => {
    const element = chart.ownerDocument.createElementNS(SVG, tagName);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    return element;
  };
  const head = make('marker', {
    id: `${name}-head`,
    viewBox: '0 0 8 8',
    refX: 7,
    refY: 4,
    markerWidth: 6.5,
    markerHeight: 6.5,
    markerUnits: 'userSpaceOnUse',
    orient: 'auto',
  });
  head.append(make('path', { d: 'M0 0.5L8 4L0 7.5Z', fill: 'var(--ink)' }));
  const defs = make('defs', {});
  defs.append(head);
  const grounds = make('g', { fill: 'none', stroke: 'var(--surface)', 'stroke-width': 3 });
  const lines = make('g', { fill: 'none', stroke: 'var(--ink)', 'stroke-width': 1.2 });
  const dots = make('g', { fill: 'var(--ink)' });
  for (const { fromRow, toRow, putMs, gotMs, title } of arrows) {
    const isDown = toRow > fromRow;
    const y1 = edges(fromRow)[isDown ? 1 : 0];
    const y2 = edges(toRow)[isDown ? 0 : 1];
    const [x1, x2] = [x(putMs), x(gotMs)].map((px) => Math.round(px * 10) / 10) as [number, number];
    const d = `M${x1} ${y1}L${x2} ${y2}`;
    // A lighter line below keeps it in sight on the bars of other rows.
    grounds.append(make('path', { d }));
    const line = make('path', { d, 'marker-end': `url(#${name}-head)` });
    const words = make('title', {});
    words.textContent = title;
    line.append(words);
    lines.append(line);
    dots.append(make('circle', { cx: x1, cy: y1, r: 1.7 }));
  }
  chart.append(defs, grounds, lines, dots);
}
