// Runs the Python programs in Firefox, on an isolated page and on one that is not, and compares
// what they print: the same programs as in Chromium, with the same answers. Firefox is the system's
// own, by geckodriver: Playwright's never optimises wasm.
import { readFileSync } from 'node:fs';
import process from 'node:process';

import { expectedOf, needsSharedMemory, programs } from './programs.mjs';
import { serveSite } from './site-server.mjs';
import { startDriver } from './webdriver.mjs';

/** The longest time of a program, in ms. */
const LIMIT_MS = 60_000;

/** One playground for all programs: the driver gives each of its scripts a global of its own. */
const PAGE = `<!doctype html><title>programs</title><script type="module">
import { open } from './lib/parallel-playground.js';
const opened = open({ workers: 2 });
globalThis.printed = async (program, timeoutMs) =>
  (await (await opened).python.run(program, { stdin: '', timeoutMs })).stdout;
</script>`;

const IN_PAGE = 'return window.printed(arguments[0], arguments[1]).catch(String)';

/** Those whose paths contain a word of the command line; without words all. */
const words = process.argv.slice(2);
const chosen = programs().filter(
  (path) => words.length === 0 || words.some((word) => path.includes(word)),
);
const driver = await startDriver('firefox');
const counts = { passed: 0, failed: 0 };
try {
  for (const isolated of [true, false]) await runTier(isolated);
} finally {
  driver.close();
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
  const session = await driver.open();
  try {
    await session.visit(`${site.url}programs.html`);
    for (const program of chosen) {
      if (isolated || !needsSharedMemory(program)) await check(session, program, isolated);
    }
  } finally {
    await session.close();
    await site.close();
  }
}

/**
 * @param {import('./webdriver.mjs').Session} session
 * @param {string} program its path
 * @param {boolean} isolated
 */
async function check(session, program, isolated) {
  const printed = await session.evaluate(IN_PAGE, readFileSync(program, 'utf8'), LIMIT_MS);
  const isRight = printed === expectedOf(program);
  counts[isRight ? 'passed' : 'failed'] += 1;
  if (isRight) return;
  console.log(`${program}${isolated ? '' : ' without shared memory'} prints:\n${String(printed)}`);
}
