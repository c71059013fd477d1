/** The small picture of one policy's run: a few marks, whatever the number of tasks. */
import { kindsInPieces } from '../../../lib/picture/kinds';
import { marksOf, wholeView, type Marks } from '../../../lib/picture/marks';
import { rowsInPieces } from '../../../lib/picture/rows';
import type { Timeline } from '../../../common/types';
import { nextTask, throughInSlices } from '../../slices';

/** A small picture is drawn of so many marks. */
const SMALL = { lanes: 24, marks: 1200 };

export async function smallPicture(timeline: Timeline, signal: AbortSignal): Promise<Marks> {
  await nextTask();
  const rows = await throughInSlices(rowsInPieces(timeline), signal);
  const kinds = await throughInSlices(kindsInPieces(timeline.tasksMs), signal);
  return throughInSlices(marksOf(timeline, rows, kinds, wholeView(timeline), SMALL), signal);
}
