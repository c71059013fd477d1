/**
 * Running and stopping a demo: one run at a time, every run ends, and what an ended run still says
 * is not heard.
 */
import type { Playground } from '../common/types';
import { withMore, type Demo, type Outcome } from './demos/demo';
import type { Values } from './demos/params';
import { failureOf, type Failure } from './failure';
import type { Message } from './messages/index';
import { Store } from './store';

export type RunState =
  | { name: 'idle' }
  | { name: 'running'; fraction: number; phase: Message; slow: boolean }
  | { name: 'finished'; right: boolean }
  /** `kept`: what is shown is the run before it. */
  | { name: 'stopped'; kept: boolean }
  | { name: 'failed'; failure: Failure };

/** A run shorter than this shows no progress bar. */
const SLOW_MS = 500;
/** Progress is drawn at most this often. */
const DRAW_EVERY_MS = 60;

export class Runner {
  readonly state = new Store<RunState>({ name: 'idle' });
  readonly outcome = new Store<Outcome>({});
  #abort: AbortController | null = null;

  get running(): boolean {
    return this.#abort !== null;
  }

  /** Runs the demo, unless a run is under way. Never rejects: what went wrong becomes the state. */
  async run(demo: Demo, values: Values, open: () => Promise<Playground>): Promise<void> {
    if (this.#abort !== null) return;
    const abort = new AbortController();
    this.#abort = abort;
    const { signal } = abort;
    const current = (): boolean => this.#abort === abort;
    let drawn = 0;
    let position: { fraction: number; phase: Message } = {
      fraction: 0,
      phase: { key: 'phase.engine' },
    };
    let slow = false;
    const before = this.#finished ? this.outcome.value : null;
    const draw = (): void => {
      if (current()) this.state.set({ name: 'running', ...position, slow });
    };

    this.outcome.set({});
    draw();
    const timer = setTimeout(() => {
      slow = true;
      draw();
    }, SLOW_MS);
    const onVisibility = (): void => {
      if (document.hidden) show({ hidden: true });
    };
    const show = (part: Outcome): void => {
      if (current()) this.outcome.set(withMore(this.outcome.value, part));
    };
    document.addEventListener('visibilitychange', onVisibility);
    // One that runs by itself may begin in a tab that nobody looks at.
    onVisibility();

    const stopped = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')), {
        once: true,
      });
    });
    const program = async (): Promise<void> => {
      const playground = await open();
      // What was stopped before may still keep a core busy: nothing is measured beside it.
      await playground.settled();
      signal.throwIfAborted();
      onVisibility();
      await demo.run({
        playground,
        values,
        signal,
        show,
        progress: (fraction, phase) => {
          const now = performance.now();
          const news = phase.key !== position.phase.key;
          position = { fraction: Math.min(1, Math.max(0, fraction)), phase };
          if (news || now - drawn > DRAW_EVERY_MS) {
            drawn = now;
            draw();
          }
        },
      });
    };

    let end: RunState;
    try {
      // Stop is answered at once, even where the work needs a moment more to end.
      const work = program();
      work.catch(() => undefined);
      await Promise.race([work, stopped]);
      end = { name: 'finished', right: this.outcome.value.answer?.state === 'right' };
    } catch (thrown) {
      end = signal.aborted
        ? { name: 'stopped', kept: before !== null }
        : { name: 'failed', failure: failureOf(thrown) };
    }
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onVisibility);
    // Whatever the run left behind is told to stop; after a finished run this has no effect.
    this.#abort = null;
    if (!signal.aborted) abort.abort(new DOMException('the run is over', 'AbortError'));
    // Half a run is no result.
    if (end.name === 'stopped') this.outcome.set(before ?? {});
    this.state.set(end);
  }

  /** What is shown is a whole run. */
  get #finished(): boolean {
    const state = this.state.value;
    return state.name === 'finished' || (state.name === 'stopped' && state.kept);
  }

  /** Shows a run that has finished before. */
  restore(outcome: Outcome, right: boolean): void {
    if (this.running) return;
    this.outcome.set(outcome);
    this.state.set({ name: 'finished', right });
  }

  /** Ends the run under way; without one, does nothing. */
  stop(): void {
    this.#abort?.abort(new DOMException('stopped by the reader', 'AbortError'));
  }

  /** Forgets the last run; one under way is stopped. */
  reset(): void {
    this.stop();
    if (!this.running) {
      this.outcome.set({});
      this.state.set({ name: 'idle' });
    }
  }
}
