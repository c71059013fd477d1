/** What a process did when: waits, tasks and sleeps; and the messages that it put and got. */
import type { TraceBatch } from '../common/python-messages';
import { MessageLog } from './message-log';

/** What is shorter is not recorded, in ms. */
export const SHORTEST_MS = 1;
/** The most spans of a process; later ones are counted. */
export const MOST_SPANS = 10_000;
/** A wait that goes on less than this after its time was over is one with it, in ms. */
const GAP_MS = 0.5;
/** News are sent with the first after this time, in ms, so that a killed process leaves them. */
const SEND_MS = 100;
/** A span of this length is sent at once, in ms. */
const LONG_MS = 15;
/** A wait is told of while it goes on when it has taken so long, in ms. */
export const STILL_MS = 40;
/** So many spans can still be said where they were. */
const RECENT = 32;

/** A wait that is under way. Times are in ms since the epoch. */
export interface Wait {
  label: string;
  /** The number of what is waited for, or 0. */
  object: number;
  startMs: number;
  /** Its span, if it has one already; else 0. */
  span: number;
}

interface Kept {
  id: number;
  label: string;
  /** What the wait itself was called; its label may say more. */
  kind: string;
  object: number;
  line: number;
  /** The thread, from 0 for the main one. */
  thread: number;
  startMs: number;
  /** NaN while it goes on. */
  endMs: number;
  /** Its time was over: the next wait may be the rest of it. */
  goesOn: boolean;
}

export class Trace {
  /** For the messages of a kernel. */
  readonly messages = new MessageLog((timeMs) => {
    if (timeMs - this.#sentMs > SEND_MS) this.flush(timeMs);
  });
  readonly #source: TraceBatch['source'];
  readonly #send: (batch: TraceBatch) => void;
  /** Those that have not been sent as they are now. */
  readonly #news = new Map<number, Kept>();
  readonly #recent = new Map<number, Kept>();
  #last: Kept | undefined;
  #nSpans = 0;
  #dropped = 0;
  #toldDropped = 0;
  #sentMs = -Infinity;
  #isDue = false;

  /** `source`: who records, see `TraceBatch`. */
  constructor(source: TraceBatch['source'], send: (batch: TraceBatch) => void) {
    this.#source = source;
    this.#send = send;
  }

  /** Something that has ended, and where. */
  add(label: string, startMs: number, endMs: number, line = 0, thread = 0): void {
    if (endMs - startMs < SHORTEST_MS) return;
    const kept = this.#keep({ label, object: 0, startMs, span: 0 });
    if (!kept) return;
    kept.line = line;
    kept.thread = thread;
    this.#end(kept, endMs, false);
    this.#sendIfDue();
  }

  /** A wait has ended; the number of its span, 0 if it has none. It is sent when it is placed. */
  waited(wait: Wait, endMs: number, goesOn: boolean): number {
    const kept =
      this.#begun(wait) ?? (endMs - wait.startMs < SHORTEST_MS ? null : this.#keep(wait));
    if (!kept) return 0;
    this.#end(kept, endMs, goesOn);
    return kept.id;
  }

  /** A wait goes on. */
  still(wait: Wait, nowMs: number): void {
    if (wait.span === 0 && nowMs - wait.startMs >= STILL_MS) {
      const kept = this.#begun(wait) ?? this.#keep(wait);
      // One for which there is no room is not asked for again.
      wait.span = kept?.id ?? -1;
      if (kept) {
        kept.endMs = NaN;
        this.#news.set(kept.id, kept);
        this.#isDue = true;
      }
    }
    if (this.#isDue || nowMs - this.#sentMs > SEND_MS) this.flush(nowMs);
  }

  /** Where in the program a span was, and what it was for, as far as Python knows more of it. */
  place(span: number, line: number, label: string, thread = 0): void {
    const kept = this.#recent.get(span);
    if (kept) {
      kept.line = line;
      kept.thread = thread;
      if (label !== '') kept.label = label;
      this.#news.set(span, kept);
    }
    this.#sendIfDue();
  }

  /** Sends what has been recorded. */
  flush(nowMs = Infinity): void {
    this.#isDue = false;
    const dropped = this.#dropped + this.messages.dropped;
    if (this.#news.size === 0 && !this.messages.isNews && dropped === this.#toldDropped) return;
    this.#toldDropped = dropped;
    const news = [...this.#news.values()];
    this.#news.clear();
    this.#send({
      source: this.#source,
      spans: Float64Array.from(
        news.flatMap(({ id, object, line, thread, startMs, endMs }) => [
          id,
          object,
          line,
          thread,
          startMs,
          endMs,
        ]),
      ),
      labels: news.map(({ label }) => label),
      messages: this.messages.take(),
      dropped,
    });
    this.#sentMs = nowMs;
  }

  /** What is known already of a wait: told of while it went on, or the rest of the last one. */
  #begun({ label, object, startMs, span }: Wait): Kept | undefined {
    if (span !== 0) return this.#recent.get(span);
    const last = this.#last;
    if (!last?.goesOn || last.kind !== label || last.object !== object) return undefined;
    return startMs - last.endMs < GAP_MS ? last : undefined;
  }

  #keep({ label, object, startMs }: Wait): Kept | null {
    if (this.#nSpans === MOST_SPANS) {
      this.#dropped += 1;
      return null;
    }
    this.#nSpans += 1;
    const id = this.#nSpans;
    const kept: Kept = {
      id,
      label,
      kind: label,
      object,
      line: 0,
      thread: 0,
      startMs,
      endMs: NaN,
      goesOn: false,
    };
    this.#recent.set(id, kept);
    this.#recent.delete(id - RECENT);
    return kept;
  }

  #end(kept: Kept, endMs: number, goesOn: boolean): void {
    kept.endMs = endMs;
    kept.goesOn = goesOn;
    this.#news.set(kept.id, kept);
    this.#last = kept;
    if (endMs - kept.startMs > LONG_MS || endMs - this.#sentMs > SEND_MS) this.#isDue = true;
  }

  #sendIfDue(): void {
    if (this.#isDue) this.flush(this.#last?.endMs);
  }
}
