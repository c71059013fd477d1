/**
 * Long texts are generated in pieces: the library joins them at once, the page takes them in time
 * slices.
 */

/** Rows of a timeline in one piece. */
export const PIECE_ROWS = 4096;

export function joinedText(pieces: Iterable<string>): string {
  return [...pieces].join('');
}

/** The pieces of a JSON array: what `row` gives for each of 0…length−1. */
export function* arrayPieces(length: number, row: (index: number) => unknown): Generator<string> {
  yield '[';
  for (let from = 0; from < length; from += PIECE_ROWS) {
    const to = Math.min(length, from + PIECE_ROWS);
    const texts = Array.from({ length: to - from }, (_, index) =>
      JSON.stringify(row(from + index)),
    );
    yield `${from === 0 ? '' : ','}${texts.join(',')}`;
  }
  yield ']';
}
