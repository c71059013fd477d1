/**
 * Tasks: calls of Python by JSPI, which can be suspended. Pyodide gives each a thread state of its
 * own, which holds its frames, its contexts and the exceptions that it handles.
 *
 * A fork goes on in the task of its parent: the frames there are referred to by tracebacks and
 * generators, and what runs in the child runs above them, as after a fork of an operating system.
 */
import type { PyodideModule } from './pyodide';

/** Whether programs are entered by JSPI, so that they can be suspended. */
export const isByTask = 'Suspending' in WebAssembly;

type Call = (callable: number, ...rest: unknown[]) => unknown;

/** What is used of Pyodide's module for tasks. */
interface TaskModule extends PyodideModule {
  HEAPU32: Uint32Array;
  /** What a call gives instead of a value when it has raised. */
  error: unknown;
  validSuspender: { value: boolean };
  /** Calls a Python object in the task that runs. */
  __pyproxy_apply: Call;
  _PyErr_GetRaisedException(): number;
  /** Suspends the task that runs; gives its thread state, or 0 if there is none. */
  _captureThreadState(): number;
  _restoreThreadState(state: number): void;
}

/** What a fork has a copy of, until the child runs above it. */
interface Parent {
  stack: { restore(): void };
  /** The parent was in a task; else it was called by JavaScript's event loop. */
  isTask: boolean;
}

const parents = new WeakMap<PyodideModule, Parent>();

/** From now on the module can go on in copied tasks. */
export function prepareTasks(given: PyodideModule): void {
  const module = given as TaskModule;
  const { promising } = WebAssembly as unknown as {
    promising: (call: Call) => (...args: unknown[]) => Promise<unknown>;
  };
  const apply = module.promisingApply.bind(module);
  const applyHere = promising(module.__pyproxy_apply);

  const goOnIn = async (callable: number, rest: unknown[]): Promise<unknown> => {
    // The last argument is where an exception is put that was raised.
    const raised = Number(rest.pop());
    module.validSuspender.value = true;
    const result = await applyHere(callable, ...rest);
    if (result === module.error) module.HEAPU32[raised / 4] = module._PyErr_GetRaisedException();
    return [result];
  };

  module.promisingApply = (callable, ...rest) => {
    const parent = parents.get(module);
    parents.delete(module);
    parent?.stack.restore();
    return parent?.isTask ? goOnIn(callable, rest) : apply(callable, ...rest);
  };
}

/**
 * The next call goes on in the task that the memory holds, with the parent's frames between `stack`
 * and `stackStop`. Pyodide would let a call use that part of the stack again, unless the stack of a
 * suspended task is there; so it is given one until then.
 */
export function goOn(given: PyodideModule, stack: number, stackStop: number): void {
  const module = given as TaskModule;
  const isTask = forgetThreads(module);
  module.stackRestore(stack);
  module.stackStop = stackStop;
  parents.set(module, { stack: new module.StackState(), isTask });
}

/** No task is gone on with any more. */
export function forgetTask(module: PyodideModule): void {
  parents.get(module)?.stack.restore();
  parents.delete(module);
}

/**
 * The states of the parent's other threads are deleted, as CPython does after a fork: their stacks
 * will be overwritten, and garbage collection reads the frames of every thread. The state of
 * JavaScript's event loop is kept: it is there while the task is suspended. Answers whether there
 * is a task.
 */
function forgetThreads(module: TaskModule): boolean {
  const task = module._captureThreadState();
  if (task === 0) module._PyErr_Clear();
  const loop = module._PyThreadState_Get();
  let state = module._PyInterpreterState_ThreadHead(module._PyInterpreterState_Get());
  while (state !== 0) {
    const next = module._PyThreadState_Next(state);
    if (state !== task && state !== loop) {
      module._PyThreadState_Clear(state);
      module._PyThreadState_Delete(state);
    }
    state = next;
  }
  if (task !== 0) module._restoreThreadState(task);
  return task !== 0;
}
