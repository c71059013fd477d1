/**
 * A program's messages: who sent what to whom, and how many were on their way. Pure.
 */
import type { PythonMessage } from '../../common/types';

/** A message from the process that put it to another one that got it; rows as of the bars. */
export interface MessageArrow {
  kind: PythonMessage['kind'];
  object: number;
  sequence: number;
  bytes: number;
  fromRow: number;
  toRow: number;
  /** From the first process's start. */
  putMs: number;
  gotMs: number;
}

/** How many messages a queue held, from each moment on. */
export interface QueueDepth {
  object: number;
  points: { atMs: number; value: number }[];
  most: number;
}

/** The pairs of puts and gets, in the order of the gets. What a process sent itself is none. */
export function arrowsOf(
  messages: readonly PythonMessage[],
  pids: readonly number[],
  beginMs: number,
): MessageArrow[] {
  const rowOf = new Map(pids.map((pid, row) => [pid, row]));
  const nameOf = ({ object, sequence }: PythonMessage): string => `${object} ${sequence}`;
  const puts = new Map(
    messages.filter(({ way }) => way === 'put').map((message) => [nameOf(message), message]),
  );
  return messages
    .filter(({ way }) => way === 'get')
    .flatMap((got): MessageArrow[] => {
      const put = puts.get(nameOf(got));
      const [fromRow, toRow] = [rowOf.get(put?.worker ?? NaN), rowOf.get(got.worker)];
      if (put === undefined || fromRow === undefined || toRow === undefined || fromRow === toRow)
        return [];
      const { kind, object, sequence, bytes } = got;
      const gotMs = got.timeMs - beginMs;
      // Who puts may notice later than who gets that it is done.
      const putMs = Math.min(put.timeMs - beginMs, gotMs);
      return [{ kind, object, sequence, bytes, fromRow, toRow, putMs, gotMs }];
    })
    .sort((a, b) => a.gotMs - b.gotMs);
}

/** Each queue's depth over time, those first that held the most. A pipe's is not shown. */
export function depthsOf(messages: readonly PythonMessage[], beginMs: number): QueueDepth[] {
  const byQueue = new Map<number, { atMs: number; change: number }[]>();
  const putAt = new Map<string, number>();
  const queued = messages.filter(({ kind }) => kind === 'queue');
  for (const { object, sequence, way, timeMs } of queued)
    if (way === 'put') putAt.set(`${object} ${sequence}`, timeMs);
  for (const { object, sequence, way, timeMs } of queued) {
    const changes = byQueue.get(object) ?? [];
    byQueue.set(object, changes);
    const put = putAt.get(`${object} ${sequence}`);
    // Of what was put without being recorded, the end says nothing.
    if (put === undefined) continue;
    const atMs = (way === 'put' ? timeMs : Math.max(timeMs, put)) - beginMs;
    changes.push({ atMs, change: way === 'put' ? 1 : -1 });
  }
  return [...byQueue]
    .map(([object, changes]): QueueDepth => {
      let value = 0;
      const points = changes
        .sort((a, b) => a.atMs - b.atMs || b.change - a.change)
        .map(({ atMs, change }) => ({ atMs, value: (value += change) }));
      return { object, points, most: Math.max(0, ...points.map((point) => point.value)) };
    })
    .filter(({ most }) => most > 0)
    .sort((a, b) => b.most - a.most || a.object - b.object);
}
