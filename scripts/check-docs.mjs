// Checks what readers and authors read. `node scripts/check-docs.mjs links` looks at links and
// pairs of pages of the book that was built; without an argument the book is built, the code of all
// documents is checked, and some exercises and recipes are run in Chromium; `exercises` and
// `recipes` run all of these.
import process from 'node:process';

import { chromium } from 'playwright-core';
import { runnerImport } from 'vite';

import { buildDocs, DOCS } from './build-docs.mjs';
import { chromiumArgs, chromiumPath } from './chromium.mjs';
import { checkPage, checkPrograms, IN_PAGE } from './docs/book-browser.mjs';
import { checkLinks, checkPairs, exercises } from './docs/book-pages.mjs';
import { checkCode } from './docs/code-blocks.mjs';
import { ALL_RECIPES, checkRecipe, QUICK_RECIPES } from './docs/recipes.mjs';
import { serveSite } from './site-server.mjs';

const extent = process.argv[2] ?? 'some';
/** Settings, a program, and a demo in virtual time, in both languages. */
const SOME = ['en/pipe', 'ko/scheduling', 'ko/pools'];

/** @type {string[]} */
const faults = [];
let last = performance.now();
const note = (/** @type {string} */ what, /** @type {readonly string[]} */ found) => {
  const seconds = ((performance.now() - last) / 1000).toFixed(1).padStart(5);
  last = performance.now();
  console.log(`${found.length === 0 ? 'ok  ' : 'FAIL'} ${seconds} s  ${what}`);
  for (const fault of found) console.log(`     ${fault}`);
  faults.push(...found);
};

if (extent !== 'links') await buildDocs();
const { links, faults: broken } = checkLinks(DOCS);
note(`${links} links`, broken);
/** @typedef {typeof import('../www/page/messages/terms')} Terms */
/** @type {(path: string, config: import('vite').InlineConfig) => Promise<{ module: Terms }>} */
const load = runnerImport;
const { module: terms } = await load('./www/page/messages/terms.ts', { configFile: false });
note('both languages', checkPairs(terms.BANNED_KOREAN));
if (extent === 'some') {
  const { counts, faults: wrong } = checkCode();
  const kinds = Object.entries(counts).map(([name, n]) => `${n} ${name}`);
  note(`code: ${kinds.join(', ')}`, wrong);
  note('programs of the exercises, natively', checkPrograms(exercises()));
}
if (extent !== 'links') await inBrowser();
console.log(`${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);

async function inBrowser() {
  const { url, close } = await serveSite({ port: 0, strictPort: false, folder: DOCS });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArgs });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    await page.addInitScript(IN_PAGE);
    for (const language of ['en', 'ko'])
      for (const exercise of exercises()) {
        const name = `${language}/${exercise.page}`;
        if (extent === 'recipes' || (extent === 'some' && !SOME.includes(name))) continue;
        const found = await checkPage(page, `${url}${name}.html`, exercise, extent === 'exercises');
        note(name, found);
      }
    const recipes = { some: QUICK_RECIPES, recipes: ALL_RECIPES }[extent] ?? [];
    for (const recipe of recipes)
      note(`recipe: ${recipe}`, await checkRecipe(page, recipe, `${url}playground/`));
  } finally {
    await browser.close();
    await close();
  }
}
