/**
 * The marks by which a timeline is drawn: at most a few thousand, whatever the number of spans.
 *
 * If there are few spans in view, each is a mark. Else the view is divided into lanes of one or
 * more workers, and those into cells of equal time. A cell's mark has the share of time that its
 * workers were busy, and their predominant kind of task. Neighbouring cells that are entirely busy
 * with the same kind are one mark.
 *
 * Pure. A generator, so that the page can run it in time slices: it yields from time to time, and
 * returns the marks.
 */
import type { Timeline } from '../../common/types';
import { kindOf, MOST_KINDS, type Kind } from './kinds';
import { PIECE } from './pieces';
import { add, at, begunBy, endedBy, type Rows } from './rows';

/** The visible part of a timeline: an interval of time, and workers from…to−1. */
export interface View {
  fromMs: number;
  toMs: number;
  fromRow: number;
  toRow: number;
}

export interface Limits {
  /** The number of lanes that fit. */
  lanes: number;
  marks: number;
}

export interface Marks {
  view: View;
  /** A mark is a span of its own. */
  exact: boolean;
  /** The number of workers in each lane; the last may have fewer. */
  workersPerLane: number;
  lanes: number;
  count: number;
  lane: Uint32Array;
  fromMs: Float64Array;
  toMs: Float64Array;
  kind: Uint8Array;
  /** The busy share of the lane's time there, 0…1. */
  busy: Float32Array;
  /** If each span is a mark: its task, and whether it starts a chunk. Else empty. */
  task: Uint32Array;
  chunkLane: Uint32Array;
  chunkMs: Float64Array;
}

/** From this share on a cell counts as entirely busy: sums of rounded durations are not exact. */
const FULL = 0.995;

export type MarksSource = Pick<Timeline, 'columns' | 'dispatchColumns' | 'order' | 'tasksMs'>;

export function* marksOf(
  timeline: MarksSource,
  rows: Rows,
  kinds: readonly Kind[],
  view: View,
  limits: Limits,
): Generator<void, Marks> {
  let inView = 0;
  for (let row = view.fromRow; row < view.toRow; row += 1) {
    const [first, last] = placesOf(rows, row, view);
    inView += last - first;
  }
  const exact = inView <= limits.marks && view.toRow - view.fromRow <= limits.lanes;
  return exact
    ? yield* single(timeline, rows, kinds, view, inView)
    : yield* cells(timeline, rows, kinds, view, limits);
}

/** The whole timeline. */
export function wholeView({ makespanMs, workers }: Pick<Timeline, 'makespanMs' | 'workers'>): View {
  return { fromMs: 0, toMs: makespanMs > 0 ? makespanMs : 1, fromRow: 0, toRow: workers };
}

/** The range of a row's spans that are in view. */
function placesOf(rows: Rows, row: number, { fromMs, toMs }: View): [number, number] {
  const first = endedBy(rows, row, fromMs);
  const last = begunBy(rows, row, toMs);
  // An empty span at the very start of the view has ended by then, but is visible.
  const start = fromMs <= 0 ? at(rows.starts, row) : first;
  return [start, Math.max(start, last)];
}

function* single(
  { dispatchColumns, order, tasksMs }: MarksSource,
  rows: Rows,
  kinds: readonly Kind[],
  view: View,
  count: number,
): Generator<void, Marks> {
  const { columns, spans } = rows;
  const marks = emptyMarks(view, true, 1, view.toRow - view.fromRow, count);
  let mark = 0;
  for (let row = view.fromRow; row < view.toRow; row += 1) {
    const [first, last] = placesOf(rows, row, view);
    for (let place = first; place < last; place += 1) {
      const span = at(spans, place);
      marks.task[mark] = at(columns.task, span);
      marks.lane[mark] = row - view.fromRow;
      marks.fromMs[mark] = at(columns.startMs, span);
      marks.toMs[mark] = at(columns.endMs, span);
      marks.kind[mark] = kindOf(kinds, at(tasksMs, at(columns.task, span)));
      marks.busy[mark] = 1;
      mark += 1;
    }
  }
  const lanes: number[] = [];
  const times: number[] = [];
  const { first, length } = dispatchColumns;
  for (let dispatch = 0; dispatch < first.length; dispatch += 1) {
    if (dispatch % PIECE === PIECE - 1) yield;
    if (at(length, dispatch) === 0) continue;
    const place = at(first, dispatch);
    const span = at(rows.ofTask, order === null ? place : at(order, place));
    const row = at(columns.worker, span);
    const startMs = at(columns.startMs, span);
    const visible = row >= view.fromRow && row < view.toRow;
    if (!visible || startMs < view.fromMs || startMs > view.toMs) continue;
    lanes.push(row - view.fromRow);
    times.push(startMs);
  }
  return { ...marks, chunkLane: Uint32Array.from(lanes), chunkMs: Float64Array.from(times) };
}

