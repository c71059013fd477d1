/**
 * A chart as a picture of its own: an SVG that needs nothing of the page around it. Its colours are
 * written out, it has a ground, its name and what its tones stand for are in it. Pure: the chart
 * and the colours in, text out.
 */
import { escaped } from '../../common/xml';
import { textWidth } from './frame';

/** What a tone or a sign of a chart stands for. */
export interface KeyEntry {
  label: string;
  colour: string;
  /** How it is drawn. Default: a swatch. */
  sign?: 'swatch' | 'dot' | 'line' | 'dashes';
}

/** The page as it looks now. */
export interface PictureLook {
  /** The value of a custom property, by its name without the dashes. */
  colour: (name: string) => string;
  fontFamily: string;
}

const PAD_PX = 16;
const TITLE_PX = 14;
const TITLE_LINE_PX = 20;
const KEY_LINE_PX = 18;
const SIGN_PX = 18;
const KEY_GAP_PX = 16;
const GAP_PX = 8;
/** Bold, and larger than the charts' text. */
const TITLE_WIDE = (TITLE_PX / 12) * 1.06;

/** What the page says by other means than attributes. */
const LEFT_OUT = new Set(['class', 'role', 'aria-label', 'font-family', 'font-size', 'xmlns']);
const OF_ROOT = new Set(['width', 'height', 'viewBox', 'fill']);

/** The chart with its `<title>` and `<desc>`, as `nameChart` leaves them. */
export function standAlone(
  chart: Element,
  key: readonly KeyEntry[],
  { colour, fontFamily }: PictureLook,
): string {
  const resolved = (value: string): string =>
    value
      .replace(/var\(--([\w-]+)\)/g, (_whole, name: string) => colour(name))
      .replace(/\bcurrentColor\b/g, colour('ink-soft'));
  const chartWidth = Number(chart.getAttribute('width'));
  const chartHeight = Number(chart.getAttribute('height'));
  const title = textOf(chart, 'title');
  const room = Math.max(chartWidth, ROOM_PX);
  const titleLines = wrapped(title.split(' '), room, (word) => textWidth(`${word} `) * TITLE_WIDE);
  const keyLines = wrapped(
    key,
    room,
    ({ label }) => SIGN_PX + textWidth(label) + KEY_GAP_PX,
    KEY_GAP_PX,
  );
  const keyTop = PAD_PX + titleLines.length * TITLE_LINE_PX;
  const chartTop = keyTop + keyLines.length * KEY_LINE_PX + GAP_PX;
  const width = Math.ceil(room + 2 * PAD_PX);
  const height = Math.ceil(chartTop + chartHeight + PAD_PX);

  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${escaped(fontFamily)}" font-size="12" fill="${escaped(colour('ink-soft'))}">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(textOf(chart, 'desc'))}</desc>`,
    `<rect width="${width}" height="${height}" fill="${escaped(colour('surface'))}"/>`,
    ...titleLines.map(
      (words, line) =>
        `<text x="${PAD_PX}" y="${PAD_PX + TITLE_PX - 2 + line * TITLE_LINE_PX}" font-size="${TITLE_PX}" font-weight="600" fill="${colour('ink')}">${escaped(words.join(' '))}</text>`,
    ),
    ...keyLines.flatMap((entries, line) => {
      let x = PAD_PX;
      return entries.map((entry) => {
        const drawn = keyEntry(entry, x, keyTop + line * KEY_LINE_PX, resolved(entry.colour));
        x += SIGN_PX + textWidth(entry.label) + KEY_GAP_PX;
        return drawn;
      });
    }),
    `<g transform="translate(${PAD_PX} ${chartTop})"${attributes(chart, resolved, OF_ROOT)}>`,
  ];
  for (const child of chart.childNodes) {
    if (isElement(child) && ['title', 'desc'].includes(child.tagName)) continue;
    write(child, resolved, 1, lines);
  }
  return [...lines, '</g>', '</svg>\n'].join('\n');
}

/** Titles and keys have so much room at least. */
const ROOM_PX = 300;

function keyEntry(
  { label, sign = 'swatch' }: KeyEntry,
  x: number,
  y: number,
  colour: string,
): string {
  const middle = y + 6;
  const signs = {
    swatch: `<rect x="${x}" y="${y + 1}" width="10" height="10" rx="2" fill="${colour}"/>`,
    dot: `<circle cx="${x + 6}" cy="${middle}" r="4.5" fill="${colour}"/>`,
    line: `<path d="M${x} ${middle}h13" stroke="${colour}" stroke-width="2"/>`,
    dashes: `<path d="M${x} ${middle}h13" stroke="${colour}" stroke-width="2" stroke-dasharray="2 4" stroke-linecap="round"/>`,
  };
  return `<g>${signs[sign]}<text x="${x + SIGN_PX}" y="${y + 10}">${escaped(label)}</text></g>`;
}

/** As many in a line as there is room for; what is too wide has one of its own. */
function wrapped<T>(
  things: readonly T[],
  room: number,
  width: (thing: T) => number,
  behind = 0,
): T[][] {
  const lines: T[][] = [];
  let used = 0;
  for (const thing of things) {
    const wide = width(thing);
    const last = lines.at(-1);
    if (last && used + wide - behind <= room) {
      last.push(thing);
      used += wide;
    } else {
      lines.push([thing]);
      used = wide;
    }
  }
  return lines;
}

function write(
  node: ChildNode,
  resolved: (value: string) => string,
  depth: number,
  lines: string[],
): void {
  // Plot's own styles are for the page.
  if (!isElement(node) || node.tagName === 'style') return;
  const indent = ' '.repeat(depth);
  const open = `${indent}<${node.tagName}${attributes(node, resolved)}`;
  const elements = [...node.childNodes].filter(isElement);
  if (elements.length === 0) {
    const text = node.textContent;
    lines.push(text ? `${open}>${escaped(text)}</${node.tagName}>` : `${open}/>`);
    return;
  }
  lines.push(`${open}>`);
  for (const child of elements) write(child, resolved, depth + 1, lines);
  lines.push(`${indent}</${node.tagName}>`);
}

function attributes(
  element: Element,
  resolved: (value: string) => string,
  without: ReadonlySet<string> = new Set(),
): string {
  return element
    .getAttributeNames()
    .filter((name) => !LEFT_OUT.has(name) && !without.has(name))
    .map((name) => ` ${name}="${escaped(short(resolved(element.getAttribute(name) ?? '')))}"`)
    .join('');
}

/** A hundredth of a pixel is more than is seen. */
function short(value: string): string {
  return value.replace(/-?\d+\.\d{3,}/g, (number) =>
    String(Math.round(Number(number) * 100) / 100),
  );
}

function textOf(chart: Element, tagName: string): string {
  const found = [...chart.childNodes].find((node) => isElement(node) && node.tagName === tagName);
  return found?.textContent ?? '';
}

function isElement(node: ChildNode): node is ChildNode & Element {
  return node.nodeType === 1;
}
