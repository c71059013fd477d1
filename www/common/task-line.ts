/**
 * The way by which tasks reach a process: a port of its own between whoever hands tasks out and the process that runs them, one
 * task or chunk at a time. The other end is `www/process/task-server.ts`.
 */
import { transferList } from './items';
import type { TaskReply, TaskRequest } from './protocol';

export class TaskLine {
  readonly #port: MessagePort;
  #settle: ((reply: TaskReply) => void) | undefined;

  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<TaskReply>) => this.settle(data);
    port.onmessageerror = () => {
      const message = 'The result cannot be read in this realm.';
      this.settle({ failedItem: 0, failure: { code: 'E_CLONE', message } });
    };
  }

  /**
   * Runs the tasks; to be called when the last call has been answered. Rejects with the platform's `DataCloneError` where the
   * items cannot be sent. A process that dies never answers: whoever holds the line hears of it elsewhere.
   */
  run(request: TaskRequest): Promise<TaskReply> {
    return new Promise((resolve) => {
      this.#port.postMessage(request, transferList(request.items));
      this.expect(resolve);
    });
  }

  close(): void {
    this.#port.close();
  }

  /** Who hears of the next reply. */
  protected expect(settle: (reply: TaskReply) => void): void {
    this.#settle = settle;
  }

  protected settle(reply: TaskReply): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(reply);
  }
}
