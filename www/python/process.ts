/** A Python process: what its doors do, and its life from the first statement to the exit code. */
import type { Exit, ProcessConfig, ProcessStart, Request } from '../common/python-messages';
import { nowMs } from '../common/clock';
import { HeapInstance } from '../heap/instance';
import { HeapMemory } from '../heap/heap-memory';
import { fenceOf, stageOf } from '../heap/layout';
import { type DoorName, type Doors } from './doors';
import { filesOf, imageOf } from './image';
import { INTERRUPTED, pair } from './kernel/kernel';
import { SharedKernel } from './kernel/shared-kernel';
import { CONSOLE, interruptOf, newPlace, NEXT_PID, SLEEP, STDIN } from './kernel/places';
import type { Pyodide } from './pyodide';

/** The error of a wait that a signal ended, as Python sees it. */
type Table = Record<DoorName, (...args: never[]) => unknown>;

export class Process {
  readonly #pyodide: Pyodide;
  readonly #doors: Doors;
  readonly #config: ProcessConfig;
  readonly #kernel: SharedKernel;
  readonly #heap: HeapMemory;
  readonly #run: number;
  #inbox = { at: 0, bytes: 0 };
  readonly #spans: number[] = [];
  readonly #labels: string[] = [];

  constructor(pyodide: Pyodide, doors: Doors, config: ProcessConfig, module: WebAssembly.Module) {
    this.#pyodide = pyodide;
    this.#doors = doors;
    this.#config = config;
    if (!config.heap) throw new Error('not yet');
    this.#heap = new HeapMemory(config.heap.memory);
    this.#run = config.heap.run;
    const { region, table } = config.place;
    const instance = new HeapInstance(module, this.#heap, region);
    instance.exports.fence_adopt(fenceOf(region));
    this.#kernel = new SharedKernel(instance, config.pid, table, interruptOf(region));
  }

  run(): Exit {
    const { pid, ppid, cpuCount, startMethod, start, place, port } = this.#config;
    const interrupt = interruptOf(place.region);
    this.#doors.serve(this.#table() as never);
    const words = this.#heap.words(interrupt + 4);
    this.#pyodide.setInterruptBuffer(words.subarray(interrupt / 4, interrupt / 4 + 1));
    this.#post({ kind: 'running' });
    if (start.kind === 'spawn') this.#kernel.received = start.data;
    const { parentFd } = place;
    const settings = { pid, ppid, cpuCount, startMethod, parentFd, ...settingsOf(start) };
    const code = `import _playground.life; _playground.life.run(${literal(JSON.stringify(settings))})`;
    let exit: Exit;
    try {
      exit = JSON.parse(String(this.#pyodide.runPython(code))) as Exit;
    } finally {
      this.#sendSpans();
      port.close();
    }
    return exit;
  }

  #table(): Partial<Table> {
    const kernel = this.#kernel;
    const heap = (): Uint8Array => this.#pyodide._module.HEAPU8;
    const bytes = (at: number, length: number): Uint8Array => heap().subarray(at, at + length);
    const delivered = (reply: number): number => {
      if (reply > 0 && reply <= this.#inbox.bytes) heap().set(kernel.received, this.#inbox.at);
      return reply;
    };
    const plain = [
      'semaphore_create', 'semaphore_acquire', 'semaphore_release', 'semaphore_value',
      'queue_create', 'pipe_create', 'poll', 'size', 'task_done', 'join', 'block_create',
      'element_get', 'element_set', 'retain', 'open', 'close', 'exit_code',
    ] as const;
    const calls = plain.map((name) => [name, (kernel[name] as (...args: unknown[]) => unknown).bind(kernel)]);
    return {
      ...(Object.fromEntries(calls) as Partial<Table>),
      put: (fd: number, at: number, length: number, timeoutMs: number) =>
        kernel.put(fd, bytes(at, length), timeoutMs),
      get: (fd: number, timeoutMs: number) => delivered(kernel.get(fd, timeoutMs) as number),
      wait_any: (at: number, n: number, timeoutMs: number) =>
        kernel.wait_any(new Int32Array(heap().slice(at, at + n * 4).buffer), timeoutMs),
      block_read: (fd: number, offset: number, at: number, length: number) =>
        kernel.block_read(fd, offset, bytes(at, length)),
      block_write: (fd: number, offset: number, at: number, length: number) =>
        kernel.block_write(fd, offset, bytes(at, length)),
      inbox: (at: number, length: number) => {
        this.#inbox = { at, bytes: length };
      },
      take: (at: number) => heap().set(kernel.received, at),
      spawn: (name: string, at: number, length: number) =>
        this.#start(name, () => {
          const { FS } = this.#pyodide;
          return { kind: 'spawn', data: bytes(at, length).slice(), files: filesOf(FS), cwd: FS.cwd() };
        }, false),
      fork: (name: string) =>
        this.#start(name, () => ({
          kind: 'fork',
          image: imageOf(this.#pyodide, this.#doors.doors, true),
        }), true),
      kill: (pid: number, signal: number) => this.#post({ kind: 'kill', pid, signal }),
      sleep: (ms: number) => this.#sleep(ms),
      write: (stream: number, at: number, length: number) => this.#write(stream, bytes(at, length)),
      input: () => delivered(kernel.wait({ kind: 'get', at: this.#word(STDIN), timeoutMs: Infinity })),
      span: (label: string, startMs: number, endMs: number) => {
        this.#spans.push(startMs, endMs);
        this.#labels.push(label);
      },
    };
  }

  #start(name: string, start: () => ProcessStart, copies: boolean): number {
    const { instance } = this.#kernel;
    const pid = Atomics.add(this.#heap.words(), this.#run / 4 + NEXT_PID, 1);
    const place = newPlace(instance, this.#config.pid, this.#config.place, copies);
    if (typeof place === 'number') return place;
    const sentinel = this.#kernel.open(place.exit);
    this.#post({ kind: 'start', pid, name, place, start: start() });
    return pair(pid, sentinel);
  }

  #sleep(ms: number): number {
    const words = this.#heap.words();
    const at = this.#run / 4 + SLEEP;
    const endMs = performance.now() + ms;
    for (;;) {
      const leftMs = endMs - performance.now();
      if (leftMs <= 0) return 0;
      Atomics.wait(words, at, 0, Math.min(leftMs, 40));
      if (this.#kernel.isInterrupted) return INTERRUPTED;
    }
  }

  #write(stream: number, bytes: Uint8Array): number {
    const { instance } = this.#kernel;
    const stage = stageOf(instance.region);
    const view = new DataView(this.#heap.bytes(stage + 16).buffer, stage, 16);
    view.setUint32(0, this.#config.pid, true);
    view.setUint32(4, stream, true);
    view.setFloat64(8, nowMs(), true);
    instance.transit.sent = bytes;
    return instance.exports.queue_put(this.#word(CONSOLE), this.#config.pid, stage, 16, bytes.length, 0);
  }

  #word(index: number): number {
    return this.#heap.words()[this.#run / 4 + index] ?? 0;
  }

  #post(request: Request): void {
    this.#config.port.postMessage(request);
  }

  #sendSpans(): void {
    if (this.#spans.length === 0) return;
    this.#post({ kind: 'spans', spans: Float64Array.from(this.#spans), labels: this.#labels });
  }
}

function settingsOf(start: ProcessStart): object {
  if (start.kind === 'spawn') return { kind: 'spawn', length: start.data.length };
  if (start.kind === 'fork') return { kind: 'fork' };
  const { main, args, wheels } = start.request;
  return { kind: 'main', main, args, wheels };
}

/** A Python string literal with that text, which is JSON. */
function literal(text: string): string {
  return JSON.stringify(text);
}
