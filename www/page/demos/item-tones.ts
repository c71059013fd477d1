/**
 * Where the rows of a timeline say who worked, the colours can say on what: an item has one colour
 * wherever it is met.
 */
import { TONES } from '../charts/frame';

/** Of more bars none is wide enough to be followed by its colour. */
const MOST_BARS = 300;

/** So many bars can be told apart by the colours of their items. */
export function followed(bars: number): boolean {
  return bars <= MOST_BARS;
}

/** Grey: of all items together. */
export const WHOLE_TONE = TONES - 1;

/** The colour of an item's place in the list: neighbours differ. */
export function itemTone(place: number): number {
  return place % WHOLE_TONE;
}
