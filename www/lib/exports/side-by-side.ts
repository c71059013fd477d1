/**
 * Several timelines of the same tasks in one picture, on one time scale, so that their lengths can
 * be compared.
 */
import { escaped } from '../../common/xml';
import type { Marks } from '../picture/marks';
import { bars, bound, framed, ground, px } from './strokes';

export interface SmallTimeline {
  name: string;
  /** Its duration as text. */
  makespan: string;
  marks: Marks;
  makespanMs: number;
  lowerBoundMs: number;
}

export interface SideBySide {
  title: string;
  description: string;
  background?: string;
}

const COLUMNS = 3;
const CELL_PX = 300;
const PLOT_PX = 72;
const HEAD_PX = 26;
const GAP_PX = 20;
const PAD_PX = 16;
const TITLE_PX = 30;

export function sideBySide(timelines: readonly SmallTimeline[], picture: SideBySide): string {
  const columns = Math.min(COLUMNS, Math.max(1, timelines.length));
  const rows = Math.ceil(timelines.length / columns);
  const endMs = Math.max(0, ...timelines.map(({ makespanMs }) => makespanMs)) || 1;
  const x = (ms: number): number => (ms / endMs) * CELL_PX;
  const frame = {
    ...picture,
    width: 2 * PAD_PX + columns * CELL_PX + (columns - 1) * GAP_PX,
    height: 2 * PAD_PX + TITLE_PX + rows * (HEAD_PX + PLOT_PX + GAP_PX) - GAP_PX,
  };
  return framed(frame, [
    `<text x="${PAD_PX}" y="${PAD_PX + 12}" font-size="14" font-weight="600">${escaped(picture.title)}</text>`,
    ...timelines.flatMap(({ name, makespan, marks, makespanMs, lowerBoundMs }, index) => {
      const left = PAD_PX + (index % columns) * (CELL_PX + GAP_PX);
      const top = PAD_PX + TITLE_PX + Math.floor(index / columns) * (HEAD_PX + PLOT_PX + GAP_PX);
      const rowPx = PLOT_PX / Math.max(1, marks.lanes);
      return [
        `<g transform="translate(${left} ${top})">`,
        `<text y="12" font-weight="600">${escaped(name)}</text>`,
        `<text x="${CELL_PX}" y="12" text-anchor="end">${escaped(makespan)}</text>`,
        `<g transform="translate(0 ${HEAD_PX})">`,
        ground(marks.lanes, rowPx, Number(px(x(makespanMs)))),
        ...bars(marks, rowPx, x),
        ...bound(lowerBoundMs, PLOT_PX, x),
        '</g>',
        '</g>',
      ];
    }),
  ]);
}
