// The two browsers, each as a function that calls an export of page.mjs in an isolated, empty page.
import { readFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import process from 'node:process';

import { chromium } from '@playwright/test';

import { chromiumArgs, chromiumPath } from '../../scripts/chromium.mjs';

/**
 * @typedef {object} Browser
 * @property {string} version
 * @property {(name: string, argument: unknown) => Promise<unknown>} call
 * @property {() => Promise<void>} close
 */

/** How long one call may take: a row of large products with all contenders. */
const CALL_MS = 600_000;

/** @param {string} url the page @returns {Promise<Browser>} */
export async function openChromium(url) {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArgs });
  const page = await browser.newPage();
  await page.goto(url);
  return {
    version: `Chromium ${browser.version()}`,
    call: (name, argument) => page.evaluate(callPage, { name, argument }),
    close: () => browser.close(),
  };
}

/**
 * Stock Firefox by geckodriver, since Playwright's own is another build.
 * Source: W3C WebDriver, https://www.w3.org/TR/webdriver2/
 *
 * @param {string} url the page
 * @returns {Promise<Browser>}
 */
export async function openFirefox(url) {
  const driver = spawn('geckodriver', ['--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, PATH: `.tools/bin:${process.env.PATH ?? ''}` },
  });
  const end = () => driver.kill();
  process.once('exit', end);
  /** @type {string} */
  const address = await new Promise((resolve, reject) => {
    let said = '';
    driver.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      said += text;
      const listening = /Listening on (\S+)/.exec(said)?.[1];
      if (listening !== undefined) resolve(`http://${listening}`);
    });
    driver.once('error', (why) =>
      reject(
        new Error(`geckodriver did not start (scripts/install-tools geckodriver): ${why.message}`),
      ),
    );
    driver.once('exit', () => reject(new Error(`geckodriver ended: ${said}`)));
  });

  const command = async (
    /** @type {string} */ method,
    /** @type {string} */ path,
    /** @type {object} */ body = {},
  ) => {
    const answer = await fetch(`${address}/session${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(method === 'POST' && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(CALL_MS + 10_000),
    });
    /** @type {unknown} */
    const json = await answer.json();
    const { value } = /** @type {{ value: unknown }} */ (json);
    if (answer.ok) return value;
    throw new Error(`Firefox: ${/** @type {{ message: string }} */ (value).message}`);
  };

  /** @type {unknown} */
  const settings = JSON.parse(readFileSync('webdriver.json', 'utf8'));
  const firefox = /** @type {Record<string, object>} */ (settings)['moz:firefoxOptions'];
  const { sessionId, capabilities } =
    /** @type {{ sessionId: string, capabilities: { browserVersion: string } }} */ (
      await command('POST', '', {
        capabilities: {
          alwaysMatch: { 'moz:firefoxOptions': firefox, timeouts: { script: CALL_MS } },
        },
      })
    );
  await command('POST', `/${sessionId}/url`, { url });
  return {
    version: `Firefox ${capabilities.browserVersion}`,
    call: async (name, argument) => {
      const script = `const done = arguments[1];
        (${String(callPage)})(arguments[0]).then((value) => done({ value }), (error) => done({ why: String(error) }));`;
      const reply = await command('POST', `/${sessionId}/execute/async`, {
        script,
        args: [{ name, argument }],
      });
      const { value, why } = /** @type {{ value?: unknown, why?: string }} */ (reply);
      if (why !== undefined) throw new Error(why);
      return value;
    },
    close: async () => {
      await command('DELETE', `/${sessionId}`);
      process.off('exit', end);
      end();
    },
  };
}

/**
 * Runs in the page. Firefox runs it beside the page, in a sandbox that sees the page's own names
 * through `wrappedJSObject` alone; what goes to and fro is text, which is the same to both.
 *
 * @param {{ name: string, argument: unknown }} call
 * @returns {Promise<unknown>}
 */
async function callPage({ name, argument }) {
  const page = /** @type {{ bench?: Promise<(name: string, text: string) => Promise<string>> }} */ (
    'wrappedJSObject' in window ? window.wrappedJSObject : window
  );
  const bench = await page.bench;
  if (bench === undefined) throw new Error('the page has not loaded');
  /** @type {unknown} */
  const answer = JSON.parse(await bench(name, JSON.stringify(argument)));
  return answer;
}
