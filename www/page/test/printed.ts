/** What a program prints, as the comments behind its calls, or below them, say. */

export function printedBy(source: string, comment: '//' | '#'): unknown[] {
  const lines = source.split('\n');
  return lines.flatMap((line, index) => {
    if (!/\b(console\.log|print)\(/.test(line)) return [];
    const behind = line.split(` ${comment} `)[1];
    const below = lines[index + 1]?.trim().replace(`${comment} `, '');
    const values: unknown = JSON.parse(behind ?? below ?? '');
    return [values];
  });
}
