/**
 * What threads need of JavaScript. Each has a stack of its own, by JSPI; one of them runs at a
 * time, until it waits for a promise. Then the event loop turns and resumes another.
 */
import type { DoorName } from './doors';
import { INTERRUPTED } from './kernel/codes';
import { SLICE_MS } from './kernel/signals';
import type { PyodideModule } from './pyodide';

/** The bytes of a thread's stack. Python raises RecursionError before it overflows. */
const STACK_BYTES = 256 * 1024;
/** What compiled code takes for granted of the stack pointer; `malloc` gives half of it. */
const STACK_ALIGNMENT = 16;

/** A Python function, as Pyodide passes it. */
interface PyCallable {
  copy(): PyCallable;
  destroy(): void;
  callPromising(): Promise<unknown>;
}

/** The longest time of a timer, in ms. */
const TIMER_MS = 2 ** 31 - 1;

type ThreadDoor = Extract<DoorName, 'thread_start' | 'park' | 'unpark' | 'turn'>;

export function threadCalls(
  module: PyodideModule,
  kernel: { readonly isInterrupted: boolean },
): Record<ThreadDoor, (...args: never[]) => unknown> {
  const parked = new Map<number, (code: number) => void>();
  const turn = turns();
  const stacks = new Stacks(module);

  return {
    /** Calls the function on a new stack, after this turn of the event loop. */
    thread_start: (body: PyCallable): number => {
      // What was passed is destroyed when this call returns.
      const own = body.copy();
      void stacks
        .call(own)
        .catch(() => undefined)
        .finally(() => own.destroy());
      return 0;
    },

    /** Resolves when the thread is unparked, its time is over, or at a signal if it hears it. */
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
          else if (hears && kernel.isInterrupted) done(INTERRUPTED);
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

/**
 * The stacks in linear memory of the threads. Pyodide's tasks have theirs in one, and overwrite
 * each other's frames, of which they keep copies. But Python's garbage collection reads the frames
 * of all tasks where they lie. So each thread has a stack to itself; it is used again, and never
 * freed, because the stack pointer stays there until the next thread runs. They end with the
 * process, whose memory is replaced.
 */
class Stacks {
  readonly #module: PyodideModule;
  readonly #free: number[] = [];

  constructor(module: PyodideModule) {
    this.#module = module;
    beginOnStacks(module);
  }

  async call(body: PyCallable): Promise<void> {
    const at = this.#free.pop() ?? this.#allocate();
    coming.set(this.#module.PyProxy_getPtr(body), at);
    await body.callPromising();
    this.#free.push(at);
  }

  #allocate(): number {
    const at = this.#module._malloc(STACK_BYTES + STACK_ALIGNMENT);
    if (at === 0) throw new RangeError('out of memory');
    return Math.ceil(at / STACK_ALIGNMENT) * STACK_ALIGNMENT;
  }
}

/** Where the stacks of threads are that have not begun, by the functions that they call. */
const coming = new Map<number, number>();
const prepared = new WeakSet<PyodideModule>();

/** From now on, the calls of threads begin on their stacks. */
function beginOnStacks(module: PyodideModule): void {
  coming.clear();
  if (prepared.has(module)) return;
  prepared.add(module);
  const apply = module.promisingApply.bind(module);
  module.promisingApply = (callable, ...rest) => {
    const at = coming.get(callable);
    if (at === undefined) return apply(callable, ...rest);
    coming.delete(callable);
    const base = module._emscripten_stack_get_base();
    const end = module._emscripten_stack_get_end();
    // Python asks for the limits when it makes the thread's state.
    module._emscripten_stack_set_limits(at + STACK_BYTES, at);
    module.stackRestore(at + STACK_BYTES);
    const called = apply(callable, ...rest);
    module._emscripten_stack_set_limits(base, end);
    return called;
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
