// Browsers as they come, driven by WebDriver: the system's Chromium, Firefox (Playwright's never
// optimises wasm) and WebKitGTK. It has what the tests need of the protocol, and no more.
// Source: W3C, WebDriver, https://www.w3.org/TR/webdriver2/.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';

import { chromiumArgs, chromiumPath } from './chromium.mjs';

/** The longest time of one script in a page, in ms. */
const SCRIPT_MS = 120_000;
/** The longest time until a driver listens and its browser is there, in ms. */
const START_MS = 60_000;

/**
 * @typedef {'chromium' | 'firefox' | 'webkit'} Engine
 * @typedef {object} Session a browser with one window
 * @property {string} version of the browser
 * @property {(url: string) => Promise<void>} visit resolves when the page has been loaded
 * @property {(body: string, ...args: unknown[]) => Promise<unknown>} evaluate what the body of an
 * async function gives in the page, as JSON would pass it; its parameters are `args`
 * @property {() => Promise<void>} close ends the browser
 * @typedef {object} Driver
 * @property {() => Promise<Session>} open starts a browser with a new profile
 * @property {() => void} close
 */

/** @type {Record<Engine, { command: string, capabilities: () => object }>} */
const ENGINES = {
  chromium: {
    command: 'chromedriver',
    capabilities: () => ({
      'goog:chromeOptions': { binary: chromiumPath(), args: ['--headless=new', ...chromiumArgs] },
    }),
  },
  firefox: {
    command: 'geckodriver',
    capabilities: () => ({ 'moz:firefoxOptions': { args: ['-headless'] } }),
  },
  webkit: {
    command: 'WebKitWebDriver',
    capabilities: () => ({
      'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] },
    }),
  },
};

/**
 * Starts an engine's driver.
 *
 * @param {Engine} engine
 * @param {Record<string, string>} [environment] more variables for the browser
 * @returns {Promise<Driver>}
 */
export async function startDriver(engine, environment = {}) {
  const { command, capabilities } = ENGINES[engine];
  const port = await freePort();
  const child = spawn(command, [`--port=${port}`], {
    env: {
      ...process.env,
      PATH: `${process.cwd()}/.tools/bin:${process.env['PATH'] ?? ''}`,
      ...environment,
    },
    stdio: 'ignore',
  });
  /** @type {unknown} */
  let failure;
  child.once('error', (error) => (failure = error));
  const close = () => {
    child.kill();
    process.off('exit', close);
  };
  process.once('exit', close);

  /** @param {string} method @param {string} address @param {object} [body] */
  const ask = async (method, address, body) => {
    const response = await fetch(`http://127.0.0.1:${port}/${address}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    /** @type {unknown} */
    const reply = await response.json();
    const { value } = /** @type {{ value: unknown }} */ (reply);
    if (!response.ok) throw new Error(JSON.stringify(value).slice(0, 1000));
    return value;
  };

  const listening = async () => {
    for (const endMs = performance.now() + START_MS; ;) {
      if (failure !== undefined)
        throw new Error(`${command} cannot be started`, { cause: failure });
      const isReady = await ask('GET', 'status').then(
        () => true,
        () => false,
      );
      if (isReady) return;
      if (performance.now() > endMs) throw new Error(`${command} does not listen`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  const open = async () => {
    const made = await ask('POST', 'session', {
      capabilities: {
        alwaysMatch: {
          ...capabilities(),
          timeouts: { script: SCRIPT_MS, pageLoad: START_MS },
        },
      },
    });
    const { sessionId, capabilities: granted } =
      /** @type {{ sessionId: string, capabilities: { browserVersion: string } }} */ (made);
    const address = `session/${sessionId}`;
    return {
      version: granted.browserVersion,
      visit: async (/** @type {string} */ url) => {
        await ask('POST', `${address}/url`, { url });
      },
      evaluate: async (/** @type {string} */ body, /** @type {unknown[]} */ ...args) => {
        const reply = await ask('POST', `${address}/execute/async`, {
          script: IN_PAGE.replace('BODY', () => body),
          args,
        });
        const { value, error } = /** @type {{ value: unknown, error?: string }} */ (reply);
        if (error !== undefined) throw new Error(error);
        return value;
      },
      close: async () => {
        await ask('DELETE', address);
      },
    };
  };

  try {
    await listening();
  } catch (error) {
    close();
    throw error;
  }
  return { open, close };
}

/** The drivers tell errors each in its own way. */
const IN_PAGE = `
const args = [...arguments];
const done = args.pop();
(async function () { BODY }).apply(null, args).then(
  (value) => done({ value: value === undefined ? null : value }),
  (error) => done({ value: null, error: String(error) + '\\n' + String(error && error.stack) }),
);`;

/** @returns {string} the path of the browser that comes with WebKitGTK, which is not on PATH */
function miniBrowser() {
  for (const root of ['/usr/lib', '/usr/libexec'])
    for (const folder of existsSync(root) ? ['', ...readdirSync(root)] : [])
      for (const version of ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0']) {
        const path = join(root, folder, version, 'MiniBrowser');
        if (existsSync(path)) return path;
      }
  throw new Error('WebKitGTK’s MiniBrowser was not found');
}

/**
 * Starts an X server without a screen, for browsers that have no mode of their own for that.
 *
 * @returns {Promise<{ display: string, close: () => void }>}
 */
export function startDisplay() {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const close = () => {
    child.kill();
    process.off('exit', close);
  };
  process.once('exit', close);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended: ${String(code)}`)));
    child.stdio[3]?.once('data', (data) => resolve({ display: `:${String(data).trim()}`, close }));
  });
}

/** @returns {Promise<number>} a port that nobody listens on */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
