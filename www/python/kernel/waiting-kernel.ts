/** The supervisor's kernel for a process that cannot see the heap: it never blocks. */
import { ERRORS } from '../../../pkg/heap';
import { Ending } from '../../common/ending';
import type { Operations } from '../../heap/operations';
import { INTERRUPTED } from './codes';
import { Kernel, type Waiting } from './kernel';

const TOO_LATE: Partial<Record<Waiting['kind'], number>> = {
  get: ERRORS.EMPTY,
  put: ERRORS.FULL,
  semaphore: ERRORS.TIMED_OUT,
};

export class WaitingKernel extends Kernel {
  readonly #operations: Operations;
  /** Each ends a wait that is under way: threads wait at the same time. */
  readonly #endings = new Set<Ending>();

  constructor(operations: Operations, agent: number, table: number) {
    super(operations.instance, agent, table);
    this.#operations = operations;
  }

  override async wait(waiting: Waiting): Promise<number> {
    const { kind, at, timeoutMs, message, length, receiver } = waiting;
    const ending = new Ending();
    this.#endings.add(ending);
    const tooLate = TOO_LATE[kind];
    const result = await this.#operations.run({
      kind,
      at,
      agent: this.agent,
      message,
      timeoutMs,
      ending,
      ...(length !== undefined && { bodyLength: length }),
      ...(tooLate !== undefined && { tooLate }),
    });
    this.#endings.delete(ending);
    waiting.number = result.number;
    if (result.code < 0) return ending.hasCome ? INTERRUPTED : closedIsReady(kind, result.code);
    if (kind === 'any') return result.value;
    if (kind !== 'get') return 0;
    if (receiver) receiver.received = result.message;
    return result.message.length;
  }

  /** A signal, or the process's death. */
  interrupt(isDeath = false): void {
    for (const ending of this.#endings) ending.come({ isDeath });
  }
}

function closedIsReady(kind: Waiting['kind'], code: number): number {
  return kind === 'poll' && code === ERRORS.CLOSED ? 0 : code;
}
