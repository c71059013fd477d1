/**
 * The page's entry: settings, elements, the page itself, and the engine as soon as the reader does
 * something or stays at a demo.
 */
import { acted, stayed } from './acted';
import { loadContent } from './elements/content';
import { define } from './elements/define';
import './elements/frame/index';
import { PpApp } from './elements/frame/pp-app';
import { PpGlossary } from './elements/frame/pp-glossary';
import { PpOverview } from './elements/frame/pp-overview';
import { PageEngine } from './page-engine';
import { keepAskingForStyles } from './parts';
import { startPrinting } from './printing';
import { startIsolation, startOffline } from './offline';
import { parseAddress } from './router/address';
import { startSettings } from './settings';
import { nextTask } from './slices';
import { followTranslators } from './translated';
import './styles';

const engine = new PageEngine(() => import('../lib/index'));

const words = startSettings(parseAddress(location.hash).query);
startIsolation();
followTranslators();
keepAskingForStyles();
startPrinting();
define(PpApp, PpGlossary, PpOverview);
void begin();

/** One task after the other, so that none holds the page up: the frame, then the demo. */
async function begin(): Promise<void> {
  await nextTask();
  // They are part of the first picture, so that nothing moves when they come; what cannot be loaded
  // the page says.
  const address = parseAddress(location.hash);
  await Promise.all([words, loadContent(address).catch(() => undefined)]);
  const app = new PpApp(engine);
  document.body.replaceChildren(app);
  await app.updateComplete;
  await nextTask();
  app.showContent();
  // Who only looks in needs no engine. And the engine has what it needs before the service worker
  // fetches what the page may need later.
  const wanted = address.demo === '' ? acted : Promise.race([acted, stayed()]);
  void wanted.then(() => app.start()).then(startOffline);
  void acted.then(() => app.loadPast()).catch(() => undefined);
}

// A page that leaves takes its workers along, also into the back-forward cache: there they would be
// stopped in the middle of whatever they do, and keep the page from being cached. One that comes
// back opens the engine anew.
addEventListener('pagehide', () => engine.leave());
