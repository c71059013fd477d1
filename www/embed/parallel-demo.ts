/**
 * `<parallel-demo demo="matmul" n="512" lang="ko" theme="auto" autorun>`: a demo in a frame, for
 * pages of any origin. It reserves room, loads when it comes near the viewport, is as high as its
 * content, dispatches the demo's events, and takes the page's orders. It accepts messages from its
 * own frame only: both their origin and their window are compared.
 */
import { Calls, demoError, failureIn } from './calls';
import { DEFAULT_DEMO, DEMO_NAMES, PROGRAM_DEMO } from './demos';
import { looksOf, watchLooks } from './looks';
import { isSetting } from './own';
import { ownProgram, writtenIn } from './own-program';
import { posterOf } from './poster';
import {
  OWN_PROGRAM,
  readFrameMessage,
  settingsIn,
  type EventMessage,
  type OwnProgram,
  type PageMessage,
} from './protocol';
import type {
  DemoFailure,
  DemoResult,
  DemoSettings,
  ParallelDemoElement,
  ProgramResult,
} from './public';
import { sheet } from './sheet';
import { Turns } from './turns';
import { WORDS } from './words';

/** The height before the content is known: about what a demo needs. */
const ROOM_PX = 640;
const COMPACT_PX = 440;
const MIN_PX = 40;
const MAX_PX = 20_000;
/** The distance from the viewport at which loading begins. */
const NEAR = '400px';
/**
 * A frame that has not drawn its demo by then has failed; if it draws later, it is shown after all.
 */
const LOAD_MS = 20_000;

/** The serialised origin of a sandboxed document. */
const OPAQUE = 'null';

/** Demos run one at a time on a page; the others have no workers meanwhile. */
const turns = new Turns();
const resting = new Set<() => void>();

type Api = Pick<ParallelDemoElement, 'run' | 'stop' | 'settings' | 'result'>;

