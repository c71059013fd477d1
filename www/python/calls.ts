/**
 * What the doors do in a process: between Python's memory and a kernel. Bytes come as an address
 * and a length, and go by an inbox.
 */
import type {
  FileCopy,
  ForkImage,
  Inherited,
  ProcessConfig,
  ProcessStart,
  Request,
} from '../common/python-messages';
import { nowMs } from '../common/clock';
import { stageOf } from '../heap/layout';
import { type DoorName, PLAIN_DOORS } from './doors';
import { Inbox } from './inbox';
import { HAS_MODULES_IN_C, INTERRUPTED, isTimeOver, pair } from './kernel/codes';
import { type Reply } from './kernel/kernel';
import {
  CONSOLE,
  enterProcess,
  isProcess,
  newPlace,
  NEXT_PID,
  SLEEP,
  STDIN,
} from './kernel/places';
import type { RemoteKernel } from './kernel/remote-kernel';
import type { SharedKernel } from './kernel/shared-kernel';
import { setAction, SLICE_MS } from './kernel/signals';
import { productCall } from './products';
import type { Pyodide } from './pyodide';
import { answer } from './suspension';
import { threadCalls } from './threads';
import type { Trace } from './trace';
import { hasModulesInC } from './wheels';

/** A process, as its calls need it. */
export interface Caller {
  readonly pyodide: Pyodide;
  readonly config: Pick<ProcessConfig, 'pid' | 'place' | 'trace'>;
  post(request: Request): void;
  readonly trace: Trace;
  /** Has what C writes go there as well. */
  connect(output: Output): void;
  /** The files that a process which it spawns begins with. */
  files(): ReadonlyMap<string, FileCopy>;
  /** A copy of it, for a fork. */
  image(isShared: boolean): ForkImage;
  /** Ends the process at once. */
  exit(exitCode: number): never;
}

/** Writes to the console. */
export type Output = (stream: number, data: Uint8Array) => Reply;

export type Calls = Record<DoorName, (...args: never[]) => unknown>;

/** The header of what is written: the process, the stream, the time. */
export const OUTPUT_HEADER_BYTES = 16;
export const STDERR = 2;

/** What is put on the console. */
export function outputMessage(pid: number, stream: number, data: Uint8Array): Uint8Array {
  const message = new Uint8Array(OUTPUT_HEADER_BYTES + data.length);
  header(message.buffer, 0, pid, stream);
  message.set(data, OUTPUT_HEADER_BYTES);
  return message;
}

