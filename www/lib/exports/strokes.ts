/**
 * The elements of the pictures of timelines: frame, row backgrounds, bars, and the line at the
 * lower bound.
 */
import { escaped } from '../../common/xml';
import type { Marks } from '../picture/marks';

/** Colours of Okabe and Ito with a contrast of at least 3:1 on light and dark backgrounds. */
export const TONES = ['#2a86c4', '#cf6a14', '#1b9a78', '#b3649a'];
export const INK = '#7b828e';

export interface Frame {
  width: number;
  height: number;
  title: string;
  description: string;
  /** The background colour; none if omitted. */
  background?: string | undefined;
}

/** The whole picture, made of its elements. */
export function framed(
  { width, height, title, description, background }: Frame,
  parts: readonly string[],
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="${INK}">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(description)}</desc>`,
    ...(background === undefined
      ? []
      : [`<rect width="${width}" height="${height}" fill="${escaped(background)}"/>`]),
    ...parts,
    '</svg>\n',
  ].join('\n');
}

/** A faint background below the bars, so that idle time is visible. */
export function ground(lanes: number, rowPx: number, plotWidth: number): string {
  return `<path d="${Array.from({ length: lanes }, (_, lane) => `M0 ${px((lane + 0.5) * rowPx)}H${px(plotWidth)}`).join('')}" stroke="${INK}" stroke-opacity="0.16" stroke-width="${px(barPx(rowPx))}"/>`;
}

/** A path for each kind, a rectangle for each mark; a cell that is partly busy is partly filled. */
export function bars(marks: Marks, rowPx: number, x: (ms: number) => number): string[] {
  const paths = TONES.map((): string[] => []);
  for (let mark = 0; mark < marks.count; mark += 1) {
    const from = x(marks.fromMs[mark] ?? 0);
    // Every mark is drawn, even if it is thinner than a pixel; a small gap separates neighbours.
    const hair = marks.exact ? 0.6 : 0;
    const width = Math.max(0.8, x(marks.toMs[mark] ?? 0) - from - hair);
    const high = barPx(rowPx) * (marks.busy[mark] ?? 1);
    const bottom = (marks.lane[mark] ?? 0) * rowPx + (rowPx + barPx(rowPx)) / 2;
    paths[marks.kind[mark] ?? 0]?.push(
      `M${px(from)} ${px(bottom)}v${px(-high)}h${px(width)}v${px(high)}z`,
    );
  }
  return paths.flatMap((path, kind) =>
    path.length === 0 ? [] : [`<path d="${path.join('')}" fill="${TONES[kind] ?? INK}"/>`],
  );
}

/** No schedule ends before the dashed line. */
export function bound(lowerBoundMs: number, plotPx: number, x: (ms: number) => number): string[] {
  if (lowerBoundMs <= 0) return [];
  return [
    `<path d="M${px(x(lowerBoundMs))} -6V${px(plotPx)}" stroke="${INK}" stroke-width="1.5" stroke-dasharray="5 3"/>`,
  ];
}

function barPx(rowPx: number): number {
  return rowPx > 6 ? rowPx - 4 : Math.max(1, rowPx - 0.5);
}

export function px(value: number): string {
  return String(Math.round(value * 100) / 100);
}
