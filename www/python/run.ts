/** A run of a program: its processes, their heap, and what they write. */
import { ERRORS } from '../../pkg/heap';
import { nowMs } from '../common/clock';
import { Ending } from '../common/ending';
import { PlaygroundError } from '../common/errors';
import { later } from '../common/later';
import { allocateMemory } from '../common/memory';
import type {
  Exit,
  ProcessPlace,
  ProcessRecord,
  ProcessStart,
  PythonSpan,
  Request,
  RunEvent,
  RunReply,
  RunRequest,
} from '../common/python-messages';
import { HeapInstance } from '../heap/instance';
import { HeapMemory } from '../heap/heap-memory';
import { ENGINE_AGENT, ENGINE_REGION, fenceOf, REGION_BYTES } from '../heap/layout';
import { Operations } from '../heap/operations';
import { Descriptors } from './kernel/descriptors';
import {
  CONSOLE,
  FIRST_PID,
  interruptOf,
  newPlace,
  NEXT_PID,
  RUN_BYTES,
  STDIN,
} from './kernel/places';
import { RING_BYTES } from './kernel/kernel';
import type { InterpreterLink, Spares } from './spares';

const SIGINT = 2;
const SIGKILL = 9;

interface Running {
  record: ProcessRecord;
  place: ProcessPlace;
  link: InterpreterLink | undefined;
  /** The code with which a signal ends it. */
  killedBy: number | null;
  isOver: boolean;
}

export class Run {
  readonly #spares: Spares;
  readonly #nSpares: number;
  readonly #request: RunRequest;
  readonly #events: MessagePort;
  readonly #heap = new HeapMemory(allocateMemory());
  readonly #instance: HeapInstance;
  readonly #operations: Operations;
  readonly #at: number;
  readonly #processes = new Map<number, Running>();
  readonly #records: ProcessRecord[] = [];
  readonly #spans: PythonSpan[] = [];
  readonly #ending = new Ending();
  readonly #reading: Promise<void>;

