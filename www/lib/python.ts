/** `pg.python`: starts the supervisor on first use, and runs programs. */
import { Link } from '../common/link';
import { PlaygroundError } from '../common/errors';
import { nowMs } from '../common/clock';
import type { RunEvent, SupervisorRealm } from '../common/python-messages';
import type { StartMethod } from '../common/types/python';

export interface RunOptions {
  startMethod?: StartMethod;
  cpuCount?: number;
  onOutput?: (output: unknown) => void;
  onProcess?: (process: unknown) => void;
  stdin?: string;
}

let runs = 0;

export class Python {
  #link: Promise<Link<SupervisorRealm>> | undefined;
  #workers: number;
  constructor(workers: number) {
    this.#workers = workers;
  }

  async ready(): Promise<unknown> {
    await this.#supervisor();
    return {};
  }

  async run(program: string, options: RunOptions = {}): Promise<unknown> {
    const link = await this.#supervisor();
    const startMs = nowMs();
    const { port1, port2 } = new MessageChannel();
    runs += 1;
    let stdout = '';
    let stderr = '';
    port1.onmessage = ({ data }: MessageEvent<RunEvent>) => {
      if (data.kind === 'output') {
        if (data.stream === 'stdout') stdout += data.text;
        else stderr += data.text;
        options.onOutput?.(data);
      } else options.onProcess?.(data);
    };
    const request = {
      run: runs,
      files: new Map([['main.py', program]]),
      main: 'main.py',
      args: [],
      wheels: [],
      startMethod: options.startMethod ?? 'fork',
      cpuCount: options.cpuCount ?? this.#workers,
      stdin: options.stdin ?? '',
      events: port2,
    };
    const reply = await link.call('run', [request], [port2]);
    await new Promise((resolve) => setTimeout(resolve, 0));
    return { ...reply, stdout, stderr, elapsedMs: nowMs() - startMs };
  }

  #supervisor(): Promise<Link<SupervisorRealm>> {
    this.#link ??= (async () => {
      const worker = new Worker(new URL('../python/supervisor.worker.ts', import.meta.url), {
        type: 'module',
        name: 'python supervisor',
      });
      const name = `parallel-playground:${Date.now().toString(36)}:python`;
      const link = new Link<SupervisorRealm>(worker, name);
      const config = { name, nSpares: this.#workers + 1, startTimeoutMs: 60_000, sharedMemory: !(globalThis as unknown as {noShare?: boolean}).noShare };
      await link.start('start', [config], 60_000);
      return link;
    })();
    return this.#link;
  }
}

export { PlaygroundError };
