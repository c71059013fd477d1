/**
 * The text of a program: to be read at once, and to be changed as soon as the editor is there,
 * which is loaded when it is first wanted. Where it does not come, a plain field takes its place.
 */
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Dialect } from '../../demos/constants';
import { t } from '../../messages/index';
import { MANNERS } from '../../programs/manners';
import type { Mark } from '../../programs/tracebacks';
import { LightElement } from '../light-element';
import { listingLines } from '../demo/listing';
import type { CodeView } from './code-view';

type Mode = 'listing' | 'loading' | 'editor' | 'plain';

export class PpEditor extends LightElement {
  static readonly tag = 'pp-editor';

  /** With which ids in the document begin, and test ids. */
  @property() name = '';
  @property() dialect: Dialect = 'python';
  @property() text = '';
  /** It is a listing, and stays one. */
  @property({ attribute: false }) readonly = false;
  @property({ attribute: false }) marks: readonly Mark[] = [];
  /** The line at which one looks. */
  @property({ attribute: false }) line: number | null = null;
  @state() mode: Mode = 'listing';
  #view: CodeView | null = null;
  #opening: Promise<void> | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#view?.destroy();
    this.#view = null;
    this.#opening = null;
    this.mode = 'listing';
  }

  /** Loads the editor, unless it is there. Never rejects. */
  open(): Promise<void> {
    if (this.readonly) return Promise.resolve();
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** The editor has the focus, as soon as it is there. */
  async edit(at?: { x: number; y: number }): Promise<void> {
    await this.open();
    if (this.#view === null) this.querySelector('textarea')?.focus();
    else if (at) this.#view.focusAt(at.x, at.y);
    else this.#view.focus();
  }

  async goToLine(line: number): Promise<void> {
    await this.edit();
    this.#view?.goToLine(line);
  }

  async #open(): Promise<void> {
    this.mode = 'loading';
    this.dispatchEvent(new CustomEvent('editor-opened', { bubbles: true }));
    let openCodeView;
    try {
      ({ openCodeView } = await import('./code-view'));
    } catch {
      this.mode = 'plain';
      await this.updateComplete;
      return;
    }
    if (!this.isConnected) return;
    this.mode = 'editor';
    await this.updateComplete;
    const parent = this.querySelector<HTMLElement>('.code-view');
    if (parent === null) return;
    this.#view = openCodeView({
      parent,
      text: this.text,
      dialect: this.dialect,
      label: t(MANNERS[this.dialect].title),
      describedBy: `${this.name}-keys`,
      changed: (text) => this.#changed(text),
      entered: (line) =>
        this.dispatchEvent(new CustomEvent('line-entered', { bubbles: true, detail: line })),
    });
    this.#view.setMarks(this.marks);
    this.#view.setLine(this.line);
  }

  #changed(text: string): void {
    this.text = text;
    this.dispatchEvent(new CustomEvent('text-typed', { bubbles: true, detail: text }));
  }

  protected override updated(changed: PropertyValues<this>): void {
    const view = this.#view;
    if (view === null) return;
    if (changed.has('text')) view.setText(this.text);
    if (changed.has('marks')) view.setMarks(this.marks);
    if (changed.has('line')) view.setLine(this.line);
    // The page speaks another language, perhaps.
    if (changed.size === 0) view.setLabel(t(MANNERS[this.dialect].title));
  }

  override render(): TemplateResult {
    const { mode, name } = this;
    return html`${this.#body()}
      <p class="hint keys" id="${name}-keys" ?hidden=${mode === 'listing' || mode === 'loading'}>
        ${t(mode === 'plain' ? 'program.plain' : 'program.keys')}
      </p>`;
  }

  #body(): TemplateResult {
    const { mode, name } = this;
    const { title, comment, id } = MANNERS[this.dialect];
    if (mode === 'editor') return html`<div class="code-view" data-testid="${name}-editor"></div>`;
    if (mode === 'plain')
      return html`<textarea
        class="listing-text"
        data-testid="${name}-editor"
        aria-label=${t(title)}
        aria-describedby="${name}-keys"
        spellcheck="false"
        autocapitalize="off"
        translate="no"
        rows=${this.text.split('\n').length + 1}
        .value=${this.text}
        @input=${({ target }: Event) =>
          this.#changed(target instanceof HTMLTextAreaElement ? target.value : this.text)}
      ></textarea>`;
    return html`<pre
      class="listing-text"
      tabindex="0"
      role="group"
      aria-label=${t(title)}
      lang="en"
      translate="no"
      data-testid="${name}-listing-${id}"
      @click=${this.#clicked}
    ><code>${listingLines(this.text, comment)}</code></pre>`;
  }

  /** Whoever has marked a part wants to copy it. */
  readonly #clicked = ({ clientX: x, clientY: y }: MouseEvent): void => {
    if (getSelection()?.isCollapsed !== false) void this.edit({ x, y });
  };
}
