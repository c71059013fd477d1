/** Checks a timeline that is to be exported, as far as it is read. */
import { refused } from '../../common/checks';
import type { Timeline } from '../../common/types';

/** The timeline, or `E_ARGUMENT`. */
export function expectTimeline(value: unknown): Timeline {
  const { columns, dispatchColumns, policy, tasksMs } = (value ?? {}) as Partial<Timeline>;
  const lists = [
    tasksMs,
    columns?.task,
    columns?.worker,
    columns?.startMs,
    columns?.endMs,
    dispatchColumns?.first,
  ];
  if (typeof policy?.name === 'string' && lists.every(isColumn)) return value as Timeline;
  throw refused('timeline', value, 'a timeline, as schedule gives it');
}

function isColumn(value: unknown): boolean {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}
