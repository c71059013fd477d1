/**
 * `<parallel-demo demo="matmul" n="512" lang="ko" theme="auto" autorun>`: a demo in a frame, for
 * pages of any origin. It reserves room, loads when it comes near the viewport, is as high as its
 * content, and dispatches the demo's events. It accepts messages from its own frame only: both
 * their origin and their window are compared.
 */
import { isSetting } from './own';
import { readFrameMessage, type RunMessage } from './protocol';
import { Turns } from './turns';

/** The height before the content is known: about what a demo needs. */
const ROOM_PX = 640;
const MIN_PX = 120;
const MAX_PX = 20_000;
/** The distance from the viewport at which loading begins. */
const NEAR = '400px';
/**
 * A frame that has not drawn its demo by then has failed; if it draws later, it is shown after all.
 */
const LOAD_MS = 20_000;

/** The texts shown before the frame can show its own. */
const WORDS = {
  en: {
    title: 'Parallel Playground demo',
    loading: 'Loading the demo…',
    failed: 'The demo could not be loaded.',
  },
  ko: {
    title: '병렬 놀이터 데모',
    loading: '데모를 불러오는 중…',
    failed: '데모를 불러오지 못했습니다.',
  },
} as const;

/** Demos that run automatically do so one at a time on a page. */
const turns = new Turns();

const sheet = `
  :host { display: block; position: relative; }
  :host([hidden]) { display: none; }
  .room { block-size: ${ROOM_PX}px; }
  iframe { display: block; inline-size: 100%; border: 0; }
  p { position: absolute; inset: 0 0 auto; margin: 1rem; font: 0.875rem/1.5 system-ui, sans-serif; }
`;

/** The serialised origin of a sandboxed document. */
const OPAQUE = 'null';

/** Makes the element for a site: the folder that `embed.html` is in. */
export function parallelDemo(site: URL): CustomElementConstructor {
  // A sandboxed page has no origin, nor have its frames.
  const origins = origin === OPAQUE ? [site.origin, OPAQUE] : [site.origin];
  return class ParallelDemo extends HTMLElement {
    readonly #root = this.attachShadow({ mode: 'open' });
    #frame: HTMLIFrameElement | null = null;
    #release: (() => void)[] = [];

    connectedCallback(): void {
      const style = new CSSStyleSheet();
      style.replaceSync(sheet);
      this.#root.adoptedStyleSheets = [style];
      const room = document.createElement('div');
      room.className = 'room';
      this.#root.replaceChildren(room);
      const near = new IntersectionObserver(
        (entries) => {
          if (!entries.some((entry) => entry.isIntersecting)) return;
          near.disconnect();
          this.#load();
        },
        { rootMargin: NEAR },
      );
      near.observe(this);
      // Any attribute may be a parameter, so there is no list of observed attributes.
      const changes = new MutationObserver(() => {
        if (this.#frame !== null && this.#frame.src !== this.#address.href) this.#load();
      });
      changes.observe(this, { attributes: true });
      this.#leave = () => {
        near.disconnect();
        changes.disconnect();
      };
    }
    #leave = (): void => undefined;

    disconnectedCallback(): void {
      this.#leave();
      this.#unload();
    }

    get #address(): URL {
      const address = new URL('embed.html', site);
      for (const { name, value } of this.attributes) {
        if (isSetting(name)) address.searchParams.set(name, value);
      }
      return address;
    }

    get #words(): (typeof WORDS)['en' | 'ko'] {
      return /^\s*ko\b/i.test(this.lang || navigator.language) ? WORDS.ko : WORDS.en;
    }

    get #autorun(): boolean {
      const autorun = this.getAttribute('autorun');
      return autorun !== null && autorun !== '0' && autorun !== 'false';
    }

    #unload(): void {
      for (const release of this.#release) release();
      this.#release = [];
      this.#frame = null;
      this.#root.replaceChildren();
    }

    #load(): void {
      // A frame that replaces another keeps its height until it reports its own.
      const height = this.#frame?.style.blockSize ?? `${ROOM_PX}px`;
      this.#unload();
      const words = this.#words;
      const frame = document.createElement('iframe');
      frame.title = this.title || words.title;
      frame.allow = 'cross-origin-isolated';
      frame.src = this.#address.href;
      frame.style.blockSize = height;
      const status = document.createElement('p');
      status.setAttribute('role', 'status');
      status.textContent = words.loading;
      this.setAttribute('aria-busy', 'true');

      const late = setTimeout(() => {
        this.removeAttribute('aria-busy');
        status.textContent = words.failed;
        this.#tell('demo-failed', { code: 'E_TIMEOUT', message: 'The frame did not load.' });
      }, LOAD_MS);
      let giveBack = (): void => undefined;
      const hear = (event: MessageEvent<unknown>): void => {
        if (event.source !== frame.contentWindow || !origins.includes(event.origin)) return;
        const message = readFrameMessage(event.data);
        if (message?.type === 'parallel-playground:height') {
          frame.style.blockSize = `${Math.min(MAX_PX, Math.max(MIN_PX, Math.ceil(message.height)))}px`;
          return;
        }
        if (message === null) return;
        // Any message means that the frame has been drawn, with the reason in it if there is no
        // demo.
        clearTimeout(late);
        status.remove();
        this.removeAttribute('aria-busy');
        this.#tell(message.name, message.detail);
        if (message.name === 'demo-ready') {
          if (this.#autorun) {
            giveBack();
            giveBack = turns.take(() => {
              const run: RunMessage = { type: 'parallel-playground:run' };
              frame.contentWindow?.postMessage(run, site.origin);
            });
          }
        } else {
          giveBack();
        }
      };
      addEventListener('message', hear);
      this.#release = [
        () => clearTimeout(late),
        () => removeEventListener('message', hear),
        () => giveBack(),
      ];
      this.#frame = frame;
      this.#root.replaceChildren(status, frame);
    }

    #tell(name: string, detail: unknown): void {
      this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
    }
  };
}
