/**
 * What the processes of a run have written, line by line. A line is one process's, whoever else
 * wrote in between. Only so much is kept, the newest: an endless loop with `print` must not take
 * the page's memory.
 */

/** Lines that are kept. */
export const MOST_LINES = 2000;
/** Letters that are kept, in all lines together. */
export const MOST_LETTERS = 500_000;
/** A longer line is broken. */
const MOST_IN_LINE = 5000;

export type Stream = 'stdin' | 'stdout' | 'stderr';

export interface OutputLine {
  /** Its place among all lines of the run, from 0. */
  readonly number: number;
  readonly pid: number;
  readonly stream: Stream;
  /** When it began, in ms since the epoch. */
  readonly timeMs: number;
  readonly text: string;
  /** Its end has come: nothing will be added. */
  readonly ended: boolean;
}

export interface Written {
  pid: number;
  stream: Stream;
  timeMs: number;
  text: string;
}

export class OutputLog {
  #lines: OutputLine[] = [];
  /** The number of the first line that is kept. */
  #first = 0;
  #letters = 0;
  #skipped = 0;
  /** The unfinished line of each process and stream. */
  readonly #open = new Map<string, number>();

  /** The lines that are kept, the oldest first. */
  get lines(): readonly OutputLine[] {
    return this.#lines;
  }

  /** How many older lines were given up. */
  get dropped(): number {
    return this.#first + this.#skipped;
  }

  /** So many lines were given up before they came here. */
  skip(lines: number): void {
    this.#skipped += lines;
  }

  add({ pid, stream, timeMs, text }: Written): void {
    const key = `${pid} ${stream}`;
    // What the reader sends ends the line that asked for it, as on a terminal.
    if (stream === 'stdin') this.#open.delete(`${pid} stdout`);
    let rest = text;
    while (rest !== '') {
      const newline = rest.indexOf('\n');
      const open = this.#lineAt(this.#open.get(key));
      const room = MOST_IN_LINE - (open?.text.length ?? 0);
      const whole = newline >= 0 && newline <= room;
      const end = whole ? newline : Math.min(rest.length, room);
      const piece = rest.slice(0, end);
      const ended = whole || end === room;
      rest = rest.slice(whole ? end + 1 : end);
      this.#letters += piece.length;
      if (open) {
        const at = open.number - this.#first;
        this.#lines[at] = { ...open, text: open.text + piece, ended };
      } else {
        const number = this.#first + this.#lines.length;
        this.#lines.push({ number, pid, stream, timeMs, text: piece, ended });
        this.#open.set(key, number);
      }
      if (ended) this.#open.delete(key);
    }
    this.#shorten();
  }

  #lineAt(number: number | undefined): OutputLine | undefined {
    return number === undefined ? undefined : this.#lines[number - this.#first];
  }

  /** A tenth more than is kept may pile up, so that not each line moves all others. */
  #shorten(): void {
    if (this.#lines.length <= 1.1 * MOST_LINES && this.#letters <= 1.1 * MOST_LETTERS) return;
    let drop = 0;
    let lines = this.#lines.length;
    while (lines > MOST_LINES || this.#letters > MOST_LETTERS) {
      this.#letters -= this.#lines[drop]?.text.length ?? 0;
      drop += 1;
      lines -= 1;
    }
    this.#lines = this.#lines.slice(drop);
    this.#first += drop;
  }
}
