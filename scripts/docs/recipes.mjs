// The recipes of the book, built as an author would, each with its own tool, and opened: the demo
// on the page runs. Two tools do not come whole from a registry. Of Quarto it is Pandoc, which
// writes its pages; of Jupyter Book 2 it is MyST, and in place of its theme a page of the frame
// that it read.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { serveSite } from '../site-server.mjs';

const SOURCES = 'docs/book/recipes';
const FOLDER = 'target/recipes';
const NAMED = 'https://your.host/play/';
const python = resolve('.tools/python/recipes/bin');

const PANDOC = `import sys, pypandoc
pypandoc.convert_file("index.qmd", "html", "markdown", ["--standalone"], outputfile=sys.argv[1])`;

/**
 * @typedef {object} Recipe
 * @property {string} [built] the folder of the built pages, if not the recipe's own
 * @property {string[]} [command] builds them
 * @property {(folder: string) => void} [before]
 * @property {(folder: string) => void} [after]
 * @property {boolean} [framed] the demo is in a frame, not in an element
 */

/** @type {Record<string, Recipe>} */
const RECIPES = {
  html: {},
  mdbook: { built: 'book', command: [resolve('.tools/python/docs/bin/mdbook'), 'build'] },
  sphinx: { built: 'out', command: [`${python}/sphinx-build`, '-q', '.', 'out'] },
  'jupyter-book': { built: '_build/html', command: [`${python}/jupyter-book`, 'build', '.'] },
  'jupyter-book-2': {
    command: [`${python}/myst`, 'build', '--site'],
    before: withoutTheme,
    after: pageOfFrame,
    framed: true,
  },
  docusaurus: { built: 'build', command: ['npm', 'run', 'build'], before: npmInstall },
  quarto: { command: [`${python}/python`, '-c', PANDOC, 'index.html'] },
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
  const { built = '.', command, before, after, framed } = RECIPES[name] ?? {};
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
  try {
    before?.(folder);
    if (command !== undefined) run(folder, command);
    after?.(folder);
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
    const right = framed ? await rightInFrame(page) : await rightInElement(page);
    return right ? [] : [`${name}: the demo is not right`];
  } catch (error) {
    return [`${name}: ${String(error)}`];
  } finally {
    await close();
  }
}

/** @param {import('playwright-core').Page} page */
async function rightInElement(page) {
  await page.waitForFunction(() => customElements.get('parallel-demo') !== undefined);
  return page.evaluate(async () => {
    const demo = document.querySelector('parallel-demo');
    const result = await demo?.run();
    return result !== undefined && 'answer' in result && result.answer?.right;
  });
}

/** @param {import('playwright-core').Page} page */
async function rightInFrame(page) {
  const frame = page.frameLocator('iframe');
  await frame.getByTestId('queue-run').click();
  await frame.locator('[data-testid="queue-answer"][data-state="right"]').waitFor();
  return true;
}

/**
 * @param {string} folder
 * @param {string[]} command
 */
function run(folder, [program = '', ...args]) {
  execFileSync(program, args, { cwd: folder, stdio: 'pipe', timeout: 280_000 });
}

/** @param {string} folder */
function npmInstall(folder) {
  run(folder, ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund']);
}

/** @param {string} folder */
function withoutTheme(folder) {
  mkdirSync(`${folder}/theme`);
  writeFileSync(`${folder}/theme/template.yml`, 'jtex: v1\ntitle: none\n');
  const config = readFileSync(`${folder}/myst.yml`, 'utf8');
  writeFileSync(`${folder}/myst.yml`, config.replace('book-theme', './theme'));
}

/**
 * What is looked at of a page that MyST has read.
 *
 * @typedef {{ mdast: { children: { children: Record<string, string>[] }[] } }} Content
 */
/** @type {(json: string) => Content} */
const contentOf = JSON.parse;

/** What a theme makes of the frame that the page has. @param {string} folder */
function pageOfFrame(folder) {
  const { mdast } = contentOf(readFileSync(`${folder}/_build/site/content/index.json`, 'utf8'));
  const frames = mdast.children.flatMap(({ children }) => children);
  const { src = '', title, width } = frames.find(({ type }) => type === 'iframe') ?? {};
  const address = src.replaceAll('&', '&amp;');
  const frame = `<iframe src="${address}" title="${title}" width="${width}"></iframe>`;
  writeFileSync(`${folder}/index.html`, `<!doctype html>\n${frame}\n`);
}
