/**
 * One demo without the page around it, for a frame: what of it is shown, the way to the whole page,
 * what the embedding page is told, and what it may ask for.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { EventName, OwnProgram } from '../../../embed/protocol';
import type { DemoFailure, DemoReady, DemoSettings } from '../../../embed/public';
import { DEMOS } from '../../demos/registry';
import type { Param, Values } from '../../demos/params';
import { plainResult } from '../../embed-result';
import {
  EMBED_NAMES,
  readOptions,
  unknownName,
  withNearest,
  type EmbedOptions,
} from '../../embedding/options';
import type { TurnEngine } from '../../embedding/turn-engine';
import { language, say, t, type Message } from '../../messages/index';
import type { ProgramState } from '../../programs/run-state';
import {
  CODE,
  PYTHON,
  readWorkers,
  writeAddress,
  type Carried,
  type EmbedAddress,
} from '../../router/address';
import { theme } from '../../settings';
import { Watch } from '../../store';
import { readView, type View } from '../../view';
import { LightElement } from '../light-element';
import { PpDemo, type RunEnd } from '../demo/pp-demo';
import type { PpEmbedProgram } from './pp-embed-program';

/** What an address without a demo shows. */
const DEFAULT_DEMO = DEMOS.find(({ name }) => name === 'matmul') ?? DEMOS[0];

/** What can be set of a program; its other names are the embed's. */
const PROGRAM_PARAMS = [{ name: 'workers' }, { name: 'method' }] as const;

/** What becomes of the demo, for the page around it. */
export interface Listener {
  event(name: EventName, detail: unknown, runs: readonly number[]): void;
  settings(settings: DemoSettings, problems: readonly string[]): void;
}

export class PpEmbed extends LightElement {
  static readonly tag = 'pp-embed';

  @property({ attribute: false }) engine: TurnEngine;
  @property({ attribute: false }) address: EmbedAddress;
  /** The frame may not start workers. */
  @property({ attribute: false }) sandboxed: boolean;
  /** Of the page around it; a sentence where it cannot be had. */
  @property({ attribute: false }) own: OwnProgram | string | null = null;
  @state() said = '';
  /** The workbench, once it has been loaded; `failed` where it could not be. */
  @state() workbench: 'loaded' | 'failed' | null = null;
  @state() programNames: readonly string[] = [];
  /** The page's own program for an address; null where it cannot be in one. */
  @state() ownCode: string | null | undefined;
  /** The frame's language and theme, for links to the page. */
  #looks: Carried = {};
  readonly #listener: Listener;
  #view: View | null = null;
  #options: EmbedOptions | null = null;
  #fixed: ReadonlySet<string> = new Set();
  /** Said where the address names a demo or a program that there is not. */
  #unknown: Message | null = null;
  /** The runs that the page has asked for, by their numbers. */
  #asked: number[] = [];
  /** How the last run of the program ended. */
  #programState: ProgramState['name'] = 'idle';

  constructor(engine: TurnEngine, address: EmbedAddress, sandboxed: boolean, listener: Listener) {
    super();
    this.engine = engine;
    this.address = address;
    this.sandboxed = sandboxed;
    this.#listener = listener;
    new Watch(this, theme);
    new Watch(this, engine.state);
    new Watch(this, engine.waiting);
  }

  /** The page around it has a program for it, and has to be waited for. */
  get awaitsProgram(): boolean {
    return this.#isProgram && readOptions(this.address, [], true).own;
  }

