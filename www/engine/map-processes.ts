/**
 * Tasks over items, in chunks on processes.
 */
import {
  areShared,
  count,
  firstUncloneable,
  slice,
  uncloneable,
  type CompiledItems,
  type Items,
} from '../common/items';
import { errorOf, failureOf, type Failure } from '../common/outcome';
import type { MapReply, MapRequest, TaskReply, TaskRequest } from '../common/protocol';
import { compiledMap } from '../wasm/compiled-tasks';
import { release } from '../wasm/release';
import type { OpenCall } from './calls';
import { ItemFailed, type PoolDriver } from './pool-driver';

export async function mapOnProcesses(
  { code, items, chunksize, timed }: MapRequest,
  call: OpenCall,
  pool: PoolDriver,
): Promise<MapReply> {
  // Arguments of compiled tasks are checked before anything starts.
  if ('task' in code) release(compiledMap(code.task, items as CompiledItems, chunksize));
  const total = count(items);
  const pieces: { first: number; values: Items }[] = [];
  const spans = timed ? new Float64Array(5 * Math.ceil(total / chunksize)) : null;
  let done = 0;
  await pool.job(total, {
    chunksize,
    oneByOne: movesAlong(items),
    eager: areShared(items),
    maxWorkers: 0xffff_ffff,
    signal: call.signal,
    run: async (_process, worker, first, len) => {
      const chunks = len === total ? items : slice(items, first, len);
      const request: TaskRequest = { code, items: chunks, chunksize };
      if (timed) request.timed = true;
      const reply = await pool.line(worker).run(request).catch(notSent(chunks));
      if ('failedItem' in reply) throw itemFailed(first + reply.failedItem, reply.failure);
      const { values, quick = false, ranMs = [] } = reply;
      pieces.push({ first, values });
      for (let chunk = 0; 2 * chunk < ranMs.length; chunk += 1) {
        const at = first + chunk * chunksize;
        const times = ranMs.slice(2 * chunk, 2 * chunk + 2);
        spans?.set([worker, at, Math.min(chunksize, total - at), ...times], (5 * at) / chunksize);
      }
      done += values.length;
      call.progress(done, total);
      return { items: values.length, quick };
    },
  });
  pieces.sort((one, other) => one.first - other.first);
  return { pieces: pieces.map(({ values }) => values), spans };
}

/** Whether sending an item detaches memory here. */
function movesAlong(items: Items | CompiledItems): boolean {
  return Array.isArray(items) && items.some(({ transfer }) => transfer !== undefined);
}

/** Items that arrived here can usually be sent on. */
function notSent(chunk: Items | CompiledItems): (error: unknown) => TaskReply {
  return (error) => ({
    failedItem: firstUncloneable(chunk),
    failure: failureOf(uncloneable('The item', error)),
  });
}

function itemFailed(item: number, failure: Failure): Error {
  // The instance has trapped, which is not a failure of the item.
  if (failure.fatal) return errorOf(failure);
  const message =
    failure.code === 'E_TASK'
      ? failure.message.replace('The task failed', `The task failed for items[${item}]`)
      : `items[${item}]: ${failure.message}`;
  return new ItemFailed(item, errorOf({ ...failure, message }));
}
