/** A tip beside what it tells of. */
import type { Box } from '../../charts/mark-walk';

const GAP_PX = 7;

/**
 * Above the box, or below where there is no room; never beyond the sides of what it stands in. Null
 * takes it away. It points at `x`, by default the middle of the box.
 */
export function showTip(tip: HTMLElement, words: string | null, box: Box, x?: number): void {
  tip.hidden = words === null;
  if (words === null) return;
  tip.textContent = words;
  const wide = tip.parentElement?.clientWidth ?? 0;
  const room = Math.max(0, wide - tip.offsetWidth);
  const left = (x ?? box.x + box.width / 2) - tip.offsetWidth / 2;
  const above = box.y - tip.offsetHeight - GAP_PX;
  tip.style.insetInlineStart = `${Math.max(0, Math.min(room, left))}px`;
  tip.style.insetBlockStart = `${above >= 0 ? above : box.y + box.height + GAP_PX}px`;
}
