/**
 * The client side of a port for tasks: one request at a time goes to the process. The other end is
 * `www/process/task-server.ts`.
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
   * Runs the tasks; to be called only after the last call was answered. Rejects with the platform's
   * `DataCloneError` if the items cannot be sent. If the process dies there is no answer: its owner
   * is informed by the link.
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

  /** Sets the callback for the next reply. */
  protected expect(settle: (reply: TaskReply) => void): void {
    this.#settle = settle;
  }

  protected settle(reply: TaskReply): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(reply);
  }
}
