/** A program that runs, as the window sees it. */
import type { Link } from '../../common/link';
import { cancelled } from '../../common/cancelled';
import { nowMs } from '../../common/clock';
import { deadline } from '../../common/deadline';
import { PlaygroundError } from '../../common/errors';
import type { RunEvent, RunReply, RunRequest, SupervisorRealm } from '../../common/python-messages';
import type { PythonConfig } from './config';
import { TraceBook } from '../../common/trace-book';
import type { PythonResult, PythonRunOptions } from '../../common/types';

/** The time between the interrupt and the end, in ms. */
const GRACE_MS = 1000;
/** `onTrace` is called at most this often. */
const TRACE_MS = 200;

export class RunningProgram {
  readonly result: Promise<PythonResult>;
  readonly #link: Link<SupervisorRealm>;
  readonly #run: number;
  readonly #options: PythonRunOptions;
  readonly #multiply: PythonConfig['multiply'];
  readonly #texts = { stdout: '', stderr: '' };
  readonly #book = new TraceBook();
  /** When `onTrace` was called last: a time of `performance.now`. */
  #tracedMs = -Infinity;
  #traceTimer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;
  /** Why the run was given up: what it rejects with. */
  #reason: { error: unknown } | undefined;

  constructor(
    link: Link<SupervisorRealm>,
    request: RunRequest,
    options: PythonRunOptions,
    multiply: PythonConfig['multiply'],
  ) {
    this.#multiply = multiply;
    this.#link = link;
    this.#run = request.run;
    this.#options = options;
    this.result = this.#follow(request);
  }

  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#ask('stop', GRACE_MS);
  }

  write(text: string): void {
    this.#ask('write', text);
  }

  /** Ends all processes; the run then rejects with the error. */
  giveUp(error: unknown): void {
    if (this.#reason) return;
    this.#reason = { error };
    this.#ask('abandon');
  }

  async #follow(request: RunRequest): Promise<PythonResult> {
    const startMs = nowMs();
    const { signal, timeoutMs } = this.#options;
    const abort = (): void => this.giveUp(cancelled(signal));
    signal?.addEventListener('abort', abort);
    const late = (): void =>
      this.giveUp(new PlaygroundError('E_TIMEOUT', `The program ran longer than ${timeoutMs} ms.`));
    const callOff = timeoutMs === undefined ? undefined : deadline(timeoutMs, late);
    const { port1, port2 } = new MessageChannel();
    try {
      const over = new Promise<void>((resolve) => {
        port1.onmessage = ({ data }: MessageEvent<RunEvent>) => {
          if (data.kind === 'over') resolve();
          else if (data.kind === 'product') void this.#answer(port1, data);
          else this.#tell(data);
        };
      });
      const running = this.#link.call('run', [{ ...request, events: port2 }], [port2]);
      if (signal?.aborted) abort();
      const reply: RunReply = await running;
      await Promise.race([over, this.#link.gone]);
      if (this.#reason) throw this.#reason.error;
      return { ...reply, ...this.#texts, elapsedMs: nowMs() - startMs };
    } catch (error) {
      throw this.#reason ? this.#reason.error : error;
    } finally {
      signal?.removeEventListener('abort', abort);
      callOff?.();
      clearTimeout(this.#traceTimer);
      port1.close();
    }
  }

  async #answer(
    port: MessagePort,
    { call, product }: RunEvent & { kind: 'product' },
  ): Promise<void> {
    const reply = await this.#multiply(product);
    port.postMessage({ call, reply }, reply.c ? [reply.c.buffer as ArrayBuffer] : []);
  }

  #tell(event: Exclude<RunEvent, { kind: 'over' | 'product' }>): void {
    const { onOutput, onProcess } = this.#options;
    try {
      if (event.kind === 'output') {
        for (const output of event.outputs) {
          this.#texts[output.stream] += output.text;
          onOutput?.(output);
        }
      } else if (event.kind === 'trace') {
        for (const [worker, batch] of event.batches) this.#book.add(worker, batch);
        this.#traceSoon();
      } else {
        const { pid, ppid, name, state, exitCode, timeMs } = event;
        if (state === 'ended') this.#book.end(pid, timeMs);
        onProcess?.({ pid, ppid, name, state, exitCode, timeMs });
      }
    } catch (error) {
      this.giveUp(error);
    }
  }

  /** Tells what is known so far, once however much has come since. */
  #traceSoon(): void {
    const { onTrace } = this.#options;
    if (!onTrace || this.#traceTimer !== undefined) return;
    const ms = Math.max(0, this.#tracedMs + TRACE_MS - performance.now());
    this.#traceTimer = setTimeout(() => {
      this.#traceTimer = undefined;
      this.#tracedMs = performance.now();
      const { spans, messages } = this.#book;
      try {
        onTrace({ spans: spans.map((span) => ({ ...span })), messages: [...messages] });
      } catch (error) {
        this.giveUp(error);
      }
    }, ms);
  }

  #ask(method: 'stop', graceMs: number): void;
  #ask(method: 'write', text: string): void;
  #ask(method: 'abandon'): void;
  #ask(method: 'stop' | 'write' | 'abandon', argument?: number | string): void {
    const args = argument === undefined ? [this.#run] : [this.#run, argument];
    // If the supervisor is lost, so is the run.
    this.#link.call(method, args as never).catch(() => undefined);
  }
}
