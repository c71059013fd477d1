/** Sets a timeline in order for its picture, in slices, so that the page stays alive. */
import type { Timeline } from '../../../common/types';
import { kindsInPieces } from '../../../lib/picture/kinds';
import { rowsInPieces } from '../../../lib/picture/rows';
import { nextTask, throughInSlices } from '../../slices';
import type { Prepared } from './pp-gantt';

export async function prepare(timeline: Timeline, signal: AbortSignal): Promise<Prepared> {
  await nextTask();
  const rows = await throughInSlices(rowsInPieces(timeline), signal);
  const kinds = await throughInSlices(kindsInPieces(timeline.tasksMs), signal);
  return { timeline, rows, kinds };
}
