// The page and the embed in an engine: each demo opens, runs, and is right; nothing goes wrong
// meanwhile. The scenarios of the library are in tests/engines.
import { isolationHeaders } from '../headers.mjs';
import { CHEAP_RUNS } from './cheap-runs.mjs';
import { serveHost } from './site.mjs';

/** The longest wait for anything in a page, in ms: what takes this long hangs. */
const LIMIT_MS = 60_000;

/**
 * @typedef {import('../webdriver.mjs').Session} Session
 * @typedef {import('../../tests/engines/scenario.ts').Tier} Tier
 * @typedef {import('../../tests/engines/scenario.ts').Row} Row
 * @typedef {{ session: Session, url: string, tier: Tier }} Place where a smoke runs
 * @typedef {object} Smoke
 * @property {string} name
 * @property {Row} row
 * @property {(tier: Tier) => boolean} [on] the tiers on which it says something; default all
 * @property {(place: Place) => Promise<string | undefined>} run the code with which it was refused,
 * as it should be
 */

/** @type {readonly Smoke[]} */
export const smokes = [
  {
    name: 'one press, one reload, and the page has threads; another takes them away',
    row: 'isolation by the service worker',
    on: (tier) => tier === 'not isolated',
    run: isolationByWorker,
  },
  ...Object.keys(CHEAP_RUNS).map((demo) => ({
    name: `${demo}: opens, runs, is right`,
    row: /** @type {const} */ ('every demo of the page'),
    run: (/** @type {Place} */ place) => demoRuns(place, demo),
  })),
  {
    name: 'Python: a program of the page runs to its end',
    row: 'every demo of the page',
    run: programRuns,
  },
  {
    name: 'in a page without headers, two in turn, and orders from outside',
    row: 'embeds',
    run: (place) => embedsRun(place, {}),
  },
  {
    name: 'in a page that is isolated',
    row: 'embeds',
    on: (tier) => tier === 'isolated',
    run: (place) => embedsRun(place, isolationHeaders),
  },
  { name: 'by its own address', row: 'embeds', run: embedAlone },
];

/** @param {Place} place */
async function isolationByWorker({ session, url }) {
  await session.visit(`${url}?isolation#/matmul?${CHEAP_RUNS['matmul'] ?? ''}`);
  await until(session, `${state('isolation')} === 'offered'`);
  await session.evaluate(click('isolation-change'));
  await until(session, `crossOriginIsolated && ${state('isolation')} === 'on'`);
  await act(session);
  // WebKitGTK is isolated then, and still shares no memory.
  const shares = (await session.evaluate('return typeof SharedArrayBuffer')) === 'function';
  await until(session, `${attribute('badge', 'mode')} === '${shares ? 'threads' : 'processes'}'`);
  await run(session, 'matmul');
  if (shares) {
    const settings = CHEAP_RUNS['shared-memory'] ?? '';
    await session.visit(`${url}?isolation-again#/shared-memory?${settings}`);
    await run(session, 'shared-memory');
  }
  await session.evaluate(click('isolation-change'));
  await until(session, `!crossOriginIsolated && ${state('isolation')} === 'offered'`);
  return undefined;
}

/**
 * @param {Place} place
 * @param {string} demo
 */
async function demoRuns({ session, url, tier }, demo) {
  await session.visit(`${url}?${demo}#/${demo}?${CHEAP_RUNS[demo] ?? ''}`);
  await until(session, `${find(`demo-${demo}`)} !== null`);
  await act(session);
  const mode = tier === 'isolated' ? 'threads' : 'processes';
  await until(session, `${attribute('badge', 'mode')} === '${mode}'`);
  if (demo === 'shared-memory' && tier !== 'isolated') {
    await until(session, `${find('shared-memory-refusal')} !== null`);
    await nothingWrong(session);
    return 'E_NOT_ISOLATED';
  }
  await run(session, demo);
  return undefined;
}

/** @param {Place} place */
async function programRuns({ session, url }) {
  await session.visit(`${url}?python#/python`);
  await until(session, `${find('python-program-run')} !== null`);
  await act(session);
  const isUnavailable = `${find('python-program-unavailable')} !== null`;
  const canRun = `${find('python-program-run')}?.disabled === false`;
  await until(session, `${isUnavailable} || ${canRun}`);
  if (await session.evaluate(`return ${canRun}`)) {
    await session.evaluate(click('python-program-run'));
    // That there can be no run here may be known only now.
    await until(session, `${isUnavailable} || ${state('python-program-state')} === 'ended'`);
  }
  if (await session.evaluate(`return ${isUnavailable}`)) {
    await nothingWrong(session);
    return 'E_UNSUPPORTED';
  }
  await until(session, `${attribute('python-program-state', 'exitCode')} === '0'`);
  await nothingWrong(session);
  return undefined;
}

