// `make screenshots`: runs every demo of the built site once in headless Chromium and photographs
// it, and the overview, in both languages and both themes. Without options it writes what the
// documentation shows, into docs/screenshots.
//
//   --out <folder>     elsewhere
//   --width <px>       default 1200
//   --whole            the whole page instead of its first screen
//   --only <name>,…    some demos, or `overview`
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

import { chromium } from '@playwright/test';

import { chromiumArgs, chromiumPath } from './chromium.mjs';
import { serveSite } from './site-server.mjs';

/** Each with the settings of its run, and how much of it is seen. */
const demos = [
  { name: 'overview', query: '', height: 900 },
  { name: 'pools', query: '', height: 1000 },
  { name: 'matmul', query: 'n=1024&study=pair', height: 1280 },
  { name: 'shared-memory', query: '', height: 1150 },
  { name: 'pipe', query: '', height: 1150 },
  { name: 'queue', query: 'items=40&capacity=4&consumers=2&work=3000', height: 1150 },
  { name: 'partitioning', query: '', height: 1000 },
  {
    name: 'scheduling',
    query: 'load=simulate&workload=heavyTail&tasks=120&workers=8',
    height: 1150,
  },
];
const languages = ['en', 'ko'];
const themes = ['light', 'dark'];

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: 'docs/screenshots' },
    width: { type: 'string', default: '1200' },
    whole: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const width = Number(options.width);
if (!Number.isInteger(width) || width < 200) {
  console.error(`--width ${options.width} is no width: give a number of pixels, at least 200.`);
  process.exit(1);
}
needKorean();
const only = options.only?.split(',');
const chosen = demos.filter(({ name }) => only?.includes(name) ?? true);
mkdirSync(options.out, { recursive: true });

const site = await serveSite({ port: 0 });
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArgs });
let bytes = 0;
try {
  for (const demo of chosen) bytes += await photograph(demo);
} finally {
  await browser.close();
  await site.close();
}
console.log(`${(bytes / 1e6).toFixed(2)} MB in ${options.out}`);
if (options.out === 'docs/screenshots') writeFileSync(join(options.out, 'README.md'), table());

/**
 * Runs the demo once; languages and themes are switched over its results.
 *
 * @param {typeof demos[number]} demo
 * @returns {Promise<number>} the bytes of its pictures
 */
async function photograph({ name, query, height }) {
  const context = await browser.newContext({ viewport: { width, height } });
  try {
    const page = await context.newPage();
    const hash = name === 'overview' ? '#/' : `#/${name}?${query}`;
    await page.goto(new URL(hash, site.url).href);
    // The engine starts with the first thing that a reader does.
    await page.mouse.move(1, 1);
    await page
      .locator('[data-testid=badge]:is([data-mode=threads], [data-mode=processes])')
      .waitFor();
    if (name !== 'overview') {
      await page.getByTestId(`${name}-run`).click();
      await page
        .locator(`[data-testid=${name}-answer][data-state=right]`)
        .waitFor({ timeout: 120_000 });
      await page.locator(`[data-testid=${name}-run]:enabled`).waitFor({ timeout: 120_000 });
      await page.waitForFunction(() =>
        [...document.querySelectorAll('.canvas')].every((one) => one.querySelector('svg')),
      );
    }
    let written = 0;
    const protocol = await context.newCDPSession(page);
    for (const language of languages) {
      for (const theme of themes) {
        await page.getByTestId('lang').selectOption(language);
        await page.getByTestId('theme').selectOption(theme);
        // Nothing has the focus, and what is drawn anew has been.
        await page.evaluate(async () => {
          if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
          scrollTo(0, 0);
          for (const one of document.querySelectorAll('.settings')) one.scrollTop = 0;
          for (let turn = 0; turn < 3; turn += 1)
            await new Promise((resolve) => requestIdleCallback(resolve));
        });
        const { data } = await protocol.send('Page.captureScreenshot', {
          format: 'webp',
          quality: 80,
          captureBeyondViewport: options.whole,
          ...(options.whole && { clip: await whole(page) }),
        });
        const picture = Buffer.from(data, 'base64');
        writeFileSync(join(options.out, fileOf(name, language, theme)), picture);
        written += picture.length;
      }
    }
    console.log(`${name}: ${(written / 1000).toFixed(0)} kB`);
    return written;
  } finally {
    await context.close();
  }
}

/** @param {import('@playwright/test').Page} page */
async function whole(page) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  return { x: 0, y: 0, width, height, scale: 1 };
}

/**
 * @param {string} name
 * @param {string} language
 * @param {string} theme
 */
function fileOf(name, language, theme) {
  return `${name}-${language}-${theme}.webp`;
}

function table() {
  const heads = languages.flatMap((language) => themes.map((theme) => `${language}, ${theme}`));
  const rows = demos.map(({ name }) => {
    const cells = languages.flatMap((language) =>
      themes.map(
        (theme) =>
          `[![${name}, ${language}, ${theme}](${fileOf(name, language, theme)})](${fileOf(name, language, theme)})`,
      ),
    );
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  return [
    '# Screenshots\n',
    'Every demo after one run in Chromium, and the overview. `make screenshots` takes them and writes this page.\n',
    `| | ${heads.join(' | ')} |`,
    `| --- |${' --- |'.repeat(heads.length)}`,
    ...rows,
    '',
  ].join('\n');
}

/** Without a Korean font half of the pictures would show boxes. */
function needKorean() {
  let fonts = '';
  try {
    fonts = execFileSync('fc-list', [':lang=ko'], { encoding: 'utf8' });
  } catch {
    // There is no fontconfig to ask.
  }
  if (fonts.trim() !== '') return;
  console.error(
    'No Korean font was found: install one (Debian: sudo apt-get install fonts-nanum).',
  );
  process.exit(1);
}
