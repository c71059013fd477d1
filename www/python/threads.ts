/**
 * What threads need of JavaScript. Each has a stack of its own, by JSPI; one of them runs at a time,
 * until it waits for a promise. Then the event loop turns and resumes another.
 */
import type { DoorName } from './doors';
import { INTERRUPTED } from './kernel/codes';
import type { PyodideModule } from './pyodide';

/** A Python function, as Pyodide passes it. */
interface PyCallable {
  copy(): PyCallable;
  destroy(): void;
  callPromising(): Promise<unknown>;
}

/** The longest time between two looks at the word of signals, in ms. */
const SLICE_MS = 40;
/** The longest time of a timer, in ms. */
const TIMER_MS = 2 ** 31 - 1;

type ThreadDoor = Extract<DoorName, 'thread_start' | 'park' | 'unpark' | 'turn'>;

export function threadCalls(
  module: PyodideModule,
): Record<ThreadDoor, (...args: never[]) => unknown> {
  const parked = new Map<number, (code: number) => void>();
  const turn = turns();
  const isInterrupted = (): boolean => (module.Py_EmscriptenSignalBuffer?.[0] ?? 0) !== 0;

  return {
    /** Calls the function on a new stack, after this turn of the event loop. */
    thread_start: (body: PyCallable): number => {
      // What was passed is destroyed when this call returns.
      const own = body.copy();
      void own
        .callPromising()
        .catch(() => undefined)
        .finally(() => own.destroy());
      return 0;
    },

    /** Resolves when the thread is unparked, when the time is over, or at a signal if it hears it. */
    park: (id: number, ms: number, hears: boolean): Promise<number> =>
      new Promise((resolve) => {
        const endMs = ms < 0 ? Infinity : performance.now() + ms;
        let timer: ReturnType<typeof setTimeout> | undefined;
        const done = (code: number): void => {
          clearTimeout(timer);
          parked.delete(id);
          resolve(code);
        };
        const look = (): void => {
          const leftMs = endMs - performance.now();
          if (leftMs <= 0) done(0);
          else if (hears && isInterrupted()) done(INTERRUPTED);
          else timer = setTimeout(look, Math.min(leftMs, hears ? SLICE_MS : TIMER_MS));
        };
        parked.set(id, done);
        if (hears || ms >= 0) look();
      }),

    unpark: (id: number, code: number): void => parked.get(id)?.(code),

    /** Resolves after all that is ready has had its turn. */
    turn,
  };
}

/** Turns of the event loop. Timers would be slower: browsers delay nested ones by 4 ms. */
function turns(): () => Promise<number> {
  const waiting: ((code: number) => void)[] = [];
  let channel: MessageChannel | undefined;
  return () => {
    if (!channel) {
      channel = new MessageChannel();
      channel.port1.onmessage = () => waiting.shift()?.(0);
    }
    const { port2 } = channel;
    return new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
  };
}
