/** What a key does on a large timeline. Pure. */

export type GanttAction =
  | { kind: 'along' | 'across'; step: 1 | -1 }
  | { kind: 'zoom'; way: 'in' | 'out' }
  | { kind: 'whole' }
  /** By shares of what is in view. */
  | { kind: 'move'; x: -1 | 0 | 1; y: -1 | 0 | 1 };

export type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

const ARROWS: ReadonlyMap<string, { x: -1 | 0 | 1; y: -1 | 0 | 1 }> = new Map([
  ['ArrowRight', { x: 1, y: 0 }],
  ['ArrowLeft', { x: -1, y: 0 }],
  ['ArrowDown', { x: 0, y: 1 }],
  ['ArrowUp', { x: 0, y: -1 }],
]);

/** Null for a key that is the page's or the browser's own. */
export function actionOf({ key, shiftKey, ctrlKey, metaKey, altKey }: Key): GanttAction | null {
  if (ctrlKey || metaKey || altKey) return null;
  const arrow = ARROWS.get(key);
  if (arrow) {
    if (shiftKey) return { kind: 'move', ...arrow };
    return arrow.x === 0
      ? { kind: 'across', step: arrow.y === 1 ? 1 : -1 }
      : { kind: 'along', step: arrow.x };
  }
  // The plus needs Shift on some keyboards and none on others, where it is the key of the equals
  // sign.
  if (key === '+' || key === '=') return { kind: 'zoom', way: 'in' };
  if (key === '-' || key === '−' || key === '_') return { kind: 'zoom', way: 'out' };
  return key === 'Home' ? { kind: 'whole' } : null;
}
