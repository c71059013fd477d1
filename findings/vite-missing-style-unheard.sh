#!/usr/bin/env bash
# Vite 8.3.8: the handlers of `import('./part').then(done, failed)` do not hear of a missing stylesheet.
#
# The build wraps a dynamic import that has styles into a call of its own, which loads these first, and takes a `then` that follows
# `import()` into it: where a stylesheet does not come, the call rejects and neither handler runs. What waits for either waits forever.
# With a destructured parameter, `then(({ part }) => …, failed)`, it stays outside and `failed` runs. A `try` around `await import()`
# hears it too.
# And the call asks once for each stylesheet: the next import of the same part succeeds, without its styles.
#
# Seen with Chromium 153.0.8010 (@sparticuz/chromium 153.0.0):
#   then(done, failed): rejected with "Unable to preload CSS for /assets/part.css", no handler ran
#   try: caught "Unable to preload CSS for /assets/part.css"
#   the second import: done, the stylesheet was asked for 1 times
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-fund --no-audit \
  vite@8.3.8 @sparticuz/chromium@153.0.0 playwright-core@1.65.1
mkdir src
echo '<!doctype html><script type="module" src="/src/main.js"></script>' > index.html
echo 'h1 { color: red; }' > src/part.css
echo "import './part.css'; export const part = 'the part';" > src/part.js
cat > src/main.js <<'JS'
let ran = 'no handler ran';
globalThis.withThen = () =>
  import('./part.js').then(
    (module) => (ran = module.part),
    () => (ran = 'failed ran'),
  );
globalThis.handler = () => ran;
globalThis.withTry = async () => {
  try {
    const { part } = await import('./part.js');
    return `done, ${part}`;
  } catch (error) {
    return `caught "${error.message}"`;
  }
};
JS
cat > run.mjs <<'JS'
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';

import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { build } from 'vite';

await build({
  logLevel: 'error',
  build: {
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { entryFileNames: '[name].js', assetFileNames: 'assets/[name][extname]' },
    },
  },
});
let asked = 0;
const server = createServer(async ({ url }, response) => {
  if (url.endsWith('.css')) {
    asked += 1;
    response.writeHead(404).end();
    return;
  }
  const file = url === '/' ? '/index.html' : url;
  const type = file.endsWith('.js') ? 'text/javascript' : 'text/html';
  const body = await readFile(`dist${file}`).catch(() => null);
  response.writeHead(body ? 200 : 404, { 'Content-Type': type }).end(body);
}).listen(0, '127.0.0.1');
await new Promise((listening) => server.once('listening', listening));
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: ['--no-sandbox', '--headless=shell'],
});
const open = async () => {
  const page = await browser.newPage();
  await page.goto(origin);
  await page.waitForFunction('globalThis.withTry');
  asked = 0;
  return page;
};
const say = (line) => console.log(line.replaceAll(origin, ''));

let page = await open();
const thrown = await page.evaluate(() =>
  withThen().then(
    () => 'fulfilled',
    ({ message }) => `rejected with "${message}"`,
  ),
);
say(`then(done, failed): ${thrown}, ${await page.evaluate('handler()')}`);
page = await open();
say(`try: ${await page.evaluate('withTry()')}`);
const second = await page.evaluate('withTry()');
say(`the second import: ${second.split(',')[0]}, the stylesheet was asked for ${asked} times`);
await browser.close();
server.close();
JS
timeout 120 node run.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
then(done, failed): rejected with "Unable to preload CSS for /assets/part.css", no handler ran
try: caught "Unable to preload CSS for /assets/part.css"
the second import: done, the stylesheet was asked for 1 times
SEEN