  constructor(spares: Spares, request: RunRequest & { events: MessagePort }, nSpares: number) {
    this.#spares = spares;
    this.#nSpares = nSpares;
    this.#request = request;
    this.#events = request.events;
    const { heapModule } = spares.files;
    this.#instance = HeapInstance.over(heapModule, this.#heap, ENGINE_REGION);
    this.#operations = new Operations(this.#instance);
    this.#at = this.#instance.allocate(RUN_BYTES);
    const descriptors = new Descriptors(this.#instance, ENGINE_AGENT, 0);
    const words = this.#heap.words();
    const word = this.#at / 4;
    words[word + NEXT_PID] = FIRST_PID;
    words[word + CONSOLE] = descriptors.createQueue(RING_BYTES, 0, true);
    words[word + STDIN] = descriptors.createQueue(RING_BYTES, 0, true);
    this.#reading = this.#readConsole();
    if (request.stdin !== null) {
      void this.write(request.stdin).then(() => this.#finishInput());
    }
  }

  async result(): Promise<RunReply> {
    const place = newPlace(this.#instance, ENGINE_AGENT, null, false);
    if (typeof place === 'number') throw this.#instance.noMemory(REGION_BYTES);
    const pid = Atomics.add(this.#heap.words(), this.#at / 4 + NEXT_PID, 1);
    const { run, ...request } = this.#request;
    void run;
    const { events, ...plain } = request as typeof request & { events: MessagePort };
    void events;
    const exit = await this.#start(pid, 0, 'MainProcess', place, { kind: 'main', request: plain });
    for (const [other, { isOver }] of this.#processes) if (!isOver) this.kill(other, SIGKILL);
    await this.#drain();
    return {
      exitCode: exit.exitCode,
      error: exit.error,
      processes: this.#records,
      spans: this.#spans,
    };
  }

  async stop(graceMs: number): Promise<void> {
    for (const [pid, { isOver }] of this.#processes) if (!isOver) this.kill(pid, SIGINT);
    await later(graceMs);
    for (const [pid, { isOver }] of this.#processes) if (!isOver) this.kill(pid, SIGKILL);
  }

  async write(text: string): Promise<void> {
    const at = this.#heap.words()[this.#at / 4 + STDIN] ?? 0;
    const message = new TextEncoder().encode(text);
    await this.#operations.run({ kind: 'put', at, agent: ENGINE_AGENT, message, timeoutMs: 0 });
  }

  kill(pid: number, signal: number): void {
    const process = this.#processes.get(pid);
    if (!process || process.isOver) return;
    if (signal === SIGINT) {
      const words = this.#heap.words();
      Atomics.store(words, interruptOf(process.place.region) / 4, SIGINT);
      return;
    }
    process.killedBy ??= -signal;
    process.link?.terminate(new PlaygroundError('E_CANCELLED', `signal ${signal}`));
  }

  /** Runs a process; resolves when it has ended. Never rejects. */
  async #start(
    pid: number,
    ppid: number,
    name: string,
    place: ProcessPlace,
    start: ProcessStart,
  ): Promise<Exit> {
    const record: ProcessRecord = {
      pid,
      ppid,
      name,
      startMs: nowMs(),
      readyMs: NaN,
      endMs: NaN,
      exitCode: null,
    };
    const process: Running = { record, place, link: undefined, killedBy: null, isOver: false };
    this.#processes.set(pid, process);
    this.#records.push(record);
    this.#tell(record, 'started');
    let exit: Exit;
    try {
      exit = await this.#live(process, start);
    } catch (error) {
      const code = process.killedBy ?? 1;
      if (process.killedBy === null) this.#complain(pid, error);
      exit = { exitCode: code, error: null };
    }
    await this.#bury(process, exit.exitCode);
    return exit;
  }

  async #live(process: Running, start: ProcessStart): Promise<Exit> {
    const { record, place } = process;
    const link = await this.#spares.take();
    process.link = link;
    if (process.killedBy !== null) {
      link.terminate(new PlaygroundError('E_CANCELLED', 'killed before it began'));
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<Request>) => this.#serve(record, data);
    const { memory, maximumBytes } = this.#heap;
    const config = {
      pid: record.pid,
      ppid: record.ppid,
      cpuCount: this.#request.cpuCount,
      startMethod: this.#request.startMethod,
      start,
      place,
      heap: { memory: { memory, maximumBytes }, run: this.#at },
      port: port2,
    };
    try {
      return await link.call('run', [config], [port2]);
    } finally {
      await later(0);
      port1.close();
      link.terminate(new PlaygroundError('E_CLOSED', 'The process has ended.'));
    }
  }

  /** After a process's end: all that it held is released, and others hear of its end. */
  async #bury(process: Running, exitCode: number): Promise<void> {
    const { record, place } = process;
    const { exports } = this.#instance;
    const fence = fenceOf(place.region);
    exports.fence_off(fence);
    await process.link?.dead;
    exports.table_supervise(place.table, ENGINE_AGENT, record.pid);
    exports.owned_retain(place.exit);
    exports.table_clear(place.table, ENGINE_AGENT);
    exports.exit_set(place.exit, exitCode);
    exports.owned_release(place.exit, ENGINE_AGENT);
    exports.heap_free(place.region, REGION_BYTES);
    process.isOver = true;
    record.endMs = nowMs();
    record.exitCode = exitCode;
    this.#tell(record, 'ended');
  }

  #serve(record: ProcessRecord, request: Request): void {
    switch (request.kind) {
      case 'running':
        record.readyMs = nowMs();
        this.#tell(record, 'running');
        break;
      case 'start':
        if (request.place) {
          void this.#start(request.pid, record.pid, request.name, request.place, request.start);
          if (this.#processes.size <= this.#request.cpuCount) this.#spares.fill(this.#nSpares);
        }
        break;
      case 'kill':
        this.kill(request.pid, request.signal);
        break;
      case 'spans':
        for (const [i, label] of request.labels.entries()) {
          const [startMs = 0, endMs = 0] = request.spans.subarray(i * 2, i * 2 + 2);
          this.#spans.push({ worker: record.pid, label, startMs, endMs });
        }
        break;
      case 'call':
        break;
    }
  }

  #tell(record: ProcessRecord, state: 'started' | 'running' | 'ended'): void {
    const { pid, ppid, name, exitCode } = record;
    this.#emit({ kind: 'process', pid, ppid, name, state, exitCode, timeMs: nowMs() });
  }

  #emit(event: RunEvent): void {
    this.#events.postMessage(event);
  }

  #complain(pid: number, error: unknown): void {
    const text = `the interpreter of process ${pid} was lost: ${String(error)}\n`;
    this.#emit({ kind: 'output', pid, stream: 'stderr', text, timeMs: nowMs() });
  }

  async #readConsole(): Promise<void> {
    const decoders = new Map<string, TextDecoder>();
    const at = this.#heap.words()[this.#at / 4 + CONSOLE] ?? 0;
    for (;;) {
      const { code, message } = await this.#operations.run({
        kind: 'get',
        at,
        agent: ENGINE_AGENT,
        timeoutMs: this.#ending.hasCome ? 0 : Infinity,
        ending: this.#ending,
      });
      if (code !== 0) {
        if (this.#ending.hasCome) return;
        throw new Error(`the console answered ${code}`);
      }
      const view = new DataView(message.buffer, message.byteOffset, 16);
      const pid = view.getUint32(0, true);
      const stream = view.getUint32(4, true) === 1 ? 'stdout' : 'stderr';
      const key = `${pid} ${stream}`;
      const decoder = decoders.get(key) ?? new TextDecoder();
      decoders.set(key, decoder);
      const text = decoder.decode(message.slice(16), { stream: true });
      this.#emit({ kind: 'output', pid, stream, text, timeMs: view.getFloat64(8, true) });
    }
  }

  async #drain(): Promise<void> {
    const at = this.#heap.words()[this.#at / 4 + CONSOLE] ?? 0;
    while (this.#instance.exports.queue_size(at, ENGINE_AGENT) > 0) await later(0);
    this.#ending.come();
    await this.#reading;
  }

  #finishInput(): void {
    const at = this.#heap.words()[this.#at / 4 + STDIN] ?? 0;
    this.#instance.exports.queue_finish(at, ENGINE_AGENT);
  }
}

void ERRORS;
