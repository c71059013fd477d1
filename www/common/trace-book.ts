/** What the processes of a run have told of themselves so far, put together from batches. */
import type { TraceBatch } from './python-messages';
import type { PythonMessage, PythonSpan } from './types';

/** Numbers of a span, and of a message, in a batch. */
const SPAN = 6;
const MESSAGE = 5;

export class TraceBook {
  /** In the order in which they were told of. */
  readonly spans: PythonSpan[] = [];
  readonly messages: PythonMessage[] = [];
  /** Of each process and source, by their numbers: a span that went on is told of again. */
  readonly #known = new Map<number, Map<number, PythonSpan>>();
  readonly #dropped = new Map<number, number>();

  /** How much has happened that is not here. */
  get dropped(): number {
    return [...this.#dropped.values()].reduce((sum, count) => sum + count, 0);
  }

  add(worker: number, { source, spans, labels, messages, dropped }: TraceBatch): void {
    const key = 2 * worker + source;
    const known = this.#known.get(key) ?? new Map<number, PythonSpan>();
    this.#known.set(key, known);
    for (const [i, label] of labels.entries()) {
      const at = i * SPAN;
      const [id = 0, object = 0, line = 0, thread = 0, startMs = NaN, endMs = NaN] = spans.subarray(
        at,
        at + SPAN,
      );
      const span: PythonSpan = {
        worker,
        thread,
        label,
        startMs,
        endMs,
        object: object || null,
        line: line || null,
      };
      const before = known.get(id);
      if (before) Object.assign(before, span);
      else {
        known.set(id, span);
        this.spans.push(span);
      }
    }
    for (let at = 0; at < messages.length; at += MESSAGE) {
      const [object = 0, sequence = 0, sort = 0, timeMs = NaN, bytes = 0] = messages.subarray(
        at,
        at + MESSAGE,
      );
      const way = sort % 2 === 1 ? 'put' : 'get';
      const kind = sort >= 2 ? 'pipe' : 'queue';
      this.messages.push({ worker, object, kind, sequence, way, timeMs, bytes });
    }
    this.#dropped.set(key, dropped);
  }

  /** A process has ended: so has what it waited for. */
  end(worker: number, endMs: number): void {
    for (const source of [0, 1])
      for (const span of this.#known.get(2 * worker + source)?.values() ?? [])
        if (Number.isNaN(span.endMs)) span.endMs = Math.max(span.startMs, endMs);
  }
}
