/** A run of a program: its heap, its processes, and how they end. */
import { nowMs } from '../common/clock';
import { PlaygroundError } from '../common/errors';
import { later } from '../common/later';
import type { SharedMemory } from '../common/memory';
import type {
  Exit,
  HostReply,
  Inherited,
  ProcessPlace,
  ProcessStart,
  Product,
  Request,
  RunReply,
  RunRequest,
} from '../common/python-messages';
import { HeapInstance } from '../heap/instance';
import { HeapMemory } from '../heap/heap-memory';
import { ENGINE_AGENT, ENGINE_REGION, fenceOf, REGION_BYTES } from '../heap/layout';
import { Operations } from '../heap/operations';
import { outputMessage, STDERR } from './calls';
import { Console } from './console';
import { Descriptors } from './kernel/descriptors';
import { MOST_WRITES, RING_BYTES } from './kernel/kernel';
import {
  CONSOLE,
  enterProcess,
  FIRST_PID,
  newPlace,
  NEXT_PID,
  removeProcess,
  RUN_BYTES,
  STDIN,
} from './kernel/places';
import { actionOf, HANDLE, IGNORE, interruptOf, KILLED, SIGINT, SIGKILL } from './kernel/signals';
import { imageBuffers } from './pages';
import { productMessage, Products } from './products';
import { RemoteServer } from './remote-server';
import { RunNews } from './run-news';
import { type ProcessRecord, type Running, runningOf } from './running';
import type { InterpreterLink, Spares } from './spares';
import { STILL_MS, Trace } from './trace';

/** The time after which a signal is sent again to a process that has not seen another, in ms. */
const SIGNAL_AGAIN_MS = 5;

/** The time in which there is room on the console for what is said of a lost process, in ms. */
const LOST_MS = 1000;

/** The time in which a process that waits hears of a signal, in ms. */
const HEARD_MS = 100;

/** The bound of writes on the console of a host, which reads none while it computes. */
const MOST_WRITES_OF_HOSTED = 65_536;

const NO_WHEELS = new Map<string, Uint8Array<ArrayBuffer>>();

export interface RunParts {
  spares: Spares;
  heapModule: WebAssembly.Module;
  memory: SharedMemory;
  /** Processes can have the heap themselves. */
  isShared: boolean;
  /** Null where nobody wants to hear. */
  events: MessagePort | null;
  wheels: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

export class Run {
  readonly #parts: RunParts;
  readonly #request: RunRequest;
  readonly #heap: HeapMemory;
  readonly #instance: HeapInstance;
  readonly #operations: Operations;
  readonly #at: number;
  readonly #queues: { console: number; stdin: number };
  /** None where a host reads what is written. */
  #console: Console | undefined;
  readonly #products: Products;
  readonly #processes = new Map<number, Running>();
  readonly #news: RunNews;
  readonly #lives: Promise<Exit>[] = [];
  readonly #releases: Promise<void>[] = [];
  /** The program's own process was lost. */
  #failure: { error: unknown } | undefined;
  /** The process whose interpreter is not ours. */
  #host: Running | undefined;