/** Makes the element for a site: the folder that `embed.html` is in. */
export function parallelDemo(site: URL): CustomElementConstructor {
  // A sandboxed page has no origin, nor have its frames.
  const origins = origin === OPAQUE ? [site.origin, OPAQUE] : [site.origin];
  return class ParallelDemo extends HTMLElement implements Api {
    readonly #root = this.attachShadow({ mode: 'open' });
    readonly #calls = new Calls();
    #frame: HTMLIFrameElement | null = null;
    /** What the frame was loaded for. */
    #loaded = '';
    #state: 'none' | 'loading' | 'ready' | DemoFailure = 'none';
    /** Those that wait for a frame to set them in. */
    #wanted: DemoSettings = {};
    #settings: DemoSettings = {};
    #result: DemoResult | ProgramResult | null = null;
    #program: Promise<OwnProgram | string> | null = null;
    /** What it has been told; null before it asks. */
    #said: string | null = null;
    #giveBack: () => void = () => undefined;
    #release: (() => void)[] = [];
    #leave: () => void = () => undefined;

    get result(): DemoResult | ProgramResult | null {
      return this.#result;
    }

    get settings(): DemoSettings {
      return { ...this.#settings, ...this.#wanted };
    }

    set settings(settings: DemoSettings) {
      const given = settingsIn(settings);
      if (this.#state === 'ready') {
        this.#settings = { ...this.#settings, ...given };
        this.#post({ type: 'parallel-playground:set', settings: given });
      } else this.#wanted = { ...this.#wanted, ...given };
    }

    run(): Promise<DemoResult | ProgramResult> {
      if (!this.isConnected)
        return Promise.reject(
          demoError({ code: 'E_CLOSED', message: 'The element is not in the document.' }),
        );
      // An attribute that was set a moment ago counts.
      this.#refresh(true);
      const state = this.#state;
      if (typeof state === 'object') return Promise.reject(demoError(state));
      const { number, promise } = this.#calls.make();
      if (state === 'ready') this.#post({ type: 'parallel-playground:run', run: number });
      return promise;
    }

    stop(): void {
      if (this.#state === 'ready') this.#post({ type: 'parallel-playground:stop' });
      else this.#calls.reject(this.#calls.numbers, { code: 'E_CANCELLED', message: 'Stopped.' });
    }

    connectedCallback(): void {
      const style = new CSSStyleSheet();
      style.replaceSync(sheet);
      this.#root.adoptedStyleSheets = [style];
      const room = document.createElement('div');
      room.className = 'room';
      room.style.blockSize = this.#room;
      this.#show(room);
      const near = new IntersectionObserver(
        (entries) => {
          if (entries.some((entry) => entry.isIntersecting)) this.#refresh(true);
        },
        { rootMargin: NEAR },
      );
      near.observe(this);
      // Any attribute may be a parameter, so there is no list of observed attributes; and a program
      // may be written inside.
      const changes = new MutationObserver(() => {
        this.#refresh(this.#frame !== null);
        void this.#setUp();
      });
      changes.observe(this, {
        attributes: true,
        childList: true,
        subtree: true,
        characterData: true,
      });
      const unwatch = watchLooks(() => void this.#setUp());
      this.#leave = () => {
        near.disconnect();
        changes.disconnect();
        unwatch();
      };
    }

    disconnectedCallback(): void {
      this.#leave();
      this.#unload('The element was taken out of the document.');
      this.#calls.reject(this.#calls.numbers, {
        code: 'E_CLOSED',
        message: 'The element was taken out of the document.',
      });
      this.#root.replaceChildren();
    }

    get #demo(): string {
      return this.getAttribute('demo')?.trim() || DEFAULT_DEMO;
    }

    get #address(): URL {
      const address = new URL('embed.html', site);
      for (const { name, value } of this.attributes) {
        if (isSetting(name)) address.searchParams.set(name, value);
      }
      if (this.#written !== '') address.searchParams.set(OWN_PROGRAM, '1');
      return address;
    }

    /** What the author has written for the program; empty for nothing. */
    get #written(): string {
      return this.#demo === PROGRAM_DEMO ? writtenIn(this) : '';
    }

    get #words(): (typeof WORDS)['en' | 'ko'] {
      return WORDS[this.#language];
    }

    get #language(): 'en' | 'ko' {
      return /^\s*ko\b/i.test(this.lang || navigator.language) ? 'ko' : 'en';
    }

    get #autorun(): boolean {
      return isOn(this.getAttribute('autorun'));
    }

    get #room(): string {
      const height = Number.parseInt(this.getAttribute('height') ?? '', 10);
      return `${height > 0 ? height : isOn(this.getAttribute('compact')) ? COMPACT_PX : ROOM_PX}px`;
    }

    /** Loads the frame, unless it is there for what the element says now. */
    #refresh(load: boolean): void {
      const wanted = this.#address.href + this.#written;
      if (load && this.#loaded !== wanted) this.#load(wanted);
    }

    #unload(why: string): void {
      for (const release of this.#release) release();
      this.#release = [];
      // Those that wait for the first frame wait for the next one.
      if (this.#state === 'ready')
        this.#calls.reject(this.#calls.numbers, { code: 'E_CLOSED', message: why });
      this.#giveBack();
      this.#frame = null;
      this.#loaded = '';
      this.#state = 'none';
      this.#settings = {};
      this.#result = null;
      this.#said = null;
    }

    #load(wanted: string): void {
      // A frame that replaces another keeps its height until it reports its own.
      const height = this.#frame?.style.blockSize ?? this.#room;
      this.#unload('The demo was loaded anew.');
      this.#loaded = wanted;
      this.#state = 'loading';
      this.#program = this.#written === '' ? null : ownProgram(this).catch(String);
      const words = this.#words;
      const frame = document.createElement('iframe');
      frame.title = this.title || words.title;
      frame.allow = 'cross-origin-isolated; clipboard-write';
      frame.src = this.#address.href;
      frame.style.blockSize = height;
      // A frame of another scheme than its document's would have a ground of its own.
      const theme = this.getAttribute('theme')?.trim().toLowerCase() ?? '';
      frame.style.colorScheme = ['light', 'dark'].includes(theme) ? theme : 'light dark';
      const status = document.createElement('p');
      status.setAttribute('role', 'status');
      status.textContent = words.loading;
      this.setAttribute('aria-busy', 'true');

      const late = setTimeout(() => {
        this.removeAttribute('aria-busy');
        status.textContent = words.failed;
        this.#failed({ code: 'E_TIMEOUT', message: 'The frame did not load.' });
      }, LOAD_MS);
      const drawn = (): void => {
        clearTimeout(late);
        status.remove();
        this.removeAttribute('aria-busy');
      };
      const hear = (event: MessageEvent<unknown>): void => {
        if (event.source !== frame.contentWindow || !origins.includes(event.origin)) return;
        const message = readFrameMessage(event.data);
        switch (message?.type) {
          case undefined:
            return;
          case 'parallel-playground:height':
            frame.style.blockSize = `${Math.min(MAX_PX, Math.max(MIN_PX, Math.ceil(message.height)))}px`;
            return;
          case 'parallel-playground:hello':
            this.#said = '';
            return void this.#setUp();
          case 'parallel-playground:settings':
            this.#settings = message.settings;
            this.#warn(message.problems);
            return;
          case 'parallel-playground:turn':
            this.#giveBack();
            if (message.wanted) this.#giveBack = turns.take(() => this.#grant());
            return;
          case 'parallel-playground:event':
            // Any event means that the frame has been drawn, with the reason in it if there is no
            // demo.
            drawn();
            this.#told(message);
        }
      };
      const rest = (): void => {
        if (this.#state === 'ready') this.#post({ type: 'parallel-playground:rest' });
      };
      addEventListener('message', hear);
      resting.add(rest);
      this.#rest = rest;
      this.#release = [
        () => clearTimeout(late),
        () => removeEventListener('message', hear),
        () => resting.delete(rest),
      ];
      this.#frame = frame;
      this.#show(status, frame);
    }
    #rest: () => void = () => undefined;

    #grant(): void {
      for (const rest of resting) if (rest !== this.#rest) rest();
      this.#post({ type: 'parallel-playground:grant' });
    }

    /** With the poster, which takes the place of all else in print. */
    #show(...shown: Element[]): void {
      const demo = DEMO_NAMES.find((name) => name === this.#demo);
      const poster =
        demo === undefined ? [] : [posterOf(this, site, demo, this.#language, this.#words.title)];
      this.#root.replaceChildren(...shown, ...poster);
    }

    /** Tells the frame how to look and what to run, where that is news to it. */
    async #setUp(): Promise<void> {
      const frame = this.#frame;
      if (frame === null || this.#said === null) return;
      const program = await this.#program;
      if (this.#frame !== frame) return;
      const looks = looksOf(this);
      const said = JSON.stringify(looks);
      if (said === this.#said) return;
      this.#said = said;
      this.#post({ type: 'parallel-playground:setup', looks, program });
    }

    #told({ name, detail, runs }: EventMessage): void {
      if (name === 'demo-ready') this.#ready(detail);
      else if (name === 'demo-finished') {
        this.#result = detail as DemoResult | ProgramResult;
        this.#calls.resolve(runs, this.#result);
      } else if (this.#state === 'ready') this.#calls.reject(runs, failureIn(detail));
      else {
        this.#failed(failureIn(detail));
        return;
      }
      this.#tell(name, detail);
      if (name === 'demo-ready' && this.#autorun) this.#post({ type: 'parallel-playground:run' });
    }

    /** What was set and asked for meanwhile can be done now. */
    #ready(detail: unknown): void {
      this.#state = 'ready';
      const { problems, settings } = Object(detail) as Readonly<Record<string, unknown>>;
      this.#settings = settingsIn(settings);
      if (Array.isArray(problems)) this.#warn(problems.map(String));
      const wanted = this.#wanted;
      this.#wanted = {};
      if (Object.keys(wanted).length > 0) this.settings = wanted;
      for (const run of this.#calls.numbers) this.#post({ type: 'parallel-playground:run', run });
    }

    /** There will be no run in this frame. */
    #failed(failure: DemoFailure): void {
      this.#state = failure;
      if (failure.code === 'E_ARGUMENT') this.#warn([failure.message]);
      this.#calls.reject(this.#calls.numbers, failure);
      this.#tell('demo-failed', failure);
    }

    #post(message: PageMessage): void {
      this.#frame?.contentWindow?.postMessage(message, site.origin);
    }

    /** In the console of who wrote the page. */
    #warn(problems: readonly string[]): void {
      for (const problem of problems)
        // eslint-disable-next-line no-console -- there authors look for what they have mistyped
        console.warn(`<parallel-demo demo="${this.#demo}">: ${problem}`, this);
    }

    #tell(name: string, detail: unknown): void {
      this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
    }
  };
}

/** An attribute without a value is set; `0` and `false` are as good as none. */
function isOn(value: string | null): boolean {
  return value !== null && !['0', 'false'].includes(value.trim().toLowerCase());
}
