/** A map on one of the pools: one call of the engine. */
import { checkCall, integer, known, MAX_ITEMS } from '../common/checks';
import { nowMs } from '../common/clock';
import type { PlaygroundError } from '../common/errors';
import {
  firstUncloneable,
  keptItems,
  transferList,
  uncloneable,
  type Items,
} from '../common/items';
import type { MapRequest } from '../common/protocol';
import type { ChunkSpan, MapOptions } from '../common/types';
import type { EngineClient, EngineLink } from './engine-client';

const MAP_OPTIONS = ['chunksize', 'timeoutMs', 'signal', 'onProgress', 'onSpans'] as const;

/** Checks the options of a map. `E_ARGUMENT`. */
export function checkMap(options: MapOptions): void {
  checkCall(known('options', options, MAP_OPTIONS));
}

/** Runs the map; gives the results in pieces, in the order of the items. */
export async function mapOn(
  engine: EngineClient,
  request: Pick<MapRequest, 'on' | 'code' | 'items' | 'pool'>,
  options: MapOptions,
  prepare: (link: EngineLink) => void = () => undefined,
): Promise<Items[]> {
  const startMs = nowMs();
  const { chunksize = 1, onSpans } = options;
  integer('chunksize', chunksize, 1, MAX_ITEMS);
  let { items } = request;
  const timed = onSpans !== undefined;
  // A snapshot, since they are not posted yet.
  if (!engine.postsAtOnce) items = keptItems(items);
  const { pieces, spans } = await engine
    .run(options, (link, call) => {
      prepare(link);
      const whole = { ...request, items, call, chunksize, timed };
      return link.call('map', [whole], transferList(items));
    })
    .catch((error: unknown) => {
      const why = cloneFailure(error);
      if (why === null) throw error;
      throw uncloneable(`items[${firstUncloneable(items)}]`, why);
    });
  // The map rejects with an error that it throws; a promise that it returns is awaited.
  const tell: ((spans: ChunkSpan[]) => unknown) | undefined = onSpans;
  if (spans) await tell?.(chunkSpans(spans, startMs));
  return pieces;
}

/**
 * Rows of five numbers (worker, first item, items, start, end) as spans that count from `originMs`.
 */
function chunkSpans(numbers: Float64Array, originMs: number): ChunkSpan[] {
  const rows = Array.from({ length: numbers.length / 5 }, (_, index) =>
    numbers.subarray(5 * index, 5 * index + 5),
  );
  // The numbers of processes grow when processes are replaced.
  const workers = Float64Array.from(new Set(rows.map(([worker = 0]) => worker))).sort();
  return rows.map(([worker = 0, first = 0, length = 0, start = 0, end = 0]) => ({
    worker: workers.indexOf(worker),
    label: length === 1 ? `item ${first}` : `items ${first}–${first + length - 1}`,
    startMs: start - originMs,
    endMs: end - originMs,
    chunk: { first, length },
  }));
}

/**
 * The reason why an item could not be posted, or null: the error may also be of the caller's
 * callback.
 */
function cloneFailure(error: unknown): DOMException | null {
  try {
    const { code, cause } = (error ?? {}) as Partial<PlaygroundError>;
    const why = error instanceof DOMException ? error : cause;
    return why instanceof DOMException && (error === why || code === 'E_CLONE') ? why : null;
  } catch {
    // An error that cannot be inspected is not the library's.
    return null;
  }
}
