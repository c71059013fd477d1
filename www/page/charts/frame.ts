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