/** Calls that block, for a process that has the heap. */
export function sharedCalls(caller: Caller, kernel: SharedKernel, run: number): Calls {
  const { heap } = kernel.instance;
  const { config } = caller;
  const word = (index: number): number => heap.words()[run / 4 + index] ?? 0;
  const { bytes, inbox } = memoryOf(caller.pyodide, kernel);
  const { trace } = caller;
  let span = 0;
  kernel.onWait = (...wait) => {
    span = trace.waited(...wait);
    if (span > 0) inbox.tell();
  };
  if (config.trace) kernel.messages = trace.messages;

  const start = (name: string, inherited: Inherited, make: () => ProcessStart): number => {
    const pid = Atomics.add(heap.words(), run / 4 + NEXT_PID, 1);
    const made = newPlace(kernel.instance, config.place, inherited);
    if (typeof made === 'number') return made;
    const { place, parentFd } = made;
    enterProcess(heap.words(), run, pid, place.exit);
    caller.post({ kind: 'start', pid, name, place, parentFd, inherited, start: make() });
    return pair(pid, kernel.open(place.exit));
  };

  const sleep = (ms: number): number => {
    const endMs = performance.now() + ms;
    for (let leftMs = ms; leftMs > 0; leftMs = endMs - performance.now()) {
      Atomics.wait(heap.words(), run / 4 + SLEEP, 0, Math.min(leftMs, SLICE_MS));
      if (kernel.isInterrupted) return INTERRUPTED;
    }
    return 0;
  };

  const output = (stream: number, data: Uint8Array): number => {
    const { instance, agent } = kernel;
    const stage = stageOf(instance.region);
    const n = data.length;
    header(heap.bytes(stage + OUTPUT_HEADER_BYTES).buffer, stage, agent, stream);
    for (;;) {
      instance.transit.sent = data;
      const at = word(CONSOLE);
      const code = instance.exports.queue_put(
        at,
        agent,
        0,
        stage,
        OUTPUT_HEADER_BYTES,
        n,
        SLICE_MS,
      );
      if (!isTimeOver(code)) return code;
      // The console is full.
      if (kernel.isInterrupted) return INTERRUPTED;
    }
  };
  caller.connect(output);
  kernel.instance.transit.allocate = (length) => inbox.allocate(length);

  return {
    ...common(caller, kernel, inbox),
    place: (line: number, label: string, thread: number) => trace.place(span, line, label, thread),
    ...plain((name, args) => (kernel[name] as (...args: number[]) => Reply)(...args)),
    put: (fd: number, at: number, length: number, ms: number) =>
      kernel.put(fd, bytes(at, length), ms),
    get: (fd: number, ms: number) => inbox.deliver(kernel.get(fd, ms, kernel)),
    wait_any: (at: number, n: number, ms: number) => kernel.wait_any(numbers(bytes(at, n * 4)), ms),
    block_read: (fd: number, offset: number, at: number, length: number) =>
      kernel.block_read(fd, offset, bytes(at, length)),
    block_write: (fd: number, offset: number, at: number, length: number) =>
      kernel.block_write(fd, offset, bytes(at, length)),
    input: () => {
      const stdin = {
        kind: 'get',
        at: word(STDIN),
        timeoutMs: Infinity,
        receiver: kernel,
      } as const;
      return inbox.deliver(kernel.wait(stdin));
    },
    sleep,
    write: (stream: number, at: number, length: number) =>
      kernel.isInterrupted ? INTERRUPTED : output(stream, bytes(at, length)),
    check: () => kernel.takeSignal(),
    exists: (pid: number) => Number(isProcess(heap.words(), run, pid)),
    signal_action: (signal: number, action: number) => {
      setAction(heap, kernel.instance.region, signal, action);
      return 0;
    },
    spawn: (name: string, at: number, length: number, fdsAt: number, nFds: number) =>
      start(name, [...numbers(bytes(fdsAt, nFds * 4))], () => spawning(caller, bytes(at, length))),
    fork: (name: string) =>
      hasModulesInC(caller.pyodide)
        ? HAS_MODULES_IN_C
        : start(name, 'all', () => forking(caller, true)),
  };
}

/** Calls that answer with promises, for a process that asks the supervisor. */
export function remoteCalls(caller: Caller, kernel: RemoteKernel): Calls {
  const { bytes, inbox } = memoryOf(caller.pyodide, kernel);
  let span = 0;
  kernel.onWait = (recorded) => {
    span = recorded;
    inbox.tell();
  };

  const output = (stream: number, data: Uint8Array): Reply =>
    kernel.call('write', [], outputMessage(caller.config.pid, stream, data));
  caller.connect(output);

  return {
    ...common(caller, kernel, inbox),
    place: (line: number, label: string, thread: number) =>
      caller.post({ kind: 'place', span, line, label, thread }),
    ...plain((name, args) => kernel.call(name, args.map(Number))),
    put: (fd: number, at: number, length: number, ms: number) =>
      kernel.call('put', [fd, ms], bytes(at, length)),
    get: (fd: number, ms: number) => inbox.deliver(kernel.call('get', [fd, ms])),
    wait_any: (at: number, n: number, ms: number) =>
      kernel.call('wait_any', [ms], bytes(at, n * 4)),
    block_read: async (fd: number, offset: number, at: number, length: number) => {
      const code = await kernel.call('block_read', [fd, offset, length]);
      if (code >= 0) bytes(at, length).set(kernel.received);
      return code;
    },
    block_write: (fd: number, offset: number, at: number, length: number) =>
      kernel.call('block_write', [fd, offset], bytes(at, length)),
    input: () => inbox.deliver(kernel.call('input', [])),
    sleep: (ms: number) => kernel.sleep(ms),
    check: () => kernel.takeSignal(),
    write: (stream: number, at: number, length: number) =>
      kernel.isInterrupted ? INTERRUPTED : output(stream, bytes(at, length)),
    exists: (pid: number) => kernel.call('exists', [pid]),
    signal_action: (signal: number, action: number) =>
      kernel.call('signal_action', [signal, action]),
    spawn: (name: string, at: number, length: number, fdsAt: number, nFds: number) => {
      const inherited = [...numbers(bytes(fdsAt, nFds * 4))];
      return kernel.start(name, spawning(caller, bytes(at, length)), inherited);
    },
    fork: (name: string) =>
      hasModulesInC(caller.pyodide)
        ? HAS_MODULES_IN_C
        : kernel.start(name, forking(caller, false), 'all'),
  };
}

