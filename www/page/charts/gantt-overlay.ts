/**
 * What moves over a large timeline: a veil over what has not happened yet, and the frame of the
 * span that was chosen. Pure.
 */
import type { Marks } from '../../lib/picture/marks';
import { boxOf, xOf, type Layout, type Look } from './gantt';

export interface Overlay {
  /** Up to where it is played back; null where all of it is shown. */
  atMs: number | null;
  chosen: { worker: number; startMs: number; endMs: number } | null;
}

const VEIL = 0.85;

export function paintOverlay(
  context: CanvasRenderingContext2D,
  layout: Layout,
  marks: Marks,
  { atMs, chosen }: Overlay,
  look: Look,
): void {
  const { left, top, plotWidth, lanePx, width, height } = layout;
  context.clearRect(0, 0, width, height);
  if (atMs !== null) {
    const right = left + plotWidth;
    const x = Math.min(right, Math.max(left, xOf(layout, marks.view, atMs)));
    const high = marks.lanes * lanePx;
    context.globalAlpha = VEIL;
    context.fillStyle = look.surface;
    context.fillRect(x, top - 6, right - x + 2, high + 6);
    context.globalAlpha = 1;
    context.fillStyle = look.ink;
    context.fillRect(x - 1, top - 8, 2, high + 10);
  }
  if (chosen === null) return;
  const { fromRow, toRow } = marks.view;
  if (chosen.worker < fromRow || chosen.worker >= toRow) return;
  const box = boxOf(layout, marks, chosen.worker, chosen.startMs, chosen.endMs);
  // A frame in the ground's colour around it parts it from bars of any tone.
  for (const [lineWidth, strokeStyle] of [
    [5, look.surface],
    [2.5, look.focus],
  ] as const) {
    Object.assign(context, { lineWidth, strokeStyle });
    context.strokeRect(box.x - 1, box.y + 1, box.width + 2, box.height - 2);
  }
}
