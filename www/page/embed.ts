/** The entry of `embed.html`: one demo in a frame. It starts no worker before the first run. */
import { isRunMessage, type FrameMessage } from '../embed/protocol';
import { define } from './elements/define';
import './elements/demo/index';
import './elements/frame/index';
import { PpEmbed } from './elements/frame/pp-embed';
import { PageEngine } from './page-engine';
import { CodedError } from './failure';
import { parseEmbedAddress } from './router/address';
import { startSettings } from './settings';
import { followTranslators } from './translated';
import './styles';
import './styles/embed.css';

/**
 * In a sandbox without allow-same-origin the frame has no origin, and scripts of the site's are
 * closed to its workers.
 */
const sandboxed = origin === 'null';
const engine = new PageEngine(() =>
  sandboxed
    ? Promise.reject(new CodedError('E_WORKER_LOAD', 'the frame’s sandbox lacks allow-same-origin'))
    : import('../lib/index'),
);

const address = parseEmbedAddress(location.search);
// What was chosen on the page itself does not reach into other people's pages.
const words = startSettings(address.query, () => null);
followTranslators();
define(PpEmbed);
const app = new PpEmbed(engine, address, sandboxed, (name, detail) =>
  post({ type: 'parallel-playground:event', name, detail }),
);
void begin();

async function begin(): Promise<void> {
  await words;
  document.body.replaceChildren(app);
  await app.updateComplete;
  new ResizeObserver(() => {
    // A frame that is not shown has no height, and none is sent: it is measured when it is shown.
    const height = Math.ceil(app.offsetHeight);
    if (height > 0) post({ type: 'parallel-playground:height', height });
  }).observe(app);
  addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source === parent && parent !== self && isRunMessage(event.data)) void app.run();
  });
  app.begin();
  if (address.autorun === '1') await app.run();
}

/**
 * Any page around the frame may read this: there is no secret in it, and a frame does not learn the
 * origin of the page around it.
 */
function post(message: FrameMessage): void {
  if (parent !== self) parent.postMessage(message, '*');
}

// A frame that leaves takes its workers along; the next run opens the engine anew.
addEventListener('pagehide', () => void engine.close());
