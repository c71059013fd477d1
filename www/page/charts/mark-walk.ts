/**
 * From mark to mark of a chart, by keys and by pointing. Pure: boxes in, the number of one of them
 * out.
 */

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What is to the side counts so many times as much as what is above or below. */
const ASIDE = 2;

/**
 * Left and right go through the marks in the order in which they are drawn, which is that of
 * reading; up and down to the nearest mark there. Null for a key that is none of the chart's.
 */
export function nextMark(boxes: readonly Box[], from: number | null, key: string): number | null {
  const last = boxes.length - 1;
  if (last < 0) return null;
  const step = STEPS.get(key);
  if (step !== undefined) {
    if (from === null) return step > 0 ? 0 : last;
    return Math.min(last, Math.max(0, from + step));
  }
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  if (from === null) return key === 'ArrowDown' ? 0 : last;
  return across(boxes, from, key === 'ArrowDown' ? 1 : -1);
}

const STEPS = new Map([
  ['ArrowRight', 1],
  ['ArrowLeft', -1],
]);

/** The nearest mark whose middle is above or below; the same one where there is none. */
function across(boxes: readonly Box[], from: number, way: 1 | -1): number {
  const start = boxes[from];
  if (!start) return from;
  const middle = { x: start.x + start.width / 2, y: start.y + start.height / 2 };
  let best = from;
  let least = Infinity;
  boxes.forEach((box, index) => {
    const down = way * (box.y + box.height / 2 - middle.y);
    if (down <= 0.5) return;
    const far = ASIDE * outside(middle.x, box.x, box.width) + down;
    if (far < least) {
      least = far;
      best = index;
    }
  });
  return best;
}

/**
 * The mark at a place, or the nearest within so many px; of several the smallest, which the others
 * would hide.
 */
export function markAt(boxes: readonly Box[], x: number, y: number, within: number): number | null {
  let best: number | null = null;
  let least = Infinity;
  boxes.forEach((box, index) => {
    const far = Math.hypot(outside(x, box.x, box.width), outside(y, box.y, box.height));
    if (far > within) return;
    // Distance decides, then size: an area never outweighs a pixel.
    const rank = far + Math.min(0.9, (box.width * box.height) / 1e7);
    if (rank < least) {
      least = rank;
      best = index;
    }
  });
  return best;
}

/** How far a place is outside of a stretch. */
function outside(at: number, from: number, length: number): number {
  return Math.max(0, from - at, at - from - length);
}