function* cells(
  { tasksMs }: MarksSource,
  rows: Rows,
  kinds: readonly Kind[],
  view: View,
  limits: Limits,
): Generator<void, Marks> {
  const { columns, spans } = rows;
  const workers = view.toRow - view.fromRow;
  const most = Math.max(1, Math.min(workers, limits.lanes, limits.marks));
  const workersPerLane = Math.ceil(workers / most);
  const lanes = Math.ceil(workers / workersPerLane);
  const buckets = Math.max(1, Math.floor(limits.marks / lanes));
  const bucketMs = (view.toMs - view.fromMs) / buckets;
  // The busy time of each kind in each cell.
  const busyMs = new Float64Array(lanes * buckets * MOST_KINDS);

  let seen = 0;
  for (let row = view.fromRow; row < view.toRow; row += 1) {
    const lane = Math.floor((row - view.fromRow) / workersPerLane);
    const [first, last] = placesOf(rows, row, view);
    for (let place = first; place < last; place += 1) {
      seen += 1;
      if (seen % PIECE === 0) yield;
      const span = at(spans, place);
      const from = Math.max(0, (at(columns.startMs, span) - view.fromMs) / bucketMs);
      const to = Math.min(buckets, (at(columns.endMs, span) - view.fromMs) / bucketMs);
      const kind = kindOf(kinds, at(tasksMs, at(columns.task, span)));
      for (let bucket = Math.floor(from); bucket < to; bucket += 1) {
        const share = Math.min(to, bucket + 1) - Math.max(from, bucket);
        add(busyMs, (lane * buckets + bucket) * MOST_KINDS + kind, share * bucketMs);
      }
    }
  }

  const marks = emptyMarks(view, false, workersPerLane, lanes, lanes * buckets);
  let count = 0;
  for (let lane = 0; lane < lanes; lane += 1) {
    const members = Math.min(workersPerLane, workers - lane * workersPerLane);
    for (let bucket = 0; bucket < buckets; bucket += 1) {
      let sum = 0;
      let kind = 0;
      let longest = 0;
      for (let one = 0; one < MOST_KINDS; one += 1) {
        const ms = at(busyMs, (lane * buckets + bucket) * MOST_KINDS + one);
        sum += ms;
        if (ms > longest) [kind, longest] = [one, ms];
      }
      if (sum === 0) continue;
      const busy = Math.min(1, sum / (bucketMs * members));
      const fromMs = view.fromMs + bucket * bucketMs;
      const before = count - 1;
      const goesOn =
        bucket > 0 &&
        before >= 0 &&
        busy > FULL &&
        marks.lane[before] === lane &&
        marks.kind[before] === kind &&
        (marks.busy[before] as number) > FULL &&
        at(marks.toMs, before) >= fromMs - bucketMs / 2;
      const mark = goesOn ? before : count;
      if (!goesOn) {
        marks.lane[mark] = lane;
        marks.fromMs[mark] = fromMs;
        marks.kind[mark] = kind;
        marks.busy[mark] = busy;
        count += 1;
      }
      marks.toMs[mark] = fromMs + bucketMs;
    }
  }
  return {
    ...marks,
    count,
    lane: marks.lane.slice(0, count),
    fromMs: marks.fromMs.slice(0, count),
    toMs: marks.toMs.slice(0, count),
    kind: marks.kind.slice(0, count),
    busy: marks.busy.slice(0, count),
  };
}

function emptyMarks(
  view: View,
  exact: boolean,
  workersPerLane: number,
  lanes: number,
  count: number,
): Marks {
  return {
    view,
    exact,
    workersPerLane,
    lanes,
    count,
    lane: new Uint32Array(count),
    fromMs: new Float64Array(count),
    toMs: new Float64Array(count),
    kind: new Uint8Array(count),
    busy: new Float32Array(count),
    task: new Uint32Array(exact ? count : 0),
    chunkLane: new Uint32Array(0),
    chunkMs: new Float64Array(0),
  };
}