interface Memory {
  bytes: (at: number, length: number) => Uint8Array;
  inbox: Inbox;
}

function memoryOf(pyodide: Pyodide, kernel: { received: Uint8Array }): Memory {
  return { bytes: bytesOf(pyodide), inbox: new Inbox(pyodide._module, kernel) };
}

function bytesOf({ _module: module }: Pyodide): Memory['bytes'] {
  return (at, length) => module.HEAPU8.subarray(at, at + length);
}

type CommonDoor =
  | 'inbox'
  | 'take'
  | 'release'
  | 'kill'
  | 'exit'
  | 'span'
  | 'thread_start'
  | 'park'
  | 'unpark'
  | 'turn'
  | 'answer'
  | 'product';

/** Calls that are the same everywhere. */
function common(
  caller: Caller,
  kernel: SharedKernel | RemoteKernel,
  inbox: Inbox,
): Pick<Calls, CommonDoor> {
  return {
    ...threadCalls(caller.pyodide._module, kernel),
    answer,
    inbox: (at: number, length: number) => inbox.lies(at, length),
    take: () => inbox.take(),
    release: (object: number) => inbox.release(object),
    exit: (exitCode: number) => caller.exit(exitCode),
    product: productCall(caller, bytesOf(caller.pyodide)),
    kill: (pid: number, signal: number) => caller.post({ kind: 'kill', pid, signal }),
    span: (label: string, startMs: number, endMs: number, line: number, thread: number) =>
      caller.trace.add(label, startMs, endMs, line, thread),
  };
}

function plain(
  call: (name: (typeof PLAIN_DOORS)[number], args: number[]) => Reply,
): Pick<Calls, (typeof PLAIN_DOORS)[number]> {
  const entries = PLAIN_DOORS.map((name) => [name, (...args: number[]) => call(name, args)]);
  return Object.fromEntries(entries) as Pick<Calls, (typeof PLAIN_DOORS)[number]>;
}

function spawning(caller: Caller, data: Uint8Array): ProcessStart {
  const cwd = caller.pyodide.FS.cwd();
  return { kind: 'spawn', data: data.slice(), files: caller.files(), cwd };
}

function forking(caller: Caller, isShared: boolean): ProcessStart {
  return { kind: 'fork', image: caller.image(isShared) };
}

function header(buffer: ArrayBufferLike, at: number, pid: number, stream: number): void {
  const view = new DataView(buffer, at, OUTPUT_HEADER_BYTES);
  view.setUint32(0, pid, true);
  view.setUint32(4, stream, true);
  view.setFloat64(8, nowMs(), true);
}

/** The bytes as 32-bit integers, wherever they lie. */
export function numbers(bytes: Uint8Array): Int32Array {
  return new Int32Array(bytes.slice().buffer);
}
