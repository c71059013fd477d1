/**
 * A Python program in a frame: one of the chapter's, one to begin with, or the embedding page's
 * own. Loaded with the workbench.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { PythonResult, StartMethod } from '../../../common/types';
import type { OwnProgram } from '../../../embed/protocol';
import { oneOf } from '../../settings';
import { programOf } from '../../embedding/programs';
import { packed } from '../../programs/packed-text';
import { NO_FACTS, type Facts, type Values } from '../../demos/params';
import { commented, language, t, type Message } from '../../messages/index';
import type { PageEngine } from '../../page-engine';
import type { ProgramState } from '../../programs/run-state';
import { PYTHON, writeAddress, type Carried } from '../../router/address';
import { LightElement } from '../light-element';
import '../program/index';
import { METHODS } from '../program/program-bar';
import { PpProgram } from '../program/pp-program';

/** What `demo-finished` says of a program. */
export interface ProgramEnd extends PythonResult {
  demo: typeof PYTHON;
  program: string;
  params: { method: StartMethod; workers: number };
}

/**
 * The page's own program as it is written in an address; null where it cannot be: it has files
 * beside it, or is too long.
 */
export async function codeOf({ text, files }: OwnProgram): Promise<string | null> {
  if (text === null || Object.keys(files).length > 0) return null;
  return packed(text).catch(() => null);
}

export class PpEmbedProgram extends LightElement {
  static readonly tag = 'pp-embed-program';

  /** Its name; empty for the first to begin with, or the page's own. */
  @property() program = '';
  /** Of the page around the frame. */
  @property({ attribute: false }) own: OwnProgram | null = null;
  /** The text that the address brings, as it is written there. */
  @property({ attribute: false }) code: string | undefined;
  @property({ attribute: false }) engine: PageEngine | null = null;
  @property({ attribute: false }) facts: Facts = NO_FACTS;
  @property({ attribute: false }) notices: readonly Message[] = [];
  @property({ attribute: false }) readonly = false;
  @property({ attribute: false }) fixed: ReadonlySet<string> = new Set();
  @property({ attribute: false }) carried: Carried = {};
  /** What the address, or the page, sets. */
  @property({ attribute: false }) settings: Values = {};

  get workbench(): PpProgram | null {
    const found = this.querySelector('pp-program');
    return found instanceof PpProgram ? found : null;
  }

  /** As they are now. */
  get values(): { method: StartMethod; workers: number } {
    const { workbench } = this;
    return {
      method: workbench?.method ?? 'fork',
      workers: workbench?.workers ?? this.facts.workers,
    };
  }

  /** The result of a run that has ended; null where it has none. */
  resultOf(state: ProgramState): ProgramEnd | null {
    if (state.name !== 'ended') return null;
    const result = state.result as ProgramEnd;
    return { ...result, demo: PYTHON, program: this.#name, params: this.values };
  }

  get #name(): string {
    return (this.own?.text ?? null) === null ? programOf(this.program).name : '';
  }

  override render(): TemplateResult {
    const starter = programOf(this.program);
    const own = this.own?.text ?? null;
    const { method, workers } = this.settings;
    return html`<header class="demo-head">
        <h1 tabindex="-1" class=${own === null ? nothing : 'visually-hidden'}>
          ${t(own === null ? starter.title : 'program.python')}
        </h1>
      </header>
      <pp-notices .notices=${this.notices}></pp-notices>
      <pp-program
        ?eager=${!this.readonly}
        .name=${PYTHON}
        .program=${this.#name}
        .original=${own ?? commented(starter.text, '#', language.value)}
        .code=${this.code}
        .engine=${this.engine}
        .facts=${this.facts}
        .files=${this.own?.files}
        .readonly=${this.readonly}
        .fixed=${this.fixed}
        .method=${oneOf(METHODS, String(method)) ?? 'fork'}
        .workers=${typeof workers === 'number' ? workers : null}
        .addressOf=${this.#addressOf}
      ></pp-program>`;
  }

  readonly #addressOf = (code: string): string =>
    new URL(
      `./${writeAddress(PYTHON, { program: this.#name || undefined, code, ...this.carried })}`,
      location.href,
    ).href;
}
