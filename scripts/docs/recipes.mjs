// The recipes of the book, built as an author would, each with its own tool, and opened: the demo
// on the page runs.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { serveSite } from '../site-server.mjs';

const SOURCES = 'docs/book/recipes';
const FOLDER = 'target/recipes';
const NAMED = 'https://your.host/play/';
const python = resolve('.tools/python/recipes/bin');

/**
 * The folder of the built pages, and how they are built.
 *
 * @type {Record<string, [string, string[]?]>}
 */
const RECIPES = {
  html: ['.'],
  mdbook: ['book', [resolve('.tools/python/docs/bin/mdbook'), 'build']],
  sphinx: ['out', [`${python}/sphinx-build`, '-q', '.', 'out']],
  'jupyter-book': ['_build/html', [`${python}/jupyter-book`, 'build', '.']],
  docusaurus: ['build', ['npm', 'run', 'build']],
};
export const QUICK_RECIPES = ['html', 'mdbook'];
export const ALL_RECIPES = Object.keys(RECIPES);

/**
 * @param {import('playwright-core').Page} page
 * @param {string} name
 * @param {string} site where the playground is served
 * @returns {Promise<string[]>} faults
 */
export async function checkRecipe(page, name, site) {
  const [built, command] = RECIPES[name] ?? ['.'];
  const folder = `${FOLDER}/${name}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(`${SOURCES}/${name}`, folder, { recursive: true });
  let named = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = `${entry.parentPath}/${entry.name}`;
    const text = readFileSync(path, 'utf8');
    if (text.includes(NAMED)) named += 1;
    writeFileSync(path, text.replaceAll(NAMED, site));
  }
  if (named === 0) return [`${name}: the recipe does not name the site`];
  const options = /** @type {const} */ ({ cwd: folder, stdio: 'pipe', timeout: 280_000 });
  try {
    if (name === 'docusaurus')
      execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], options);
    if (command !== undefined) execFileSync(command[0] ?? '', command.slice(1), options);
  } catch (error) {
    return [`${name}: ${String(error)}`];
  }
  const { url, close } = await serveSite({
    port: 0,
    strictPort: false,
    isolated: false,
    folder: `${folder}/${built}`,
  });
  try {
    await page.goto(`${url}index.html`);
    await page.waitForFunction(() => customElements.get('parallel-demo') !== undefined);
    const right = await page.evaluate(async () => {
      const demo = document.querySelector('parallel-demo');
      const result = await demo?.run();
      return result !== undefined && 'answer' in result && result.answer?.right;
    });
    return right === true ? [] : [`${name}: the demo is not right`];
  } catch (error) {
    return [`${name}: ${String(error)}`];
  } finally {
    await close();
  }
}
