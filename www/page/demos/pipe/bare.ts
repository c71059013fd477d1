/** Two workers with nothing between them but a MessageChannel: what the browser itself can do. */
import { trustedScript } from '../../../common/trusted';
import { CodedError } from '../../failure';
import type { BareRequest } from './bare.worker';
import bareWorker from './bare.worker?worker&url';
import type { Flow, FlowPlan, TripPlan, Trips } from './programs';

/** Round trips between two workers. */
export function bareTrips(plan: TripPlan, signal: AbortSignal): Promise<Trips> {
  return between<Trips>(
    (ends) => ({ program: 'ping', plan, ...ends }),
    (ends) => ({ program: 'echo', ...ends }),
    signal,
  );
}

/** Messages of growing size from one worker to another. */
export function bareFlows(plan: FlowPlan, signal: AbortSignal): Promise<Flow[]> {
  return between<Flow[]>(
    (ends) => ({ program: 'pour', plan, ...ends }),
    (ends) => ({ program: 'drain', ...ends }),
    signal,
  );
}

type Ends = Pick<BareRequest, 'port' | 'answer'>;

/**
 * Starts both workers, gives each its end, and ends them when the first has answered or the reader
 * stops.
 */
async function between<T>(
  first: (ends: Ends) => BareRequest,
  second: (ends: Ends) => BareRequest,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const workers: Worker[] = [];
  const answers = new MessageChannel();
  let release: () => void = () => undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      const onAbort = (): void => reject(signal.reason as Error);
      signal.addEventListener('abort', onAbort);
      release = () => signal.removeEventListener('abort', onAbort);
      const channel = new MessageChannel();
      const unused = new MessageChannel();
      answers.port1.onmessage = ({ data }: MessageEvent<T>) => resolve(data);
      const start = (request: BareRequest): void => {
        const worker = new Worker(trustedScript(bareWorker), { type: 'module' });
        workers.push(worker);
        worker.onerror = (event) => {
          event.preventDefault();
          const why = event.message || 'its script did not load';
          reject(new CodedError('E_WORKER_LOAD', `A worker of the MessageChannel failed: ${why}`));
        };
        worker.postMessage(request, [request.port, request.answer]);
      };
      start(first({ port: channel.port1, answer: answers.port2 }));
      start(second({ port: channel.port2, answer: unused.port2 }));
    });
  } finally {
    release();
    answers.port1.close();
    for (const worker of workers) worker.terminate();
  }
}
