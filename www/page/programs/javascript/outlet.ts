/**
 * What a program writes, on its way to the page. A program that writes without end must not take
 * the page's memory: the first lines go out one by one, so that those before an endless loop are
 * seen; then many go together, and of these only the newest.
 */
import { MOST_LINES } from '../output-log';

export interface Line {
  stream: 'stdout' | 'stderr';
  text: string;
  /** When it was written, in ms since the epoch. */
  timeMs: number;
}

export interface Lines {
  lines: Line[];
  /** So many older ones were given up. */
  lost: number;
}

/** So many posts at once, and then one in each of these pauses. */
const MOST_POSTS = 200;
const PAUSE_MS = 50;
/** A longer line is cut: letters. */
const MOST_IN_LINE = 20_000;

export class Outlet {
  readonly #post: (lines: Lines) => void;
  readonly #now: () => number;
  readonly #later: (flush: () => void) => void;
  #posts = MOST_POSTS;
  #refilledMs: number;
  #waiting: Line[] = [];
  #lost = 0;
  #asked = false;

  constructor(
    post: (lines: Lines) => void,
    now: () => number,
    later: (flush: () => void) => void = (flush) => void setTimeout(flush, PAUSE_MS),
  ) {
    this.#post = post;
    this.#now = now;
    this.#later = later;
    this.#refilledMs = now();
  }

  write(stream: Line['stream'], text: string): void {
    const timeMs = this.#now();
    const cut = text.length > MOST_IN_LINE ? `${text.slice(0, MOST_IN_LINE)}…` : text;
    this.#waiting.push({ stream, text: cut, timeMs });
    if (this.#waiting.length > 2 * MOST_LINES) {
      this.#lost += this.#waiting.length - MOST_LINES;
      this.#waiting = this.#waiting.slice(-MOST_LINES);
    }
    const due = Math.floor((timeMs - this.#refilledMs) / PAUSE_MS);
    if (due > 0) {
      this.#posts = Math.min(MOST_POSTS, this.#posts + due);
      this.#refilledMs += due * PAUSE_MS;
    }
    if (this.#posts > 0) {
      this.#posts -= 1;
      this.flush();
    } else if (!this.#asked) {
      this.#asked = true;
      this.#later(() => {
        this.#asked = false;
        this.flush();
      });
    }
  }

  /** Posts what waits. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    const lines = this.#waiting;
    const lost = this.#lost;
    this.#waiting = [];
    this.#lost = 0;
    this.#post({ lines, lost });
  }
}