const HOST = `
<script>
window.told = [];
for (const name of ['demo-ready', 'demo-finished', 'demo-failed'])
  addEventListener(name, ({ target, detail }) => told.push({ name, id: target.id, detail }));
</script>
<script src="SITEembed.js"></script>
<parallel-demo id="a" demo="partitioning" repeats="1" work="5" lang="en"></parallel-demo>
<parallel-demo id="b" demo="queue" items="5" consumers="2" work="100" repeats="1" lang="ko"></parallel-demo>
`;

/**
 * @param {Place} place
 * @param {Readonly<Record<string, string>>} headers of the page around
 */
async function embedsRun({ session, url }, headers) {
  const host = await serveHost(HOST.replaceAll('SITE', url), headers);
  try {
    await session.visit(host.url);
    for (const id of ['a', 'b']) {
      await session.evaluate(`document.getElementById('${id}').scrollIntoView()`);
      await until(session, told('demo-ready', id));
      await session.evaluate(`void document.getElementById('${id}').run()`);
      await until(session, `${told('demo-finished', id)} || ${told('demo-failed', id)}`);
      await until(
        session,
        `window.told.some((it) => it.id === '${id}' && it.detail?.answer?.right === true)`,
      );
    }
    await nothingWrong(session);
  } finally {
    await host.close();
  }
  return undefined;
}

/** @param {Place} place */
async function embedAlone({ session, url }) {
  await session.visit(`${url}embed.html?demo=partitioning&${CHEAP_RUNS['partitioning'] ?? ''}`);
  await until(session, `${find('partitioning-run')} !== null`);
  await run(session, 'partitioning');
  return undefined;
}

/**
 * Presses Run; the answer is right, all has been measured, and nothing went wrong in the page.
 *
 * @param {Session} session
 * @param {string} demo
 */
async function run(session, demo) {
  await until(session, `${find(`${demo}-run`)}?.disabled === false`);
  await session.evaluate(click(`${demo}-run`));
  await until(
    session,
    `${state(`${demo}-answer`)} === 'right' && ${find(`${demo}-run`)}.disabled === false`,
  );
  await until(session, `${find(`${demo}-error`)} === null`);
  await nothingWrong(session);
}

/** @param {Session} session */
async function nothingWrong(session) {
  const problems = /** @type {string[]} */ (await session.evaluate('return window.problems'));
  if (problems.length > 0) throw new Error(`the page complains: ${problems.join('; ')}`);
}

/**
 * A reader is there: the page starts its engine when somebody moves.
 *
 * @param {Session} session
 */
async function act(session) {
  await session.evaluate(`dispatchEvent(new PointerEvent('pointermove', { bubbles: true }))`);
}

/**
 * Waits until something is true of the page, however often that is loaded meanwhile.
 *
 * @param {Session} session
 * @param {string} condition an expression
 */
async function until(session, condition) {
  const endMs = performance.now() + LIMIT_MS;
  let last = '';
  while (performance.now() < endMs) {
    try {
      // Asked again from here: where a page is left, not every driver answers what waits in it.
      const held = await session.evaluate(
        `return (${condition}) || document.body.innerText.slice(0, 600)`,
      );
      if (held === true) return;
      last = String(held);
    } catch (error) {
      // The page that ran the script may be gone.
      last = String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const problems = await session.evaluate('return window.problems').catch(String);
  throw new Error(`never true: ${condition}; problems: ${JSON.stringify(problems)}; page: ${last}`);
}

/** @param {string} id */
function find(id) {
  return `document.querySelector('[data-testid="${id}"]')`;
}

/** @param {string} id @param {string} name */
function attribute(id, name) {
  return `${find(id)}?.dataset.${name}`;
}

/** @param {string} id */
function state(id) {
  return attribute(id, 'state');
}

/** @param {string} id */
function click(id) {
  return `${find(id)}.click()`;
}

/** @param {string} name of the event @param {string} id of the embed */
function told(name, id) {
  return `window.told.some((it) => it.name === '${name}' && it.id === '${id}')`;
}
