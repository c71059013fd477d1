/** The recorded run of the demo that is shown: loaded on request, drawn once it is there. */
import type { ReactiveControllerHost } from 'lit';
import type { Demo, Outcome } from '../../demos/demo';
import type { Values } from '../../demos/params';
import { t, type Message } from '../../messages/index';
import { loadRecording, RECORDED_ON, recordedValues } from '../../recorded/index';
import { why } from '../../why/index';

export class RecordedRun {
  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
  #demo: Demo | null = null;
  #outcome: Outcome | null = null;
  #missing = false;

  constructor(host: Pick<ReactiveControllerHost, 'requestUpdate'>) {
    this.#host = host;
  }

  /** What it showed; null until it is there. */
  get outcome(): Outcome | null {
    return this.#outcome;
  }

  /** It could not be loaded. */
  get missing(): boolean {
    return this.#missing;
  }

  /** From now on that of this demo, which is not loaded yet. */
  begin(demo: Demo): void {
    this.#demo = demo;
    this.#outcome = null;
    this.#missing = false;
  }

  async load(): Promise<void> {
    const demo = this.#demo;
    if (demo === null) return;
    const recording = await loadRecording(demo.name).catch(() => null);
    if (this.#demo !== demo) return;
    this.#outcome = recording;
    this.#missing = recording === null;
    this.#host.requestUpdate();
  }

  /** What its figures come from. */
  get why(): Message[] {
    const [demo, outcome] = [this.#demo, this.#outcome];
    if (demo === null || outcome === null) return [];
    return why(demo, { values: recordedValues(demo), outcome, cores: RECORDED_ON.cores });
  }
}

/** Where the recorded run has other settings than those now chosen. */
export function differing(demo: Demo, values: Values): string {
  const recorded = recordedValues(demo);
  return demo.params
    .filter(({ name, looksOnly }) => looksOnly !== true && recorded[name] !== values[name])
    .map(({ label, name }) => `${t(label)}: ${String(recorded[name])}`)
    .join(' · ');
}
