/** The entry of `embed.html`: one demo in a frame. It starts no worker before the first run. */
import { readPageMessage, type FrameMessage, type PageMessage } from '../embed/protocol';
import { define } from './elements/define';
import './elements/demo/index';
import './elements/frame/index';
import { PpEmbed } from './elements/frame/pp-embed';
import { wear } from './embedding/looks';
import { TurnEngine } from './embedding/turn-engine';
import './embedding/words/index';
import { CodedError } from './failure';
import { t } from './messages/index';
import { keepAskingForStyles } from './parts';
import { parseEmbedAddress } from './router/address';
import { startSettings } from './settings';
import { followTranslators } from './translated';
import './styles';
import './styles/embed.css';

/** So long a page may take to send the program that it has announced. */
const PROGRAM_MS = 15_000;

/**
 * In a sandbox without allow-same-origin the frame has no origin, and scripts of the site's are
 * closed to its workers.
 */
const sandboxed = origin === 'null';
const engine = new TurnEngine(
  () =>
    sandboxed
      ? Promise.reject(
          new CodedError('E_WORKER_LOAD', 'the frame’s sandbox lacks allow-same-origin'),
        )
      : import('../lib/index'),
  (wanted) => post({ type: 'parallel-playground:turn', wanted }),
);

const address = parseEmbedAddress(location.search);
// What was chosen on the page itself does not reach into other people's pages.
const words = startSettings(address.query, () => null);
followTranslators();
keepAskingForStyles();
define(PpEmbed);
const app = new PpEmbed(engine, address, sandboxed, {
  event: (name, detail, runs) => post({ type: 'parallel-playground:event', name, detail, runs }),
  settings: (settings, problems) =>
    post({ type: 'parallel-playground:settings', settings, problems }),
});
let setUp = (): void => undefined;
const isSetUp = new Promise<void>((resolve) => {
  setUp = resolve;
});
addEventListener('message', (event: MessageEvent<unknown>) => {
  if (event.source !== parent || parent === self) return;
  const message = readPageMessage(event.data);
  if (message !== null) take(message);
});
post({ type: 'parallel-playground:hello' });
void begin();

async function begin(): Promise<void> {
  await words;
  if (app.awaitsProgram) {
    const late = setTimeout(() => {
      app.own = t('embed.noAnswer');
      setUp();
    }, PROGRAM_MS);
    await isSetUp;
    clearTimeout(late);
  }
  document.body.replaceChildren(app);
  await app.updateComplete;
  new ResizeObserver(() => {
    // A frame that is not shown has no height, and none is sent: it is measured when it is shown.
    const height = Math.ceil(app.offsetHeight);
    if (height > 0) post({ type: 'parallel-playground:height', height });
  }).observe(app);
  await app.begin();
}

/** What the page around the frame wants. */
function take(message: PageMessage): void {
  switch (message.type) {
    case 'parallel-playground:run':
      void app.run(message.run);
      break;
    case 'parallel-playground:stop':
      app.stop();
      break;
    case 'parallel-playground:set':
      void app.set(message.settings);
      break;
    case 'parallel-playground:grant':
      engine.granted();
      break;
    case 'parallel-playground:rest':
      engine.rest();
      break;
    case 'parallel-playground:setup':
      engine.share();
      wear(message.looks);
      // A program stays what it was when the frame began; another one is another frame.
      app.own ??= message.program;
      setUp();
  }
}

/**
 * Any page around the frame may read this: there is no secret in it, and a frame does not learn the
 * origin of the page around it.
 */
function post(message: FrameMessage): void {
  if (parent !== self) parent.postMessage(message, '*');
}

// A frame that leaves takes its workers along; the next run opens the engine anew.
addEventListener('pagehide', () => engine.leave());
