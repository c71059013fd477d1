/** The kernel as a process without the heap sees it: messages to the supervisor, which has it. */
import type { CallReply, Inherited, ProcessStart, Request } from '../../common/python-messages';
import { imageBuffers } from '../pages';
import { INTERRUPTED } from './codes';
import { MOST_WRITES } from './kernel';

/** These may wait for long. */
const WAITS = new Set(['semaphore_acquire', 'put', 'get', 'poll', 'join', 'wait_any', 'input']);

/** At the end of these a handler may raise: what was got is lost, as in CPython, but no lock. */
const TAKES_NOTHING_AWAY = new Set(['get', 'poll', 'join', 'wait_any', 'input']);

/** Nobody waits for the answers to these, which come in their order. */
const POSTED = new Set(['write', 'close', 'signal_action', 'interrupt']);

export class RemoteKernel {
  received: Uint8Array = new Uint8Array();
  /** Called for a signal that came while a wait was ended by something else. */
  onSignal: ((signal: number) => void) | undefined;
  readonly #port: MessagePort;
  readonly #open = new Map<number, (value: number) => void>();
  readonly #writes = new Set<number>();
  /** Ends the sleep that is under way. */
  #wake: (() => void) | undefined;
  #calls = 0;

  /** The numbers of the signals that nobody has seen yet. */
  readonly #signals = new Set<number>();

  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<CallReply | { signal: number }>) => {
      if ('signal' in data) {
        this.#signals.add(data.signal);
        this.#wake?.();
        // The supervisor may have sent it before it knew of the call that now waits.
        if (this.#open.size > 0) void this.call('interrupt', []);
        return;
      }
      if (data.bytes) this.received = data.bytes;
      this.#open.get(data.call)?.(data.value);
      this.#open.delete(data.call);
      this.#writes.delete(data.call);
    };
  }

  get isInterrupted(): boolean {
    return this.#signals.size > 0;
  }

  /** The number of a signal that has come, which is then seen; or 0. */
  takeSignal(): number {
    const [signal = 0] = this.#signals;
    this.#signals.delete(signal);
    return signal;
  }

  call(door: string, args: number[], bytes: Uint8Array | null = null): number | Promise<number> {
    if (this.isInterrupted && WAITS.has(door)) return INTERRUPTED;
    this.#calls += 1;
    const call = this.#calls;
    // The bytes are the interpreter's, and change.
    const own = bytes?.slice() ?? null;
    this.#post({ kind: 'call', call, door, args, bytes: own }, own ? [own.buffer] : []);
    if (door === 'write') this.#writes.add(call);
    if (POSTED.has(door) && (door !== 'write' || this.#writes.size < MOST_WRITES)) return 0;
    return new Promise((resolve) => {
      this.#open.set(call, (code) => {
        if (code >= 0 && TAKES_NOTHING_AWAY.has(door)) this.#passSignal();
        resolve(code);
      });
    });
  }

  start(name: string, start: ProcessStart, inherited: Inherited): Promise<number> {
    this.#calls += 1;
    const call = this.#calls;
    const request = { kind: 'start', pid: 0, name, place: null, inherited, start, call } as const;
    this.#post(request, imageBuffers(start));
    return new Promise((resolve) => this.#open.set(call, resolve));
  }

  sleep(ms: number): number | Promise<number> {
    if (this.#signals.size > 0) return INTERRUPTED;
    return new Promise((resolve) => {
      const done = (code: number) => (): void => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve(code);
      };
      const timer = setTimeout(done(0), ms);
      this.#wake = done(INTERRUPTED);
    });
  }

  #passSignal(): void {
    const signal = this.onSignal ? this.takeSignal() : 0;
    if (signal !== 0) this.onSignal?.(signal);
  }

  #post(request: Request, moved: Transferable[]): void {
    this.#port.postMessage(request, moved);
  }
}
