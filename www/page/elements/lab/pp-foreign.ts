/** A run from elsewhere: spans of a file, drawn and measured as the lab's own are. */
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { figuresOf } from '../../demos/scheduling/lab';
import { failureOf, type Failure } from '../../failure';
import { foreignTimeline } from '../../foreign/foreign-timeline';
import { readSpans } from '../../foreign/read-spans';
import '../../foreign/words';
import { formatNumber, t } from '../../messages/index';
import { textOfFile } from '../../programs/files';
import { define } from '../define';
import { LightElement } from '../light-element';
import { FIGURES, TITLES, written } from './lab-figures';
import type { Prepared } from './pp-gantt';
import { prepare } from './prepare';

/** Reports with many pictures are as large; more would hold the page up. */
const MOST_BYTES = 64_000_000;

/** A file of spans tells nothing of dispatches. */
const KNOWN = FIGURES.filter((name) => name !== 'dispatches' && name !== 'overhead');

export class PpForeign extends LightElement {
  static readonly tag = 'pp-foreign';

  /** With which test ids begin. */
  @property() name = '';
  @state() file = '';
  @state() shown: Prepared | null = null;
  @state() failure: Failure | null = null;
  #job = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#job.abort();
  }

  /** Shows the spans of the file, or why it cannot. Never rejects. */
  async open(file: File): Promise<void> {
    this.#job.abort();
    const { signal } = (this.#job = new AbortController());
    this.file = file.name;
    this.failure = this.shown = null;
    try {
      const spans = readSpans(await textOfFile(file, MOST_BYTES));
      const shown = await prepare(foreignTimeline(spans).timeline, signal);
      if (!signal.aborted) this.shown = shown;
    } catch (thrown) {
      if (!signal.aborted) this.failure = failureOf(thrown);
    }
  }

  override render(): TemplateResult {
    const { name, file, shown } = this;
    const heading = t('foreign.heading', { file });
    return html`<p class="hint">${t('foreign.lead')}</p>
      <label class="foreign-file">
        <span>${t('foreign.open')}</span>
        <input
          type="file"
          accept=".csv,.json,.html,text/csv,application/json,text/html"
          data-testid="${name}-file"
          @change=${({ target }: Event) => {
            const chosen = target instanceof HTMLInputElement ? target.files?.[0] : undefined;
            if (chosen) void this.open(chosen);
          }}
        />
      </label>
      <div role="status">
        ${
          this.failure === null
            ? nothing
            : html`<p class="notice" data-testid="${name}-failed" data-code=${this.failure.code}>
                ${t('foreign.failed', { file })}
                <span lang="en">${this.failure.detail}</span>
              </p>`
        }
        ${shown === null ? nothing : html`<h3>${heading}</h3>`}
      </div>
      ${
        shown === null
          ? nothing
          : html`<dl class="figures lab-figures" data-testid="${name}-figures">
                ${figure(t('foreign.tasks'), formatNumber(shown.timeline.tasksMs.length))}
                ${KNOWN.map((name) =>
                  figure(t(TITLES[name]), written(name, figuresOf(shown.timeline))),
                )}
              </dl>
              <pp-gantt
                .name="${name}-timeline"
                .heading=${heading}
                .workers=${shown.timeline.workers}
                .prepared=${shown}
              ></pp-gantt>`
      }`;
  }
}

function figure(title: string, value: string): TemplateResult {
  return html`<div>
    <dt>${title}</dt>
    <dd>${value}</dd>
  </div>`;
}

define(PpForeign);
