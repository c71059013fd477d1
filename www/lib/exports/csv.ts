/**
 * A timeline's spans as comma-separated values (RFC 4180): a header, then a line for each task in
 * the order of starts.
 */
import { at } from '../picture/rows';
import type { Timeline } from '../../common/types';
import { PIECE_ROWS } from './text-pieces';

const HEADER = 'task,worker,start_ms,end_ms,asked_ms';

/** Numbers are written so that reading them gives the same numbers. */
export function* csvPieces({ columns, tasksMs }: Timeline): Generator<string> {
  yield `${HEADER}\r\n`;
  const { task, worker, startMs, endMs } = columns;
  for (let from = 0; from < task.length; from += PIECE_ROWS) {
    const to = Math.min(task.length, from + PIECE_ROWS);
    let text = '';
    for (let row = from; row < to; row += 1) {
      const id = at(task, row);
      text += `${id},${at(worker, row)},${at(startMs, row)},${at(endMs, row)},${at(tasksMs, id)}\r\n`;
    }
    yield text;
  }
}
