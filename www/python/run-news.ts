/** What the window hears of a run while it goes on, and the book in which all of it is kept. */
import { nowMs } from '../common/clock';
import { later } from '../common/later';
import type { RunEvent, TraceBatch } from '../common/python-messages';
import { TraceBook } from '../common/trace-book';
import type { ProcessRecord } from './running';

/** What processes do is told the window so long after it has come, in ms. */
const LIVE_MS = 100;

export class RunNews {
  readonly book = new TraceBook();
  readonly #events: MessagePort | null;
  readonly #isLive: boolean;
  /** What the window has not been told yet. */
  #news: [worker: number, batch: TraceBatch][] = [];

  /** Null where nobody wants to hear. */
  constructor(events: MessagePort | null, isLive: boolean) {
    this.#events = events;
    this.#isLive = isLive;
  }

  keep(worker: number, batch: TraceBatch): void {
    if (!this.#events) return;
    this.book.add(worker, batch);
    if (!this.#isLive) return;
    this.#news.push([worker, batch]);
    if (this.#news.length === 1) void later(LIVE_MS).then(() => this.#tellNews());
  }

  tell({ pid, ppid, name, exitCode }: ProcessRecord, state: 'started' | 'running' | 'ended'): void {
    this.emit({ kind: 'process', pid, ppid, name, state, exitCode, timeMs: nowMs() });
  }

  emit(event: RunEvent): void {
    this.#events?.postMessage(event);
  }

  #tellNews(): void {
    this.emit({ kind: 'trace', batches: this.#news });
    this.#news = [];
  }
}
