/**
 * What all charts share: the words they are given, the room their labels take, their name and
 * description.
 */

export interface ChartWords {
  /** The chart's name, read out in place of the picture. */
  title: string;
  /** One sentence on what it shows. */
  description: string;
  /** The unit of the axis. */
  unit: string;
  /** Values on the axis and in tooltips. */
  format: (value: number) => string;
}

/** How many tones there are; the palette is in the page's tokens (`--tone-0` …). */
export const TONES = 6;

export function toneOf(index: number): string {
  return `var(--tone-${index % TONES})`;
}

/** Between a row's name and the plot, with a little to spare. */
const NAME_PAD_PX = 8;

/** About how wide a text is at the charts' 12 px: Hangul and other wide letters count double. */
export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += (letter.codePointAt(0) ?? 0) > 0x2e7f ? 12 : 6.7;
  return Math.ceil(width);
}

/** Room for the longest label left of the plot, at most 45 % of the chart. */
export function labelRoom(labels: readonly string[], width: number): number {
  const longest = Math.max(0, ...labels.map(textWidth));
  return Math.min(Math.round(width * 0.45), longest + 14);
}

/** As much of a name as there is room for. */
export function shortened(name: string, room: number): string {
  if (textWidth(name) <= room) return name;
  for (let end = name.length - 1; end > 0; end -= 1) {
    const part = `${name.slice(0, end).trimEnd()}…`;
    if (textWidth(part) <= room) return part;
  }
  return '';
}

/** A row's name in its room left of the plot: on two lines, and shortened, where it is too long. */
export function rowName(name: string, room: number): string {
  const free = room - NAME_PAD_PX;
  if (textWidth(name) <= free) return name;
  const words = name.split(' ');
  let first = words.shift() ?? '';
  while (words[0] !== undefined && textWidth(`${first} ${words[0]}`) <= free)
    first += ` ${words.shift() ?? ''}`;
  return [first, words.join(' ')]
    .filter((line) => line !== '')
    .map((line) => shortened(line, free))
    .join('\n');
}

/** A tick of the time axis; the first one bears the unit. */
export function tickText(ms: number, words: ChartWords): string {
  return ms === 0 ? `0 ${words.unit}` : words.format(ms);
}

/** From the lowest to the highest sample, behind a median; nothing where there is no spread. */
export function spreadText(low: number, high: number, { format }: ChartWords): string {
  return low < high ? ` (${format(low)}–${format(high)})` : '';
}

/** Names the picture for those who do not see it. */
export function nameChart<T extends SVGElement | HTMLElement>(chart: T, words: ChartWords): T {
  chart.setAttribute('role', 'img');
  chart.setAttribute('aria-label', `${words.title}. ${words.description}`);
  for (const [tagName, text] of [
    ['desc', words.description],
    ['title', words.title],
  ] as const) {
    const element = chart.ownerDocument.createElementNS('http://www.w3.org/2000/svg', tagName);
    element.textContent = text;
    chart.insertBefore(element, chart.firstChild);
  }
  return chart;
}
