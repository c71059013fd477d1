/**
 * Where the words of a distribution stand: no two of them meet, and none leaves the chart, however
 * narrow it is and whatever was measured. Pure.
 */
import { textWidth } from './frame';

/** A stroke of a row: its place on the axis, and what it says there, from the longest words on. */
export interface LabelledStroke {
  row: number;
  /** In px from the chart's left edge. */
  x: number;
  texts: readonly string[];
}

export interface PlacedLabel {
  row: number;
  /** Of the lines above the row's bars, from the top. */
  line: number;
  text: string;
  /** Of its left edge, in px from the chart's. */
  x: number;
}

export interface LabelRoom {
  /** Of the chart, in px. */
  width: number;
  /** Where the plot begins. */
  left: number;
}

/** Between a stroke and its label, and between two labels. */
const GAP_PX = 4;

interface Box {
  from: number;
  to: number;
}

const meet = (a: Box, b: Box): boolean => a.from < b.to + GAP_PX && b.from < a.to + GAP_PX;

/**
 * The labels of each row's strokes: side by side, the first one left of its stroke and the second
 * right of its own, if that suits every row; else each on a line of its own.
 */
export function placeLabels(
  rows: readonly (readonly LabelledStroke[])[],
  room: LabelRoom,
): { labels: PlacedLabel[]; stacked: boolean } {
  const placed = rows.map((strokes) =>
    strokes.flatMap((stroke, index) => {
      const text = stroke.texts.find((one) => textWidth(one) <= room.width);
      if (text === undefined) return [];
      const box = boxOf(
        stroke.x,
        textWidth(text),
        index === 0 ? ['left', 'right'] : ['right', 'left'],
        room,
      );
      return [{ row: stroke.row, stroke: stroke.x, text, ...box }];
    }),
  );
  const stacked = placed.some((row) =>
    row.some((one) =>
      row.some(
        (other) =>
          other !== one &&
          (meet(one, other) || meet(one, { from: other.stroke, to: other.stroke })),
      ),
    ),
  );
  const labels = placed.flatMap((row) =>
    row.map(({ row, text, from }, index) => ({ row, line: stacked ? index : 0, text, x: from })),
  );
  return { labels, stacked };
}

/** Beside the stroke, at the first of the sides that has the room; else as near as can be. */
function boxOf(
  stroke: number,
  wide: number,
  sides: readonly ('left' | 'right')[],
  { width, left }: LabelRoom,
): Box {
  for (const side of sides) {
    const from = side === 'left' ? stroke - GAP_PX - wide : stroke + GAP_PX;
    if (from >= left && from + wide <= width) return { from, to: from + wide };
  }
  const from = Math.max(0, Math.min(stroke - wide / 2, width - wide));
  return { from, to: from + wide };
}

/** The ticks whose words stand inside the chart, each as wide as `wide` says, around `pixel`. */
export function inside(
  ticks: readonly number[],
  pixel: (tick: number) => number,
  wide: (tick: number) => number,
  width: number,
): number[] {
  return ticks.filter(
    (tick) => pixel(tick) - wide(tick) / 2 >= 0 && pixel(tick) + wide(tick) / 2 <= width,
  );
}
