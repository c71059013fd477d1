/**
 * The right name that somebody may have meant: by the fewest letters inserted, left out, replaced
 * or exchanged with their neighbour (the optimal string alignment distance). Pure.
 */

/** The nearest of the names, in letters of any case; null where none is near. */
export function nearest(name: string, names: readonly string[]): string | null {
  const asked = plain(name);
  const most = asked.length < 4 ? 1 : Math.max(2, Math.floor(asked.length / 3));
  let found: string | null = null;
  let best = most + 1;
  for (const one of names) {
    const far = distance(asked, plain(one));
    if (far < best) {
      best = far;
      found = one;
    }
  }
  return found;
}

/** `data_file`, `dataFile` and `data-file` are one name to whoever writes it. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_-]+/g, '')
    .slice(0, 40);
}

/** Rows of the table of distances between all beginnings of the two: only three are needed. */
export function distance(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, length) => length);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      let least = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
      );
      const exchanged = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (i > 1 && j > 1 && exchanged) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[other.length] ?? 0;
}
