/** A Python process: its life from the first statement to the exit code. */
import type { Exit, ProcessConfig, ProcessStart, Request } from '../common/python-messages';
import { HeapInstance } from '../heap/instance';
import { HeapMemory } from '../heap/heap-memory';
import { fenceOf } from '../heap/layout';
import { remoteCalls, sharedCalls, type Caller } from './calls';
import type { Doors } from './doors';
import { type Copied, isByTask } from './image';
import { interruptOf } from './kernel/places';
import { RemoteKernel } from './kernel/remote-kernel';
import { SharedKernel } from './kernel/shared-kernel';
import type { Life, Pyodide } from './pyodide';

export class Process implements Caller {
  readonly copied: Copied;
  readonly pyodide: Pyodide;
  readonly doors: Doors;
  readonly config: ProcessConfig;
  readonly #spans: number[] = [];
  readonly #labels: string[] = [];
  #isClean = false;

  constructor(copied: Copied, doors: Doors, config: ProcessConfig) {
    this.copied = copied;
    this.pyodide = copied.pyodide;
    this.doors = doors;
    this.config = config;
  }

  async run(heapModule: WebAssembly.Module, life: Life): Promise<Exit> {
    const { port } = this.config;
    this.#serve(heapModule);
    this.post({ kind: 'running' });
    try {
      const text = JSON.stringify(settingsOf(this.config));
      // By JSPI where there is one: then the program can be suspended while it waits.
      const ended = isByTask ? life.run.callPromising(text) : life.run(text);
      const { isClean, ...exit } = JSON.parse(await ended) as Exit & { isClean: boolean };
      this.#isClean = isClean;
      return exit;
    } finally {
      this.#sendSpans();
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

  span(label: string, startMs: number, endMs: number): void {
    this.#spans.push(startMs, endMs);
    this.#labels.push(label);
  }

  #serve(heapModule: WebAssembly.Module): void {
    const { heap, pid, place, start, port } = this.config;
    const data = start.kind === 'spawn' ? start.data : new Uint8Array();
    if (heap && place) {
      const memory = new HeapMemory(heap.memory);
      const { region, table } = place;
      const instance = new HeapInstance(heapModule, memory, region);
      instance.exports.fence_adopt(fenceOf(region));
      const kernel = new SharedKernel(instance, pid, table, interruptOf(region));
      kernel.received = data;
      this.doors.serve(sharedCalls(this, kernel, heap.run));
      const word = interruptOf(region) / 4;
      this.pyodide.setInterruptBuffer(memory.words(word * 4 + 4).subarray(word, word + 1));
    } else {
      const kernel = new RemoteKernel(port);
      kernel.received = data;
      this.doors.serve(remoteCalls(this, kernel));
    }
  }

  #sendSpans(): void {
    if (this.#spans.length === 0) return;
    this.post({ kind: 'spans', spans: Float64Array.from(this.#spans), labels: this.#labels });
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
