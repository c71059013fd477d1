/** What there is to draw of a program's run: taken when its state changes, and while it runs. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { epochMs, type AnyRunner } from '../../programs/run-state';
import type { Recorded } from './pp-program-picture';

/** While a program runs its picture is drawn so often; after a while less often. */
const PICTURE_MS = 200;
const CALM_MS = 1000;
const LIVELY_MS = 15_000;

export class RunPicture implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer = 0;
  #recorded: Recorded | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Null as long as there was no process. */
  get recorded(): Recorded | null {
    return this.#recorded;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** What there is to draw now; where it is live, again after a while, as long as it runs. */
  take(runner: AnyRunner, live: boolean): void {
    clearTimeout(this.#timer);
    const { value: now } = runner.state;
    let recorded: Recorded | null = null;
    if (now.name === 'ended') recorded = { ...now.result, nowMs: NaN };
    else if (now.name === 'running' || now.name === 'stopped') {
      const { lives, trace, startMs } = runner;
      const processes = [...lives.values()].map((life) => ({ ...life }));
      const nowMs = epochMs();
      recorded = { processes, ...trace, dropped: 0, nowMs };
      if (now.name === 'running' && live) {
        const everyMs = nowMs - startMs > LIVELY_MS || isCalm() ? CALM_MS : PICTURE_MS;
        this.#timer = window.setTimeout(() => this.take(runner, live), everyMs);
      }
    }
    this.#recorded = recorded?.processes.length === 0 ? null : recorded;
    this.#host.requestUpdate();
  }
}

function isCalm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
