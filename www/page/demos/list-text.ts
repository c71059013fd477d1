/** A list in a line: `[0, 1, 4, 9, 16]`, and of a long list both ends. */

/** Longer lists are shown by their ends. */
const SHOWN = 12;

export function listText(list: readonly number[], shown = SHOWN): string {
  const texts =
    list.length <= shown
      ? list.map(String)
      : [...list.slice(0, shown - 2).map(String), '…', ...list.slice(-2).map(String)];
  return `[${texts.join(', ')}]`;
}
