// `make docs`: the book in both languages, with the site beside it, in target/docs. The pages of
// parameters are made of the controls themselves; what hosts need to know is docs/hosting.md.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { runnerImport } from 'vite';

import { below, headersFile, rulesOf } from './headers.mjs';

/** Where the book is built from: its sources, and the pages that are made. */
const SOURCES = 'target/book';
export const DOCS = 'target/docs';
export const BOOK_LANGUAGES = /** @type {const} */ (['en', 'ko']);
const MDBOOK = '.tools/python/docs/bin/mdbook';

/** @typedef {typeof import('../www/page/test/parameter-tables')} Tables */

export async function buildDocs() {
  rmSync(SOURCES, { recursive: true, force: true });
  rmSync(DOCS, { recursive: true, force: true });
  cpSync('docs/book', SOURCES, { recursive: true });
  mkdirSync(DOCS, { recursive: true });
  cpSync('www/dist', `${DOCS}/playground`, { recursive: true });
  // Hosts read the one in the folder that they serve.
  rmSync(`${DOCS}/playground/_headers`);
  writeFileSync(`${DOCS}/_headers`, headersFile(below('/playground', rulesOf('www/dist'))));
  for (const name of ['book.js', 'checks.js', 'book.css', 'index.html'])
    cpSync(`docs/book/${name}`, `${DOCS}/${name}`);

  /** @type {(path: string, config: import('vite').InlineConfig) => Promise<{ module: Tables }>} */
  const load = runnerImport;
  const { module } = await load('./www/page/test/parameter-tables.ts', { configFile: false });
  for (const language of BOOK_LANGUAGES) {
    const page = `${SOURCES}/${language}/src/parameters.md`;
    const tables = module.parameterTables(language);
    writeFileSync(page, readFileSync(page, 'utf8').replace('<!-- tables -->', tables));
  }
  for (const language of BOOK_LANGUAGES)
    execFileSync(
      MDBOOK,
      ['build', `${SOURCES}/${language}`, '--dest-dir', resolve(DOCS, language)],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, MDBOOK_LOG: 'warn', RUST_LOG: 'warn' },
      },
    );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildDocs();
  console.log(`The book is in ${DOCS}; make serve-docs serves it.`);
}
