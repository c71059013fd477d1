/** Serves the calls of a process that cannot see the heap. */
import { ERRORS } from '../../pkg/heap';
import type { CallReply, ProcessPlace, Request } from '../common/python-messages';
import type { Operations } from '../heap/operations';
import { numbers } from './calls';
import { pair } from './kernel/codes';
import type { Receiver, Reply } from './kernel/kernel';
import { isProcess } from './kernel/places';
import { setAction } from './kernel/signals';
import type { Trace } from './trace';
import { WaitingKernel } from './kernel/waiting-kernel';

type Call = Extract<Request, { kind: 'call' }>;

/** Where the run has what all its processes use. */
export interface RunParts {
  /** The run's block. */
  at: number;
  /** Without a bound; whoever writes much waits for `room`. */
  console: number;
  stdin: number;
  /** Resolves when the console has room for more. */
  room: () => Promise<void>;
}

export class RemoteServer {
  readonly kernel: WaitingKernel;
  readonly #port: MessagePort;
  readonly #region: number;
  readonly #run: RunParts;
  readonly #trace: Trace;

  constructor(
    operations: Operations,
    agent: number,
    { table, region }: ProcessPlace,
    port: MessagePort,
    run: RunParts,
    trace: Trace,
  ) {
    this.kernel = new WaitingKernel(operations, agent, table);
    this.#port = port;
    this.#region = region;
    this.#run = run;
    this.#trace = trace;
  }

  async serve(call: Call): Promise<void> {
    const receiver: Receiver = { received: new Uint8Array() };
    let value: number;
    let span = 0;
    // A call keeps the one that it finds: others may begin before it has ended.
    this.kernel.onWait = (...wait) => {
      span = this.#trace.waited(...wait);
    };
    try {
      value = await this.#perform(call, receiver);
    } catch {
      // The kernel has no room for the operation's record.
      value = ERRORS.NO_MEMORY;
    }
    const gives = value >= 0 && ['get', 'input', 'block_read'].includes(call.door);
    this.answer(call.call, value, gives ? receiver.received : null, span);
  }

  answer(call: number, value: number, bytes: Uint8Array | null = null, span = 0): void {
    const reply: CallReply = span > 0 ? { call, value, bytes, span } : { call, value, bytes };
    this.#port.postMessage(reply);
  }

  /** The process has started a child. */
  started(call: number, pid: number, exit: number): void {
    this.answer(call, pair(pid, this.kernel.open(exit)));
  }

  signal(signal: number): void {
    this.#port.postMessage({ signal });
    this.kernel.interrupt();
  }

  #perform({ door, args, bytes }: Call, receiver: Receiver): Reply {
    const { kernel } = this;
    const [first = 0, second = 0, third = 0] = args;
    const message = bytes ?? new Uint8Array();
    switch (door) {
      case 'put':
        return kernel.put(first, message, second);
      case 'get':
        return kernel.get(first, second, receiver);
      case 'wait_any':
        return kernel.wait_any(numbers(message), first);
      case 'block_read':
        receiver.received = new Uint8Array(third);
        return kernel.block_read(first, second, receiver.received);
      case 'block_write':
        return kernel.block_write(first, second, message);
      case 'input':
        return kernel.wait({
          kind: 'get',
          at: this.#run.stdin,
          timeoutMs: Infinity,
          receiver,
        });
      case 'write':
        // It is put at once, in its turn, whatever ends the process; the answer waits for room.
        return kernel
          .wait({ kind: 'put', at: this.#run.console, timeoutMs: 0, message })
          .then((code) => this.#run.room().then(() => code));
      case 'interrupt':
        kernel.interrupt();
        return 0;
      case 'exists':
        return Number(isProcess(kernel.instance.heap.words(), this.#run.at, first));
      case 'signal_action':
        setAction(kernel.instance.heap, this.#region, first, second);
        return 0;
      default:
        return this.#plain(door, args);
    }
  }

  #plain(door: string, args: number[]): Reply {
    const method = (this.kernel as unknown as Record<string, unknown>)[door];
    if (typeof method !== 'function') throw new Error(`there is no call ${door}`);
    return (method as (...args: number[]) => Reply).apply(this.kernel, args);
  }
}
