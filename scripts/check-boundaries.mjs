// Checks that the browser stays at the crate's edge: its crates are named only under src/web and src/api,
// and what the crate exports to JavaScript is declared only under src/api.
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';

const browserCrate = /\b(js_sys|web_sys|wasm_bindgen|wasm_bindgen_futures|wasm_bindgen_rayon)\b/;

/** @type {string[]} */
const faults = [];
let files = 0;

for (const entry of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
  const path = `src/${entry}`;
  if (!path.endsWith('.rs')) continue;
  files += 1;
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.replace(/\/\/.*/, ''));
  if (!/^src\/(web|api)\b/.test(path)) {
    lines.forEach((line, i) => {
      const name = browserCrate.exec(line)?.[0];
      if (name !== undefined) fault(path, i, `${name} belongs under src/web or src/api`);
    });
  }
  if (!/^src\/api\b/.test(path))
    exportsOf(lines).forEach((i) => fault(path, i, 'an export belongs under src/api'));
}

if (files === 0) faults.push('no Rust source was found under src/');
faults.forEach((it) => console.error(it));
console.log(`${files} files, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);

/**
 * @param {string} path
 * @param {number} index of the line, from 0
 * @param {string} what
 */
function fault(path, index, what) {
  faults.push(`${path}:${index + 1}: ${what}`);
}

/**
 * The lines with a `#[wasm_bindgen]` that exports: one that stands neither on nor in an `extern "C"` block, which imports.
 *
 * @param {string[]} lines without comments
 * @returns {number[]}
 */
function exportsOf(lines) {
  /** @type {number[]} */
  const found = [];
  let depth = 0;
  /** @type {number | undefined} */
  let pending;
  for (const [i, line] of lines.entries()) {
    const text = line.trim();
    const imports = /\bextern\s+"C"\s*\{/.test(text);
    if (imports) pending = undefined;
    if (imports || depth > 0) {
      depth += text.split('{').length - text.split('}').length;
      continue;
    }
    if (/#\[\s*(wasm_bindgen|wasm_bindgen::prelude::wasm_bindgen)\b/.test(text)) pending = i;
    else if (pending !== undefined && text !== '' && !text.startsWith('#')) {
      found.push(pending);
      pending = undefined;
    }
  }
  return found;
}
