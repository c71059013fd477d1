/**
 * Runs of the scheduling lab on processes: each worker is a lane, which has a process to itself
 * until the run is over.
 *
 * Where memory is shared the run's board is in the heap, and processes take their chunks from it
 * without the engine. Elsewhere the engine takes chunks for them, and each chunk is a message to
 * the process and one back.
 */
import { clockOffsetMs, type ScheduleRun } from '../../pkg/parallel_playground.js';
import { nowMs } from '../common/clock';
import type { Link } from '../common/link';
import type { ProcessRealm } from '../common/protocol';
import type { ScheduleReply, ScheduleRequest } from '../common/schedule-messages';
import { release } from '../wasm/release';
import type { OpenCall } from './calls';
import type { HeapArea, HeapAreas } from './heap-areas';
import { ONE_ITEM, type PoolDriver } from './pool-driver';
import { newRun } from '../wasm/schedule-run';

/** The interval of reading the progress, in ms. */
const LOOK_MS = 50;
/** The number of times that each process is asked for its clock. */
const PINGS = 8;
/**
 * The time from the last process's arrival to the start, in ms: long enough to deliver the first
 * chunks.
 */
const LEAD_MS = 3;

/** Runs lane `worker` on the process. */
type Lane = (process: Link<ProcessRealm>, worker: number) => Promise<void>;

export async function runOnProcesses(
  request: ScheduleRequest,
  call: OpenCall,
  pool: PoolDriver,
  areas: HeapAreas | null,
): Promise<ScheduleReply> {
  const total = request.tasks.length;
  const run = newRun(request);
  let reply: ScheduleReply | undefined;
  try {
    // Without tasks no process is needed.
    if (total > 0) {
      const lanes = (lane: Lane): Promise<void> => onEach(request, call, pool, lane);
      if (areas) await overHeap(run, request, call, areas, lanes);
      else await lanes(byMessages(run, request, call));
    }
    reply = run.finish(request.stepMs);
  } finally {
    if (!reply) release(run);
  }
  call.progress(total, total);
  return reply;
}

/**
 * A process for each lane. Jobs are served in order, so lanes that wait for each other never wait
 * for another run's.
 */
function onEach(
  { workers }: ScheduleRequest,
  { signal }: OpenCall,
  pool: PoolDriver,
  lane: Lane,
): Promise<void> {
  return pool.job(workers, {
    chunksize: 1,
    maxWorkers: workers,
    signal,
    run: (process, _worker, index) => lane(process, index).then(() => ONE_ITEM),
  });
}

async function overHeap(
  run: ScheduleRun,
  { tasks, load, stepMs }: ScheduleRequest,
  call: OpenCall,
  areas: HeapAreas,
  lanes: (lane: Lane) => Promise<void>,
): Promise<void> {
  const board = run.board();
  const area: HeapArea = areas.take(board.byteLength);
  const { at } = area;
  const view = new BigUint64Array(areas.bytes(at, board.byteLength).buffer, at, board.length);
  view.set(board);
  const ended: Promise<unknown>[] = [];
  const looking = setInterval(() => {
    call.progress(areas.exports.schedule_done(at), tasks.length);
  }, LOOK_MS);
  try {
    const originMs = nowMs();
    await lanes((process, worker) => {
      const lane = { at, worker, spin: load === 'spin', originMs, stepMs };
      const working = process.call('lane', [lane]);
      // A process that was given up may write there until it has stopped.
      ended.push(working.catch(() => process.dead));
      return working;
    });
    run.adopt(view);
  } finally {
    clearInterval(looking);
    void Promise.allSettled(ended).then(() => areas.giveBack(area));
  }
}

function byMessages(run: ScheduleRun, request: ScheduleRequest, call: OpenCall): Lane {
  const { workers, tasks, load, stepMs } = request;
  const start = meeting(workers, () => nowMs() + LEAD_MS);
  let done = 0;
  return async (process, worker) => {
    const offsetMs = await offsetOf(process, stepMs);
    const startMs = (await start()) + offsetMs;
    let lastMs = 0;
    // If the job is given up the processes are ended: the call below does not return, and the run
    // is not used any more.
    for (let taken = run.take(worker, 0); taken; taken = run.take(worker, lastMs)) {
      const [first = 0, length = 0] = taken;
      const durationsMs = run.durationsMs(first, length);
      const chunk = { durationsMs, spin: load === 'spin', startMs };
      const times = await process.call('chunk', [chunk], [durationsMs.buffer]);
      run.record(first, times);
      lastMs = times.at(-1) ?? lastMs;
      done += length;
      call.progress(done, tasks.length);
    }
  };
}

/** How far the process's clock is ahead of the engine's. */
async function offsetOf(process: Link<ProcessRealm>, stepMs: number): Promise<number> {
  const readings: number[] = [];
  const originMs = nowMs();
  for (let ping = 0; ping < PINGS; ping += 1) {
    const sentMs = nowMs() - originMs;
    const theirsMs = await process.call('clock', []);
    readings.push(sentMs, theirsMs - originMs, nowMs() - originMs);
  }
  return clockOffsetMs(Float64Array.from(readings), stepMs);
}

/**
 * A meeting of that many parties: all calls resolve when the last is made, with the value of
 * `open`.
 */
function meeting(parties: number, open: () => number): () => Promise<number> {
  let come = 0;
  let resolve!: (value: number) => void;
  const all = new Promise<number>((settle) => {
    resolve = settle;
  });
  return () => {
    come += 1;
    if (come === parties) resolve(open());
    return all;
  };
}
