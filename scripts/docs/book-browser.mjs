// Pages of the book in Chromium: the demo of the page runs, and what the exercise begins with is
// not the answer that the page tells, which is right.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { CHECKS } from '../../docs/book/checks.js';

/** @typedef {import('./book-pages.mjs').Exercise} Exercise */
/** @typedef {import('../../www/embed/public').ParallelDemoElement} Demo */

const PROGRAMS = 'docs/book/programs';

/**
 * The exercises' programs by the system's own Python, to which the checks must say the same.
 *
 * @param {readonly Exercise[]} exercises
 * @returns {string[]} faults
 */
export function checkPrograms(exercises) {
  return exercises.flatMap(({ check, program }) => {
    if (program === null) return [];
    const [first, answer] = ['', '_answer'].map((end) => {
      const path = `${PROGRAMS}/${program}${end}.py`;
      const { stdout, status } = spawnSync('python3', [path], {
        encoding: 'utf8',
        timeout: 30_000,
      });
      return CHECKS[check]?.({ params: {}, stdout, exitCode: status });
    });
    return first !== 'right' && answer === 'right' ? [] : [`${program}: ${first}, then ${answer}`];
  });
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} url of the page of the book
 * @param {Exercise} exercise
 * @param {boolean} experiment whether the demo before the exercise is run too
 * @returns {Promise<string[]>} faults
 */
export async function checkPage(page, url, exercise, experiment) {
  /** @type {string[]} */
  const faults = [];
  page.removeAllListeners('pageerror');
  page.removeAllListeners('console');
  page.on('pageerror', (error) => faults.push(`${url}: ${error.message}`));
  // The element tells authors there what it cannot use.
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`${url}: ${message.text()}`);
  });
  await page.goto(url);
  await page.waitForFunction(() => customElements.get('parallel-demo') !== undefined);
  if (experiment) {
    const right = await page.evaluate(async () => {
      const result = await demoIn('main').run();
      return 'answer' in result ? result.answer?.right : result.exitCode === 0;
    });
    if (right !== true) faults.push(`${url}: the demo is not right`);
  }
  const first = await run(page);
  if (first === 'right' || first === undefined) faults.push(`${url}: at first it says ${first}`);
  await page.evaluate(
    (code) => {
      const demo = demoIn('.exercise');
      const details = document.querySelector('.exercise details');
      const { settings } = /** @type {HTMLElement} */ (details).dataset;
      /** @type {unknown} */
      const given = JSON.parse(settings ?? 'null');
      if (given !== null)
        demo.settings = /** @type {import('../../www/embed/public').DemoSettings} */ (given);
      else /** @type {HTMLElement} */ (demo.querySelector('script')).textContent = code;
    },
    exercise.program === null
      ? ''
      : readFileSync(`${PROGRAMS}/${exercise.program}_answer.py`, 'utf8'),
  );
  const then = await run(page);
  if (then !== 'right') faults.push(`${url}: with the answer it says ${then}`);
  return faults;
}

/**
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string | undefined>} the verdict that is shown
 */
async function run(page) {
  await page.evaluate(() => demoIn('.exercise').run());
  const verdict = page.locator('.exercise .verdict');
  return (await verdict.innerText()) === ''
    ? undefined
    : verdict.evaluate((it) => it.dataset['said']);
}

/** In the page: the first demo of a part of it. */
export const IN_PAGE = `globalThis.demoIn = (part) => document.querySelector(part).querySelector('parallel-demo');`;

/** @type {(part: string) => Demo} */
const demoIn = () => {
  throw new Error('only in the page');
};