  get #isProgram(): boolean {
    return this.address.demo.trim() === PYTHON;
  }

  /** Tells that the demo is there and may run, or the reason why not. */
  async begin(): Promise<void> {
    if (this.#isProgram) await this.#loadWorkbench();
    await this.updateComplete;
    const failure = this.#failure;
    if (failure) {
      this.#listener.event('demo-failed', failure, []);
      return;
    }
    const ready: DemoReady = {
      demo: this.#name,
      crossOriginIsolated,
      problems: this.#problems,
      settings: this.#settings,
    };
    this.#listener.event('demo-ready', ready, []);
    if (this.#options?.autorun === true) await this.run();
  }

  async #loadWorkbench(): Promise<void> {
    try {
      const [{ PpEmbedProgram, codeOf }, { PROGRAM_NAMES }] = await Promise.all([
        import('./pp-embed-program'),
        import('../../embedding/programs'),
      ]);
      if (!customElements.get(PpEmbedProgram.tag))
        customElements.define(PpEmbedProgram.tag, PpEmbedProgram);
      this.programNames = PROGRAM_NAMES;
      if (this.own !== null && typeof this.own !== 'string') this.ownCode = await codeOf(this.own);
      this.workbench = 'loaded';
    } catch {
      this.workbench = 'failed';
    }
    await this.updateComplete;
    await this.#program?.updateComplete;
    await this.#program?.workbench?.updateComplete;
  }

  /** Runs the demo once, unless a run is under way; one that cannot run has failed. */
  async run(number?: number): Promise<void> {
    if (number !== undefined) this.#asked.push(number);
    await this.updateComplete;
    const demo = this.#demo;
    if (demo) await demo.updateComplete;
    const program = this.#program?.workbench;
    const failure = this.#failure ?? (demo ? obstacle(demo) : null);
    if (failure) this.#end('demo-failed', failure);
    else if (program?.unavailable === true)
      this.#end('demo-failed', { code: 'E_UNSUPPORTED', message: t('program.unavailable') });
    else {
      demo?.run();
      program?.run();
    }
  }

  stop(): void {
    this.#demo?.stop();
    this.#program?.workbench?.stop();
  }

  /** Sets controls; what is wrong with one is told and leaves it as it was. */
  async set(settings: DemoSettings): Promise<void> {
    const before = this.#problems;
    const query = new Map(this.address.query);
    const good = new Map(query);
    for (const [name, value] of Object.entries(settings)) query.set(name, String(value));
    this.address = { ...this.address, query };
    await this.updateComplete;
    const problems = this.#problems.filter((problem) => !before.includes(problem));
    if (problems.length > 0) {
      // Only those that can be used stay.
      const values = this.#settings;
      for (const [name, value] of Object.entries(settings))
        if (String(values[name]) === String(value)) good.set(name, String(value));
      this.address = { ...this.address, query: good };
      await this.updateComplete;
    }
    await this.#program?.updateComplete;
    this.#listener.settings(this.#settings, problems);
  }

  get #demo(): PpDemo | null {
    const demo = this.querySelector('pp-demo');
    return demo instanceof PpDemo ? demo : null;
  }

  get #program(): PpEmbedProgram | null {
    return this.querySelector<PpEmbedProgram>('pp-embed-program');
  }

  /** Also a program beside a demo. */
  get #running(): boolean {
    const programs = this.querySelectorAll<HTMLElement & { busy: boolean }>('pp-program');
    return this.#demo?.running === true || Array.from(programs).some(({ busy }) => busy);
  }

  get #name(): string {
    return this.#isProgram ? PYTHON : (this.#view?.demo?.name ?? '');
  }

  get #settings(): Values {
    return this.#isProgram ? { ...this.#program?.values } : (this.#view?.values ?? {});
  }

  get #problems(): string[] {
    return this.#notices.map(say);
  }

  get #notices(): readonly Message[] {
    return this.#view?.notices ?? [];
  }

  /** Why there will be no run in this frame. */
  get #failure(): DemoFailure | null {
    if (this.sandboxed) return { code: 'E_WORKER_LOAD', message: say({ key: 'embed.sandboxed' }) };
    if (this.workbench === 'failed')
      return { code: 'E_WORKER_LOAD', message: t('embed.loadFailed') };
    return this.#unknown ? { code: 'E_ARGUMENT', message: say(this.#unknown) } : null;
  }

  protected override willUpdate(): void {
    const { address } = this;
    const program = this.#isProgram;
    const name = address.demo.trim() === '' ? DEFAULT_DEMO.name : address.demo.trim();
    const params: readonly Pick<Param, 'name'>[] = program
      ? PROGRAM_PARAMS
      : (DEMOS.find((demo) => demo.name === name)?.params ?? []);
    const options = readOptions(address, params, program);
    const { query } = options;
    const view = readView({ demo: name, query }, this.engine, this.#view);
    this.#unknown = this.#unknownOf(name, view);
    this.#options = options;
    if (options.locked === 'all') this.#fixed = new Set(params.map((param) => param.name));
    else this.#fixed = options.locked;
    this.#view = {
      ...view,
      notices: [
        ...(this.sandboxed ? [{ key: 'embed.sandboxed' } as const] : []),
        ...options.problems,
        ...view.notices.map((notice) => withNearest(notice, params)),
        ...(program ? programProblems(query) : []),
      ],
    };
    if (this.#looks['lang'] !== language.value || this.#looks['theme'] !== theme.value)
      this.#looks = { lang: language.value, theme: theme.value };
    if (view.demo) document.title = t(view.demo.title);
    else if (program) document.title = t('python.title');
  }

  #unknownOf(name: string, view: View): Message | null {
    if (!this.#isProgram)
      return view.demo === null
        ? unknownName('embed.noDemo', name, [...DEMOS.map((demo) => demo.name), PYTHON])
        : null;
    if (typeof this.own === 'string')
      return { key: 'embed.noPageProgram', values: { reason: this.own } };
    const asked = this.address.query.get('program')?.trim() ?? '';
    const known = this.workbench === 'loaded';
    const there = asked === '' || !known || this.programNames.includes(asked);
    return there ? null : unknownName('embed.noProgram', asked, this.programNames);
  }

  override render(): TemplateResult | typeof nothing {
    const view = this.#view;
    const options = this.#options;
    if (options === null || view === null) return nothing;
    if (this.#unknown)
      return html`<main class="wrap embed">
        <pp-notices .notices=${[this.#unknown]}></pp-notices>
        ${this.#whole('', this.#looks)}
      </main>`;
    const { heightPx } = options;
    return html`<main
        class="wrap embed"
        data-hidden=${options.hidden.join(' ')}
        ?data-compact=${options.compact}
        ?data-capped=${heightPx !== null}
        style=${heightPx === null ? nothing : `max-block-size: ${heightPx}px`}
      >
        ${this.#isProgram ? this.#programPart(options, view) : this.#demoPart(options, view)}
        <p class="notice embed-waiting" role="status" ?hidden=${!this.engine.waiting.value}>
          ${this.engine.waiting.value ? t('embed.waiting') : nothing}
        </p>
        ${
          // The engine starts with the first run; until then there is nothing to say of it.
          this.engine.state.value.name === 'idle' || this.sandboxed
            ? nothing
            : html`<pp-badge
                .state=${this.engine.state.value}
                @retry-requested=${() => void this.#retry()}
              ></pp-badge>`
        }
        ${
          // What cannot travel is not lost behind a link.
          this.ownCode === null
            ? nothing
            : this.#whole(this.#name, { ...this.#linked(view), ...this.#looks })
        }
      </main>
      <div class="visually-hidden" role="status" aria-live="polite">${this.said}</div>`;
  }

  #demoPart(options: EmbedOptions, view: View): TemplateResult | typeof nothing {
    if (view.demo === null) return nothing;
    return html`<pp-demo
      .demo=${view.demo}
      .values=${view.values}
      .facts=${view.facts}
      .notices=${view.notices}
      .engine=${this.engine}
      .base=${'./'}
      .code=${this.address.query.get(CODE)}
      .recordings=${false}
      .carried=${this.#looks}
      .folded=${options.compact}
      .fixed=${this.#fixed}
      .readonly=${options.readonly}
      @values-changed=${this.#valuesChanged}
      @run-ended=${this.#runEnded}
      @program-ended=${this.#turnOver}
      @announced=${this.#announced}
    ></pp-demo>`;
  }

  #programPart(options: EmbedOptions, view: View): TemplateResult | typeof nothing {
    const { workbench } = this;
    if (workbench === null) return nothing;
    if (workbench === 'failed')
      return html`<p class="notice" data-testid="embed-missing">${t('embed.loadFailed')}</p>`;
    const { query } = this.address;
    const workers = readWorkers({ demo: '', query });
    return html`<pp-embed-program
      .program=${query.get('program')?.trim() ?? ''}
      .own=${typeof this.own === 'string' ? null : this.own}
      .code=${query.get(CODE)}
      .engine=${this.engine}
      .facts=${view.facts}
      .notices=${view.notices}
      .readonly=${options.readonly}
      .fixed=${this.#fixed}
      .carried=${this.#looks}
      .settings=${{ method: query.get('method') ?? '', ...(workers !== null && { workers }) }}
      @change=${() => queueMicrotask(() => this.#listener.settings(this.#settings, []))}
      @program-ended=${this.#programEnded}
      @announced=${this.#announced}
    ></pp-embed-program>`;
  }

  /** What the link to the whole page keeps. */
  #linked(view: View): Record<string, string | number | undefined> {
    if (!this.#isProgram) return view.values;
    const { query } = this.address;
    return { program: query.get('program'), [CODE]: this.ownCode ?? query.get(CODE) };
  }

  /** The way to the whole page. */
  #whole(
    demo: string,
    values: Readonly<Record<string, string | number | undefined>>,
  ): TemplateResult {
    return html`<p class="embed-full">
      <a
        href="./${writeAddress(demo, values)}"
        target="_blank"
        rel="noopener"
        data-testid="embed-full"
        >${t('embed.full')} – ${t('app.name')}</a
      >
    </p>`;
  }

  async #retry(): Promise<void> {
    await this.engine.open().catch(() => undefined);
    this.#turnOver();
  }

  readonly #valuesChanged = ({ detail }: CustomEvent<Values>): void => {
    const query = new Map(this.address.query);
    for (const [name, value] of Object.entries(detail)) {
      query.delete(name.toLowerCase());
      query.set(name, String(value));
    }
    this.address = { ...this.address, query };
    this.#listener.settings(detail, []);
  };

  readonly #runEnded = ({ detail }: CustomEvent<RunEnd>): void => {
    const { state } = detail;
    if (state.name === 'finished') this.#end('demo-finished', plainResult(detail));
    if (state.name === 'failed')
      this.#end('demo-failed', { code: state.failure.code, message: state.failure.detail });
    if (state.name === 'stopped')
      this.#end('demo-failed', { code: 'E_CANCELLED', message: 'The run was stopped.' });
    this.#turnOver();
  };

  /** A run of a program is told once, also where it has been stopped and ends much later. */
  readonly #programEnded = ({ detail }: CustomEvent<ProgramState>): void => {
    this.#turnOver();
    const before = this.#programState;
    this.#programState = detail.name;
    if (detail.name === 'ended' && detail.stopped && before === 'stopped') return;
    const result = this.#program?.resultOf(detail) ?? null;
    if (result !== null && detail.name === 'ended' && !detail.stopped)
      this.#end('demo-finished', result);
    else if (detail.name === 'failed')
      this.#end('demo-failed', { code: detail.failure.code, message: detail.failure.detail });
    else this.#end('demo-failed', { code: 'E_CANCELLED', message: 'The program was stopped.' });
  };

  #end(name: EventName, detail: unknown): void {
    const runs = this.#asked;
    this.#asked = [];
    this.#listener.event(name, detail, runs);
  }

  readonly #turnOver = (): void => {
    if (!this.#running) this.engine.over();
  };

  readonly #announced = ({ detail }: CustomEvent<string>): void => {
    this.said = detail;
  };
}

/** Why a demo cannot run as it stands. */
function obstacle({ refusal, valid }: PpDemo): DemoFailure | null {
  if (refusal !== null)
    return { code: refusal.code, message: refusal.sentences.map(say).join(' ') };
  return valid ? null : { code: 'E_ARGUMENT', message: say({ key: 'embed.invalid' }) };
}

/** The page's reading of an address says nothing of names where there is no demo. */
function programProblems(query: ReadonlyMap<string, string>): Message[] {
  const names = [...new Set([...PROGRAM_PARAMS.map(({ name }) => name), ...EMBED_NAMES])];
  return [...query.keys()]
    .filter((name) => !names.some((one) => one === name))
    .map((name) => unknownName('embed.unknownName', name, names));
}
