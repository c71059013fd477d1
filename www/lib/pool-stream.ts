/** A stream of results of one of the pools: each chunk is a map. */
import { checkCall, integer, known, MAX_ITEMS, source } from '../common/checks';
import { PlaygroundError } from '../common/errors';
import type { ItemSource, ResultStream, StreamOptions } from '../common/types';
import { ItemStream } from './stream';

const STREAM_OPTIONS = ['chunksize', 'buffersize', 'signal'] as const;

/** The default of `buffersize`, for each worker: one chunk runs while the next one waits. */
const CHUNKS_A_WORKER = 2;

/** The stream over `run`, which runs a chunk. `E_ARGUMENT`. */
export function streamOn<I, O>(
  run: (chunk: I[], signal: AbortSignal) => Promise<O[]>,
  items: ItemSource<I>,
  options: StreamOptions | undefined,
  { ordered, workers }: { ordered: boolean; workers: number },
): ResultStream<O> {
  const given = known('options', options, STREAM_OPTIONS);
  checkCall(given);
  const { chunksize = 1, buffersize = CHUNKS_A_WORKER * workers, signal } = given;
  integer('chunksize', chunksize, 1, MAX_ITEMS);
  integer('buffersize', buffersize, 1, MAX_ITEMS);
  source('items', items);
  return new ItemStream<I, O>({
    items,
    chunksize,
    buffersize,
    ordered,
    signal,
    run: async (chunk, first, stop) => {
      try {
        return await run(chunk, stop);
      } catch (error) {
        throw renumbered(error, first);
      }
    },
  });
}

/** The error names the item by its place in the chunk; the caller knows its place in the stream. */
function renumbered(error: unknown, first: number): unknown {
  if (!(error instanceof PlaygroundError) || first === 0) return error;
  const { code, message, cause } = error;
  const named = /^(The task failed for )?items\[(\d+)\]/.exec(message);
  if (!named) return error;
  const [words, before = '', item] = named;
  const rest = message.slice(words.length);
  const renamed = `${before}items[${first + Number(item)}]${rest}`;
  return new PlaygroundError(code, renamed, cause === undefined ? {} : { cause });
}
