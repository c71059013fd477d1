/** A Python process: its life from the first statement to the exit code. */
import type {
  Exit,
  FileCopy,
  ForkImage,
  ProcessConfig,
  ProcessStart,
  Request,
} from '../common/python-messages';
import { nowMs } from '../common/clock';
import { HeapInstance } from '../heap/instance';
import { HeapMemory } from '../heap/heap-memory';
import { fenceOf } from '../heap/layout';
import { remoteCalls, sharedCalls, STDERR, type Caller, type Output } from './calls';
import type { Doors } from './doors';
import { filesOf } from './files-of-programs';
import { imageOf, type Copied } from './image';
import { INTERRUPTED } from './kernel/codes';
import { RemoteKernel } from './kernel/remote-kernel';
import { SharedKernel } from './kernel/shared-kernel';
import { actionOf, HANDLE, interruptOf, SIGABRT, SIGSEGV } from './kernel/signals';
import type { Life, Pyodide } from './pyodide';
import { suspendByPoll } from './suspension';
import { isByTask } from './tasks';
import { Trace } from './trace';

const NO_SIGNAL = { 0: 0 };

export class Process implements Caller {
  readonly copied: Copied;
  readonly pyodide: Pyodide;
  readonly doors: Doors;
  readonly config: ProcessConfig;
  /** How its streams are written to, as soon as they are connected. */
  #output: Output | undefined;
  readonly trace = new Trace(0, (batch) => this.post({ kind: 'trace', batch }));
  #isClean = false;
  /** Its exit code has been told, or it has been killed; an error takes it out of its frames. */
  #isUnwinding = false;

  constructor(copied: Copied, doors: Doors, config: ProcessConfig) {
    this.copied = copied;
    this.pyodide = copied.pyodide;
    this.doors = doors;
    this.config = config;
  }

  async run(heapModule: WebAssembly.Module, life: Life): Promise<Exit> {
    const { port } = this.config;
    this.#serve(heapModule);
    this.#exitAsC();
    this.post({ kind: 'running' });
    const isOver = (): boolean => this.#isUnwinding;
    try {
      const text = JSON.stringify(settingsOf(this.config));
      // By JSPI where there is one: then the program can be suspended while it waits.
      const ended = isByTask ? life.run.callPromising(text) : life.run(text);
      const { isClean, ...exit } = JSON.parse(await ended) as Exit & { isClean: boolean };
      this.#isClean = isClean;
      return exit;
    } catch (error) {
      // The supervisor has the exit code, and terminates the worker.
      if (isOver()) await new Promise(() => undefined);
      throw error;
    } finally {
      this.trace.flush();
      this.post({ kind: 'over' });
      port.close();
    }
  }

  /** It has ended and has left nothing that would run on. */
  get isClean(): boolean {
    return this.#isClean;
  }

  post(request: Request): void {
    this.config.port.postMessage(request);
  }

  connect(output: Output): void {
    const streamOf = (stream: number): object => ({
      write: (data: Uint8Array) => {
        let reply = output(stream, data);
        // C has no handlers that could run now.
        while (reply === INTERRUPTED) reply = output(stream, data);
        return data.length;
      },
      isatty: false,
    });
    this.#output = output;
    this.pyodide.setStdout(streamOf(1));
    this.pyodide.setStderr(streamOf(STDERR));
  }

  files(): ReadonlyMap<string, FileCopy> {
    return filesOf(this.pyodide.FS);
  }

  image(isShared: boolean): ForkImage {
    return imageOf(this.copied, isShared);
  }

  /** Ends the process at once, with that exit code. */
  exit(exitCode: number): never {
    this.#tellExit(exitCode);
    return this.leave();
  }

  /**
   * Leaves all frames of Python; what they would still do is not done, nor anything else. Then the
   * worker can be terminated at once; browsers give one that blocks or computes some seconds.
   */
  leave(): never {
    if (!this.#isUnwinding) this.trace.flush();
    this.#isUnwinding = true;
    throw this.doors.shut();
  }

  #tellExit(exitCode: number): void {
    if (this.#isUnwinding) return;
    this.#isUnwinding = true;
    this.trace.flush();
    this.post({ kind: 'exit', exitCode });
  }

  /** What ends the interpreter otherwise than by returning ends the process as it would in C. */
  #exitAsC(): void {
    const { _module: module } = this.pyodide;
    module.onExit = (exitCode) => this.exit(exitCode);
    module.onAbort = () => this.exit(-SIGABRT);
    module.API.on_fatal = (error) => {
      if (error.status === undefined && !this.#isUnwinding) {
        void this.#output?.(
          STDERR,
          new TextEncoder().encode(`Fatal Python error: ${error.message}\n`),
        );
      }
      // It throws the error on.
      this.#tellExit(error.status ?? -SIGSEGV);
      this.doors.shut();
    };
  }

  /** Has Python, while it computes, look at the word of signals: and leave if it is to be ended. */
  #hearSignals(kernel: SharedKernel): void {
    // CPython reads the word and then clears it: a signal that comes between the two would be lost.
    const word = {
      get 0() {
        return kernel.takeSignal();
      },
      set 0(_cleared: number) {},
    };
    Object.defineProperty(this.pyodide._module, 'Py_EmscriptenSignalBuffer', {
      configurable: true,
      // Who has been killed leaves here: what is thrown while CPython reads the word, it swallows.
      get: () => (kernel.isInterrupted ? word : NO_SIGNAL),
      set: () => undefined,
    });
    this.pyodide.setInterruptBuffer(word);
  }

  /** Has Python call its handler of the signal before its next instruction. */
  #raise(signal: number): void {
    this.pyodide._module._PyErr_SetInterruptEx(signal);
  }

  #serve(heapModule: WebAssembly.Module): void {
    const { heap, pid, place, start, port } = this.config;
    const data = start.kind === 'spawn' ? start.data : new Uint8Array();
    suspendByPoll(this.pyodide._module);
    if (heap && place) {
      const memory = new HeapMemory(heap.memory);
      const { region, table } = place;
      const instance = new HeapInstance(heapModule, memory, region);
      instance.exports.fence_adopt(fenceOf(region));
      const kernel = new SharedKernel(instance, pid, table, interruptOf(region), () =>
        this.leave(),
      );
      kernel.received = data;
      kernel.onSignal = (signal) => {
        if (actionOf(memory, region, signal) === HANDLE) this.#raise(signal);
        else this.post({ kind: 'kill', pid, signal });
      };
      kernel.onSlice = () => {
        for (const wait of kernel.waits) this.trace.still(wait, nowMs());
      };
      this.doors.serve(sharedCalls(this, kernel, heap.run));
      this.#hearSignals(kernel);
    } else {
      const kernel = new RemoteKernel(port);
      kernel.received = data;
      kernel.onSignal = (signal) => this.#raise(signal);
      this.doors.serve(remoteCalls(this, kernel));
    }
  }
}

/** What `_playground.life` is told. */
function settingsOf(config: ProcessConfig): object {
  const { pid, ppid, cpuCount, startMethod, parentFd, start } = config;
  return { pid, ppid, cpuCount, startMethod, parentFd, ...detailsOf(start) };
}

function detailsOf(start: ProcessStart): object {
  if (start.kind === 'spawn') return { kind: 'spawn', length: start.data.length };
  if (start.kind === 'fork') return { kind: 'fork' };
  const { main, args, wheels } = start.request;
  return { kind: 'main', main, args, wheels };
}