  constructor(parts: RunParts, request: RunRequest) {
    this.#parts = parts;
    this.#request = request;
    this.#news = new RunNews(parts.events, request.live);
    this.#heap = new HeapMemory(parts.memory);
    this.#instance = HeapInstance.over(parts.heapModule, this.#heap, ENGINE_REGION);
    this.#operations = new Operations(this.#instance);
    this.#at = this.#instance.allocate(RUN_BYTES);
    const descriptors = new Descriptors(this.#instance, ENGINE_AGENT, 0);
    const queue = (maxsize: number): number => descriptors.createQueue(RING_BYTES, maxsize, true);
    // A process that blocks waits for room; the supervisor puts for the others, and must not.
    const mostWrites = parts.events ? MOST_WRITES : MOST_WRITES_OF_HOSTED;
    const bound = parts.isShared ? mostWrites : 0;
    this.#queues = { console: queue(bound), stdin: queue(0) };
    const words = this.#heap.words();
    words[this.#at / 4 + NEXT_PID] = FIRST_PID;
    words[this.#at / 4 + CONSOLE] = this.#queues.console;
    words[this.#at / 4 + STDIN] = this.#queues.stdin;
    this.#products = new Products(parts.events);
    if (request.stdin !== null) void this.write(request.stdin).then(() => this.#endInput());
  }

  /** Runs the program to its end; nothing of it is left then. */
  async result(): Promise<RunReply> {
    this.#console = new Console(this.#operations, this.#queues.console, (event) =>
      this.#news.emit(event),
    );
    const start: ProcessStart = { kind: 'main', request: this.#request };
    const watch = this.#watchWaits();
    const exit = await this.#start(null, 'MainProcess', start, { inherited: [] }).finally(() =>
      clearInterval(watch),
    );
    // Until they hear that they are ended, processes may start others.
    let nEnded = 0;
    while (nEnded < this.#lives.length) {
      nEnded = this.#lives.length;
      this.abandon();
      await Promise.all(this.#lives);
    }
    await this.#console.drain();
    if (this.#failure) throw this.#failure.error;
    const processes = [...this.#processes.values()].map(({ record }) => ({
      ...record,
      exitCode: record.exitCode ?? 0,
    }));
    const { spans, messages, dropped } = this.#news.book;
    return { exitCode: exit.exitCode, error: exit.error, processes, spans, messages, dropped };
  }

  /**
   * Begins with a process whose interpreter is not ours: it reads the console itself, nobody can
   * end it, and the run lasts as long as it does. It asks by the port.
   */
  host(port: MessagePort): Omit<HostReply, 'heapModule'> {
    const made = newPlace(this.#instance, null, []);
    if (typeof made === 'number') throw this.#instance.noMemory(REGION_BYTES);
    const { place } = made;
    const pid = this.#enter(place);
    this.#instance.exports.owned_release(place.exit, ENGINE_AGENT);
    const startMs = nowMs();
    const record = { pid, ppid: 0, name: 'MainProcess', startMs, readyMs: startMs };
    const host = runningOf({ ...record, endMs: NaN, exitCode: null }, place);
    this.#host = host;
    this.#processes.set(pid, host);
    port.onmessage = ({ data }: MessageEvent<Request>) => {
      if (data.kind !== 'over') this.#serve(host, data);
    };
    const { memory, maximumBytes } = this.#heap;
    const heap = { memory: { memory, maximumBytes }, run: this.#at };
    return { pid, place, heap, console: this.#queues.console };
  }

  /** Resolves when its interpreters are spares again; whether nothing uses its memory any more. */
  async released(): Promise<boolean> {
    await Promise.all(this.#releases);
    const all = [...this.#processes.values()];
    return all.every(({ isOver }) => isOver) && this.#operations.isIdle;
  }

  async stop(graceMs: number): Promise<void> {
    // Those that have not begun have no handler yet. They end after the others have heard of the
    // signal: who waits for one of them is interrupted, and does not go on.
    const coming = [...this.#processes.values()].filter(({ record }) => isNaN(record.readyMs));
    for (const [pid, { record }] of this.#processes) {
      if (!isNaN(record.readyMs)) this.kill(pid, SIGINT);
    }
    await later(HEARD_MS);
    for (const process of coming) this.#end(process, -SIGINT);
    await later(graceMs - HEARD_MS);
    this.abandon();
  }

  /** Ends all processes. */
  abandon(): void {
    for (const pid of this.#processes.keys()) this.kill(pid, SIGKILL);
  }

  async write(text: string): Promise<void> {
    await this.#operations.run({
      kind: 'put',
      at: this.#queues.stdin,
      agent: ENGINE_AGENT,
      message: new TextEncoder().encode(text),
      timeoutMs: 0,
    });
  }

  kill(pid: number, signal: number): void {
    const process = this.#processes.get(pid);
    if (!process || process.isOver) return;
    const action = actionOf(this.#heap, process.place.region, signal);
    if (action === HANDLE) this.#interrupt(process, signal);
    else if (action !== IGNORE && process !== this.#host) this.#end(process, -signal);
  }

  /** Has the process call its handler of the signal. */
  #interrupt(process: Running, signal: number): void {
    if (process.isOver) return;
    let isSent = false;
    if (process.server) {
      process.server.signal(signal);
      isSent = true;
    } else if (this.#parts.isShared) {
      const word = interruptOf(process.place.region) / 4;
      const before = Atomics.compareExchange(this.#heap.words(), word, 0, signal);
      isSent = before === 0 || before === signal || before === KILLED;
    }
    if (!isSent) void later(SIGNAL_AGAIN_MS).then(() => this.#interrupt(process, signal));
  }

  /** Ends the process's interpreter. The first exit code counts. */
  #end(process: Running, exitCode: number): void {
    process.endedWith ??= exitCode;
    const word = interruptOf(process.place.region) / 4;
    if (this.#parts.isShared) Atomics.store(this.#heap.words(), word, KILLED);
    process.onEnd?.();
    process.link?.terminate(new PlaygroundError('E_CANCELLED', 'The process was ended.'));
  }

  /** Tells of waits while they go on; where processes block, they do so themselves. */
  #watchWaits(): ReturnType<typeof setInterval> | undefined {
    if (this.#parts.isShared || !this.#request.live) return undefined;
    return setInterval(() => {
      for (const { trace, server } of this.#processes.values())
        for (const wait of server?.kernel.waits ?? []) trace?.still(wait, nowMs());
    }, STILL_MS);
  }

  /** A new process with a place of its own. */
  #start(
    parent: Running | null,
    name: string,
    start: ProcessStart,
    { inherited, call }: { inherited: Inherited; call?: number | undefined },
  ): Promise<Exit> {
    const made = newPlace(this.#instance, parent?.place ?? null, inherited);
    if (typeof made === 'number') {
      if (call !== undefined) parent?.server?.answer(call, made);
      return Promise.reject(this.#instance.noMemory(REGION_BYTES));
    }
    const pid = this.#enter(made.place);
    if (call !== undefined) parent?.server?.started(call, pid, made.place.exit);
    else this.#instance.exports.owned_release(made.place.exit, ENGINE_AGENT);
    return this.#watch(this.#live(pid, parent, name, made.place, made.parentFd, start));
  }

  /** The id of the process that is to have that place. */
  #enter(place: ProcessPlace): number {
    const pid = Atomics.add(this.#heap.words(), this.#at / 4 + NEXT_PID, 1);
    enterProcess(this.#heap.words(), this.#at, pid, place.exit);
    return pid;
  }

  /** The program is not over before that life is. A host's may have any number of them. */
  #watch(life: Promise<Exit>): Promise<Exit> {
    if (!this.#host) this.#lives.push(life);
    return life;
  }

  /** A process's life; resolves when it has ended. */
  async #live(
    pid: number,
    parent: Running | null,
    name: string,
    place: ProcessPlace,
    parentFd: number,
    start: ProcessStart,
  ): Promise<Exit> {
    const record: ProcessRecord = {
      pid,
      ppid: parent?.record.pid ?? 0,
      name,
      startMs: nowMs(),
      readyMs: NaN,
      endMs: NaN,
      exitCode: null,
    };
    const process = runningOf(record, place);
    this.#processes.set(pid, process);
    this.#news.tell(record, 'started');
    let exit: Exit;
    try {
      exit = await this.#interpret(process, parentFd, start);
    } catch (error) {
      if (process.endedWith === null) this.#lost(process, error);
      exit = { exitCode: process.endedWith ?? 1, error: null };
    }
    await this.#bury(process, exit.exitCode);
    return exit;
  }

  /** An interpreter for the process, unless it is ended before there is one. */
  async #spareFor(process: Running): Promise<InterpreterLink> {
    const { spares } = this.#parts;
    const taken = spares.take();
    const ended = new Promise<null>((resolve) => {
      process.onEnd = () => resolve(null);
    });
    const link = process.endedWith === null ? await Promise.race([taken, ended]) : null;
    if (link && process.endedWith === null) {
      process.link = link;
      return link;
    }
    taken.then((spare) => spares.offer(spare)).catch(() => undefined);
    throw new PlaygroundError('E_CANCELLED', 'The process was ended before it began.');
  }

  async #interpret(process: Running, parentFd: number, start: ProcessStart): Promise<Exit> {
    const { record, place } = process;
    const { spares, isShared } = this.#parts;
    const link = await this.#spareFor(process);
    const { port1, port2 } = new MessageChannel();
    const over = new Promise<void>((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<Request>) => {
        if (data.kind === 'over') resolve();
        else this.#serve(process, data);
      };
    });
    if (!isShared) {
      const room = async (): Promise<void> => this.#console?.room();
      const run = { at: this.#at, ...this.#queues, room };
      const trace = new Trace(1, (batch) => this.#news.keep(record.pid, batch));
      process.server = new RemoteServer(this.#operations, record.pid, place, port1, run, trace);
      if (this.#request.trace) process.server.kernel.messages = trace.messages;
      process.trace = trace;
    }
    const { memory, maximumBytes } = this.#heap;
    const config = {
      pid: record.pid,
      ppid: record.ppid,
      cpuCount: this.#request.cpuCount,
      startMethod: this.#request.startMethod,
      trace: this.#request.trace,
      wheels: start.kind === 'fork' ? NO_WHEELS : this.#parts.wheels,
      start,
      parentFd,
      heap: isShared ? { memory: { memory, maximumBytes }, run: this.#at } : null,
      place: isShared ? place : null,
      port: port2,
    };
    try {
      const running = link.call('run', [config], [port2, ...imageBuffers(start)]);
      if (start.kind === 'fork') start.image = null;
      const exit = await running;
      // What it has posted before its answer came by another way.
      await Promise.race([over, link.gone]);
      process.release = () => spares.giveBack(link);
      return exit;
    } finally {
      process.server?.kernel.interrupt(true);
      process.trace?.flush();
      port1.close();
    }
  }

  /** After a process's end: what it held is released, and others hear of the end. */
  async #bury(process: Running, exitCode: number): Promise<void> {
    const { record, place } = process;
    const { exports } = this.#instance;
    exports.fence_off(fenceOf(place.region));
    const { link, release } = process;
    if (!release) {
      link?.terminate(new PlaygroundError('E_CLOSED', 'The process has ended.'));
      await link?.dead;
    }
    exports.table_supervise(place.table, ENGINE_AGENT, record.pid);
    exports.owned_retain(place.exit);
    exports.table_clear(place.table, ENGINE_AGENT);
    removeProcess(this.#heap.words(), this.#at, record.pid);
    exports.exit_set(place.exit, exitCode);
    exports.owned_release(place.exit, ENGINE_AGENT);
    exports.heap_free(place.region, REGION_BYTES);
    process.isOver = true;
    record.endMs = nowMs();
    record.exitCode = exitCode;
    this.#news.book.end(record.pid, record.endMs);
    this.#news.tell(record, 'ended');
    const released = release?.();
    if (this.#host) this.#processes.delete(record.pid);
    else if (released) this.#releases.push(released);
  }

  #serve(process: Running, request: Exclude<Request, { kind: 'over' }>): void {
    const { record } = process;
    switch (request.kind) {
      case 'running':
        record.readyMs = nowMs();
        this.#news.tell(record, 'running');
        break;
      case 'start': {
        const { pid, name, place, parentFd = -1, inherited, start, call } = request;
        const child = place
          ? this.#watch(this.#live(pid, process, name, place, parentFd, start))
          : this.#start(process, name, start, { inherited, call });
        child.catch(() => undefined);
        break;
      }
      case 'exit':
        this.#end(process, request.exitCode);
        break;
      case 'product':
        void this.#multiply(process, request.answer, request.product);
        break;
      case 'kill':
        this.kill(request.pid, request.signal);
        break;
      case 'trace':
        this.#news.keep(record.pid, request.batch);
        break;
      case 'place':
        process.trace?.place(request.span, request.line, request.label, request.thread);
        break;
      case 'call':
        void process.server?.serve(request);
        break;
    }
  }

  async #multiply(process: Running, answer: number, product: Product): Promise<void> {
    const reply = await this.#products.ask(product);
    const { exports } = this.#instance;
    const at = process.isOver ? 0 : exports.table_object(process.place.table, answer);
    if (at <= 0) return;
    const put = (message: Uint8Array): Promise<{ code: number }> =>
      this.#operations.run({ kind: 'put', at, agent: ENGINE_AGENT, message, timeoutMs: 0 });
    const { code } = await put(productMessage(reply));
    if (code < 0) await put(productMessage({ error: ['E_MEMORY', 'the product has no room'] }));
  }

  /** A process was lost: of a child others hear by its exit code, and the reader by the console. */
  #lost({ record: { pid, ppid } }: Running, error: unknown): void {
    if (ppid === 0) {
      this.#failure = { error };
      return;
    }
    const text = `The interpreter of process ${pid} was lost: ${String(error)}\n`;
    void this.#operations.run({
      kind: 'put',
      at: this.#queues.console,
      agent: ENGINE_AGENT,
      message: outputMessage(pid, STDERR, new TextEncoder().encode(text)),
      timeoutMs: LOST_MS,
    });
  }

  #endInput(): void {
    this.#instance.exports.queue_finish(this.#queues.stdin, ENGINE_AGENT);
  }
}
