/** The bar of the workbench: Run and Stop, what Python is to be told, and what is to be loaded. */
import { html, nothing, type TemplateResult } from 'lit';
import type { StartMethod } from '../../../common/types';
import type { Dialect } from '../../demos/constants';
import { t } from '../../messages/index';
import type { Manner } from '../../programs/manners';
import type { ProgramState } from '../../programs/run-state';
import { MAX_WORKERS } from '../../router/address';
import { loadingBar } from './loading-bar';
import { wordsOf } from './state-words';

export const METHODS: readonly StartMethod[] = ['fork', 'spawn', 'forkserver'];

export interface ProgramBar {
  /** With which test ids and ids in the document begin. */
  name: string;
  dialect: Dialect;
  manner: Manner;
  now: ProgramState;
  /** Of Python, as soon as it is known. */
  version: string | null;
  /** There can be no run here. */
  unavailable: boolean;
  runnable: boolean;
  method: StartMethod;
  workers: number;
  /** What of these two cannot be chosen. */
  fixed: ReadonlySet<string>;
  run: (event: Event) => void;
  stop: () => void;
  /** Goes to the output, which may be below all of the text. */
  toOutput: () => void;
  methodChosen: (method: StartMethod) => void;
  /** What the reader has typed; returns what holds then. */
  workersTyped: (count: number) => number;
}

export function programBar(given: ProgramBar): TemplateResult {
  const { name, now } = given;
  const busy = now.name === 'loading' || now.name === 'running';
  return html`<form class="workbench-bar" aria-label=${t(given.manner.title)} novalidate>
      <button
        type="submit"
        class="primary"
        data-testid="${name}-program-run"
        ?disabled=${busy || given.unavailable || !given.runnable}
        @click=${given.run}
      >
        ${t('program.run')}
      </button>
      <button
        type="button"
        data-testid="${name}-program-stop"
        ?disabled=${!busy || (now.name === 'running' && now.stopping)}
        @click=${given.stop}
      >
        ${t('run.stop')}
      </button>
      ${given.dialect === 'python' ? options(given, busy) : nothing}
    </form>
    ${loading(given)}`;
}

/** What Python is to be told. */
function options(given: ProgramBar, busy: boolean): TemplateResult {
  const { name } = given;
  return html`<label>
      <span>${t('program.method')}</span>
      <select
        data-testid="${name}-program-method"
        ?disabled=${busy || given.fixed.has('method')}
        @change=${({ target }: Event) => {
          const chosen = target instanceof HTMLSelectElement ? target.value : '';
          given.methodChosen(METHODS.find((it) => it === chosen) ?? given.method);
        }}
      >
        ${METHODS.map(
          (it) => html`<option value=${it} .selected=${it === given.method}>${it}</option>`,
        )}
      </select>
    </label>
    <label>
      <span>${t('program.workers')}</span>
      <input
        type="number"
        inputmode="numeric"
        min="1"
        max=${MAX_WORKERS}
        data-testid="${name}-program-workers"
        aria-describedby="${name}-program-workers-hint"
        ?disabled=${busy || given.fixed.has('workers')}
        .value=${String(given.workers)}
        @change=${({ target }: Event) => {
          if (!(target instanceof HTMLInputElement)) return;
          target.value = String(given.workersTyped(Math.round(Number(target.value))));
        }}
      />
    </label>
    <span class="visually-hidden" id="${name}-program-workers-hint"
      >${t('program.workersHint')}</span
    >`;
}

/** What is to be loaded, before and while it is. */
function loading(given: ProgramBar): TemplateResult {
  const { name, manner, now, version, unavailable } = given;
  if (unavailable)
    return html`<p
      class="notice"
      data-testid="${name}-program-unavailable"
      data-code="E_UNSUPPORTED"
    >
      ${t('program.unavailable')}
    </p>`;
  if (now.name === 'loading')
    return loadingBar(`${name}-program-loading`, manner.loading, now.loading);
  return html`<p class="hint workbench-loading" data-testid="${name}-program-first">
    ${version === null ? t(manner.first) : t('program.version', { version })}
    ${now.name === 'idle' ? nothing : runBelow(given)}
  </p>`;
}

/** What the run does, where its output is not beside the text but below it. */
function runBelow({ name, manner, now, toOutput }: ProgramBar): TemplateResult {
  return html`<span class="run-below" data-testid="${name}-program-below"
    >${wordsOf(now, manner)}
    <button type="button" class="plain" data-testid="${name}-program-to-output" @click=${toOutput}>
      ${t('program.toOutput')} ↓
    </button></span
  >`;
}
