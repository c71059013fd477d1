/** A demo's settings: Run and Stop, what stands beside them, presets and controls. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Demo } from '../../demos/demo';
import type { Drafts } from '../../demos/drafts';
import type { Facts, Values } from '../../demos/params';
import { t } from '../../messages/index';
import type { RunState } from '../../runner';
import type { ControlText } from './pp-controls';
import type { Position } from './pp-progress';

export interface DemoSettings {
  demo: Demo;
  state: RunState;
  values: Values;
  facts: Facts;
  drafts: Drafts;
  /** Controls that the reader cannot change. */
  fixed: ReadonlySet<string>;
  /** What can be set is behind a button of its own. */
  folded: boolean;
  /** Every control holds a value, and the demo can run on this page. */
  runnable: boolean;
  /** The address of this experiment. */
  address: () => string;
  /** The controls are set as a preset sets them. */
  holds: (preset: Values) => boolean;
  run: (event: Event) => void;
  stop: () => void;
  embed: () => void;
  toProgram: () => void;
  preset: (values: Values) => void;
  typed: (event: CustomEvent<ControlText>) => void;
}

export function demoSettings(given: DemoSettings): TemplateResult {
  const { demo, state } = given;
  const running = state.name === 'running';
  const position: Position | null = state.name === 'running' && state.slow ? state : null;
  return html`<form class="settings" aria-label=${t('control.heading')} novalidate>
    <div class="actions">
      <button
        type="submit"
        class="primary"
        data-testid="${demo.name}-run"
        ?disabled=${running || !given.runnable}
        @click=${given.run}
      >
        ${t('run.run')}
      </button>
      <button
        type="button"
        data-testid="${demo.name}-stop"
        ?disabled=${!running}
        @click=${given.stop}
      >
        ${t('run.stop')}
      </button>
      <div class="actions-beside">
        <pp-copy
          .name="${demo.name}-link"
          .label=${t('export.link')}
          .text=${given.address}
        ></pp-copy>
        <button
          type="button"
          class="quiet"
          aria-haspopup="dialog"
          data-testid="${demo.name}-embed"
          @click=${given.embed}
        >
          ${t('export.embed')}
        </button>
        <button
          type="button"
          class="quiet to-program"
          data-testid="${demo.name}-to-program"
          @click=${given.toProgram}
        >
          ${t('code.goTo')}
        </button>
      </div>
    </div>
    <pp-progress .demo=${demo.name} .position=${position}></pp-progress>
    ${
      given.folded
        ? html`<details class="fold" data-testid="${demo.name}-fold">
            <summary>${t('control.heading')}</summary>
            ${choices(given)}
          </details>`
        : choices(given)
    }
  </form>`;
}

/** Presets and controls. */
function choices(given: DemoSettings): TemplateResult {
  const { demo } = given;
  const running = given.state.name === 'running';
  return html`${
      demo.presets.length === 0 || demo.params.every(({ name }) => given.fixed.has(name))
        ? nothing
        : html`<div class="presets" role="group" aria-label=${t('control.presets')}>
            ${demo.presets.map(
              (preset) =>
                html`<button
                  type="button"
                  class="quiet"
                  data-testid="${demo.name}-preset-${preset.id}"
                  aria-pressed=${given.holds(preset.values) ? 'true' : 'false'}
                  ?disabled=${running}
                  @click=${() => given.preset(preset.values)}
                >
                  ${t(preset.label)}
                </button>`,
            )}
          </div>`
    }
    <pp-controls
      .demo=${demo.name}
      .params=${demo.params}
      .values=${given.values}
      .facts=${given.facts}
      .drafts=${given.drafts}
      .locked=${running}
      .fixed=${given.fixed}
      @control-typed=${given.typed}
    ></pp-controls>`;
}
