// Runs the Python programs in Firefox, on an isolated page and on one that is not, and compares
// what they print: the same programs as in Chromium, with the same answers. Firefox is the system's
// own, by geckodriver: Playwright's never optimises wasm.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import process from 'node:process';

import { expectedOf, needsSharedMemory, programs } from './programs.mjs';
import { serveSite } from './site-server.mjs';

/** The longest time of a program, in ms. */
const LIMIT_MS = 60_000;

/** One playground for all programs: the driver gives each of its scripts a global of its own. */
const PAGE = `<!doctype html><title>programs</title><script type="module">
import { open } from './lib/parallel-playground.js';
const opened = open({ workers: 2 });
globalThis.printed = async (program, timeoutMs) =>
  (await (await opened).python.run(program, { stdin: '', timeoutMs })).stdout;
</script>`;

const IN_PAGE = `
const [program, timeoutMs, done] = arguments;
window.printed(program, timeoutMs).then(done, (error) => done(String(error)));
`;

/** Those whose paths contain a word of the command line; without words all. */
const words = process.argv.slice(2);
const chosen = programs().filter(
  (path) => words.length === 0 || words.some((word) => path.includes(word)),
);
const port = await freePort();
const path = `${process.cwd()}/.tools/bin:${process.env['PATH'] ?? ''}`;
const driver = spawn('geckodriver', ['--port', String(port)], {
  env: { ...process.env, PATH: path },
  stdio: 'ignore',
});
const counts = { passed: 0, failed: 0 };
try {
  for (const isolated of [true, false]) await runTier(isolated);
} finally {
  driver.kill();
}
console.log(`Firefox: ${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);

/** @param {boolean} isolated whether the page shares memory */
async function runTier(isolated) {
  const site = await serveSite({
    port: 0,
    strictPort: false,
    isolated,
    before: (request, response, next) => {
      if (request.url !== '/programs.html') {
        next();
        return;
      }
      response.setHeader('Content-Type', 'text/html');
      if (isolated) {
        response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
        response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
      }
      response.end(PAGE);
    },
  });
  const session = await openSession();
  try {
    await session('POST', 'url', { url: `${site.url}programs.html` });
    for (const program of chosen) {
      if (isolated || !needsSharedMemory(program)) await check(session, program, isolated);
    }
  } finally {
    await session('DELETE', '');
    await site.close();
  }
}

/**
 * @param {Session} session
 * @param {string} program its path
 * @param {boolean} isolated
 */
async function check(session, program, isolated) {
  const args = [readFileSync(program, 'utf8'), LIMIT_MS];
  const printed = await session('POST', 'execute/async', { script: IN_PAGE, args });
  const isRight = printed === expectedOf(program);
  counts[isRight ? 'passed' : 'failed'] += 1;
  if (isRight) return;
  console.log(`${program}${isolated ? '' : ' without shared memory'} prints:\n${String(printed)}`);
}

/** @typedef {(method: string, command: string, body?: object) => Promise<unknown>} Session */

/** @returns {Promise<Session>} the commands of a new headless Firefox */
async function openSession() {
  const ask = async (
    /** @type {string} */ method,
    /** @type {string} */ address,
    /** @type {object | undefined} */ body,
  ) => {
    const response = await fetch(`http://127.0.0.1:${port}/${address}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    /** @type {unknown} */
    const reply = await response.json();
    const { value } = /** @type {{ value: unknown }} */ (reply);
    if (!response.ok) throw new Error(JSON.stringify(value).slice(0, 500));
    return value;
  };
  const options = { args: ['-headless'] };
  const capabilities = {
    alwaysMatch: {
      'moz:firefoxOptions': options,
      timeouts: { script: 2 * LIMIT_MS },
    },
  };
  for (let tries = 0; ; tries += 1) {
    try {
      const made = await ask('POST', 'session', { capabilities });
      const { sessionId } = /** @type {{ sessionId: string }} */ (made);
      return (method, command, body) =>
        ask(method, `session/${sessionId}${command && '/'}${command}`, body);
    } catch (error) {
      // The driver may not listen yet.
      if (tries > 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/** @returns {Promise<number>} a port that nobody listens on */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(free));
    });
  });
}
