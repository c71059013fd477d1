// Checks the built output itself: the module imports a shared memory of the size that was asked
// for, the JavaScript that loads it makes one, the wasm that the site serves is that one, nothing
// is loaded from another origin, the service worker keeps the whole page, Python is there and waits
// until it is asked for, and what a reader waits for stays within its budget.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import process from 'node:process';
import { brotliCompressSync, constants } from 'node:zlib';

import {
  brotliKilobytes,
  FIRST_VIEW_KB,
  firstView,
  gzipKilobytes,
  withImports,
} from './first-view.mjs';

/** @type {string[]} */
const faults = [];

const config = readFileSync('.cargo/config.toml', 'utf8');
const maximumPages = Number(/--max-memory=(\d+)/.exec(config)?.[1]) / 65536;
const artefacts = ['parallel_playground_bg.wasm', 'parallel_playground_relaxed_bg.wasm'].map(
  (name) => ({
    name,
    wasm: readFileSync(`pkg/${name}`),
  }),
);
const glue = readFileSync('pkg/parallel_playground.js', 'utf8');
const site = readdirSync('www/dist', { recursive: true, encoding: 'utf8' });

const sources = ['www/common/memory.ts', 'www/heap/layout.ts', 'pkg/heap.ts']
  .map((name) => readFileSync(name, 'utf8'))
  .join('\n');
const constant = (/** @type {string} */ name) =>
  Number(new RegExp(`${name} = ([\\d_]+)`).exec(sources)?.[1]?.replaceAll('_', ''));
const given = constant('INITIAL_PAGES');
for (const { name, wasm } of artefacts) {
  // Node's engine may be older than relaxed SIMD; the browsers' tests load that one.
  if (!name.includes('relaxed')) check(`${name} is valid`, WebAssembly.validate(wasm));
  const memory = importedMemory(wasm);
  check(`${name} imports its memory`, memory !== undefined);
  check('which is shared', memory?.shared === true);
  check(
    `whose maximum is that of .cargo/config.toml (${maximumPages} pages)`,
    memory?.maximum === maximumPages,
  );
  check(
    `whose initial size (${memory?.initial} pages) fits in what www/common/memory.ts gives (${given})`,
    memory !== undefined && memory.initial <= given,
  );
}
const heap = readFileSync('pkg/heap.wasm');
const heapMemory = importedMemory(heap);
check('heap.wasm is valid', WebAssembly.validate(heap));
check('it imports its memory, which is shared', heapMemory?.shared === true);
check('of the same maximum', heapMemory?.maximum === maximumPages);
check(
  'and of no more at first than www/common/memory.ts gives',
  (heapMemory?.initial ?? Infinity) <= given,
);
const instance = new WebAssembly.Instance(new WebAssembly.Module(heap), {
  env: {
    memory: new WebAssembly.Memory({
      initial: given,
      maximum: maximumPages,
      shared: true,
    }),
  },
  agent: { now_ms: () => 0, send() {}, receive_begin() {}, receive() {} },
});
const { __heap_base: end, __stack_pointer: stack, __tls_size: local } = instance.exports;
check(
  'its own data end before the heap starts',
  end instanceof WebAssembly.Global && end.value <= constant('HEADER'),
);
check('its stack pointer can be set', stack instanceof WebAssembly.Global);
check(
  'its thread-local data fit where www/heap/layout.ts gives them room',
  local instanceof WebAssembly.Global && local.value <= constant('LOCAL_BYTES'),
);
check(`it is small: ${heap.length} bytes`, heap.length <= 80_896);
const made = /new WebAssembly\.Memory\(\{[^}]*\}\)/.exec(glue)?.[0] ?? '';
check('the generated JavaScript makes a shared memory', /shared:\s*true/.test(made));
check('and of the same maximum', made.includes(`maximum:${maximumPages}`));

const isPython = (/** @type {string} */ path) => /^assets\/python(\/|$)/.test(path);
const served = site.filter((path) => path.endsWith('.wasm') && !isPython(path));
check(
  'the site has exactly the two modules and the heap’s',
  served.length === artefacts.length + 1,
);
for (const { name, wasm } of [...artefacts, { name: 'heap.wasm', wasm: heap }])
  check(
    `it has ${name} as it was built`,
    served.some((path) => readFileSync(`www/dist/${path}`).equals(wasm)),
  );
for (const path of [
  'index.html',
  'embed.html',
  'embed.js',
  'embed.d.ts',
  'sw.js',
  '_headers',
  'nginx.conf',
  'lib/parallel-playground.js',
  'lib/parallel-playground.d.ts',
])
  check(`the site has ${path}`, site.includes(path));
const embed = readFileSync('www/dist/embed.js', 'utf8');
const embedKilobytes = gzipKilobytes('www/dist/embed.js');
check(`embed.js is small: ${embedKilobytes.toFixed(2)} KB gzip`, embedKilobytes <= 5);
check('embed.js is a classic script', !/^(import|export)\b|import\.meta/m.test(embed));

const worker = readFileSync('www/dist/sw.js', 'utf8');
const listed = (/** @type {string} */ path) =>
  worker.includes(`"${path}"`) || worker.includes(`\`${path}\``);
check('sw.js is a classic script', !/^(import|export)\b|import\.meta/m.test(worker));
for (const path of site.filter(
  (name) => /^(assets\/.+|favicon\.svg|index\.html|lib\/.*\.js)$/.test(name) && !isPython(name),
))
  check(`sw.js keeps ${path}`, listed(path));
for (const path of ['embed.html', 'embed.js', 'sw.js', '_headers', 'nginx.conf'])
  check(`sw.js does not keep ${path}`, !listed(path));
const pythonFiles = site.filter((path) => /^assets\/python\/.*\.[a-z]+$/.test(path));
check('sw.js keeps nothing of Python before it is used', !pythonFiles.some(listed));
const below = (/** @type {string} */ path) => path.replace('assets/python/', '');
check('and knows all its files', pythonFiles.length > 4 && pythonFiles.map(below).every(listed));

const size = (/** @type {string} */ path) => gzipKilobytes(`www/dist/${path}`);
const said = (/** @type {number} */ kilobytes) => `${kilobytes.toFixed(1)} KB gzip`;
/** An attribute of the charts' own, by which their chunk is known. */
const hasCharts = (/** @type {string} */ path) =>
  readFileSync(`www/dist/${path}`, 'utf8').includes('axis tick label');
const scripts = site.filter((path) => path.endsWith('.js'));
const first = firstView('www/dist');
const brotli = (/** @type {string} */ path) => brotliKilobytes(`www/dist/${path}`);
/** What comes by `import()` before a reader does anything: words, and the largest of the demos. */
const ahead = firstView(
  'www/dist',
  scripts.filter((path) => /\/(en|demo|lab|scheduling)-[^/]+\.js$/.test(path)),
);
for (const path of ahead)
  console.log(
    `     first view: ${path}, ${brotli(path).toFixed(1)} KB brotli, ${said(size(path))}`,
  );
const largest = Math.max(
  ...scripts.filter((path) => /\/recording-[^/]+\.js$/.test(path)).map(brotli),
);
const firstSize = ahead
  .filter((path) => !path.endsWith('.html'))
  .reduce((sum, path) => sum + brotli(path), largest);
check(
  `the first view of the lab is at most ${FIRST_VIEW_KB} KB: ${firstSize.toFixed(1)} KB brotli`,
  firstSize <= FIRST_VIEW_KB,
);
/** Attributes and classes of the page, by which its chunks are known. */
const hasPage = (/** @type {string} */ path) =>
  /data-testid|class="/.test(readFileSync(`www/dist/${path}`, 'utf8'));
check('the page has what it is known by', first.some(hasPage));
check(
  'who has only the library loads nothing of the page',
  !withImports('www/dist', ['lib/parallel-playground.js']).some(hasPage),
);
for (const end of ['engine.worker', 'compute.worker', 'parallel-playground'])
  check(`${end} is not in it`, !first.some((path) => path.includes(end)));
check(
  'it has scripts and styles',
  ['.js', '.css'].every((end) => first.some((it) => it.endsWith(end))),
);
check('the charts are in the site', scripts.some(hasCharts));
check('and not in the first view', !first.some(hasCharts));
check('nor is Python', !first.some(isPython));
const demos = readdirSync('www/page/demos', { recursive: true, encoding: 'utf8' });
const recordings = scripts.filter((path) => /\/recording-[^/]+\.js$/.test(path));
check(
  `each recorded run is a file of its own: ${recordings.length}`,
  recordings.length === demos.filter((path) => path.endsWith('recording.json')).length,
);
for (const path of recordings)
  check(`${path} is at most 6 KB: ${said(size(path))}`, size(path) <= 6);
check('none is in the first view', !first.some((path) => recordings.includes(path)));
/** The chunk with CodeMirror: the editor of programs. */
const hasEditor = (/** @type {string} */ path) =>
  readFileSync(`www/dist/${path}`, 'utf8').includes('cm-content');
const editors = scripts.filter(hasEditor);
check('the editor is in the site, in one chunk', editors.length === 1);
check('which is not in the first view', !first.some((path) => editors.includes(path)));
for (const path of editors) check(`and at most 130 KB: ${said(size(path))}`, size(path) <= 130);
for (const path of served)
  check(`${path} is at most 133 KB: ${said(size(path))}`, size(path) <= 133);
for (const path of scripts.filter((name) => !first.includes(name)))
  console.log(`     later: ${path}, ${said(size(path))}`);

let pythonSize = 0;
for (const name of readdirSync('pkg/python').filter(
  (it) => !/^(manifest\.(ts|json)|lock\.json)$/.test(it),
)) {
  const built = readFileSync(`pkg/python/${name}`);
  const path = site.filter(isPython).find((it) => {
    const file = `www/dist/${it}`;
    return statSync(file).size === built.length && readFileSync(file).equals(built);
  });
  check(`the site has Python’s ${name} as it was built`, path !== undefined);
  const gzip = gzipKilobytes(`pkg/python/${name}`);
  // Not the best quality, which takes half a minute.
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  const brotli = brotliCompressSync(built, quality).length / 1000;
  const raw = built.length / 1000;
  console.log(
    `     on demand: ${path}, ${raw.toFixed(1)} KB, ${said(gzip)}, ${brotli.toFixed(1)} KB brotli`,
  );
  // Archives are served as they are: few hosts compress them.
  pythonSize += name.endsWith('.zip') ? raw : gzip;
}
check(
  `all of Python is at most 9 MB as it is sent: ${pythonSize.toFixed(1)} KB`,
  pythonSize <= 9000,
);

const loads = [
  /<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\b(?:src|srcset)\s*=\s*["']?\s*(?:https?:)?\/\/[^>]*/gi,
  /<link\b[^>]*\bhref\s*=\s*["']?\s*(?:https?:)?\/\/[^>]*/gi,
  /(?:@import\s*|url\()\s*["']?\s*(?:https?:)?\/\/[^)"';]*/gi,
  /(?:\bfrom|\bimport|\bimport\(|\bimportScripts\(|\bfetch\(|\bWorker\(|\bWebSocket\(|\bEventSource\(|\bsendBeacon\()\s*(?:new URL\()?["'`](?:https?|wss?):\/\/[^"'`]*/g,
];
for (const path of site.filter((name) => /\.(html|css|m?js|svg)$/.test(name)))
  for (const pattern of loads)
    for (const [text] of readFileSync(`www/dist/${path}`, 'utf8').matchAll(pattern))
      check(`${path} loads nothing from another origin: ${text.slice(0, 120)}`, false);

process.exit(faults.length === 0 ? 0 : 1);

/**
 * @param {string} what a sentence that should be true
 * @param {boolean} holds
 */
function check(what, holds) {
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}`);
  if (!holds) faults.push(what);
}

/**
 * Reads the import section
 * (https://webassembly.github.io/spec/core/binary/modules.html#import-section).
 *
 * @param {Buffer} bytes a module
 * @returns {{ initial: number, shared: boolean, maximum: number | undefined } | undefined} the
 * memory it imports
 */
function importedMemory(bytes) {
  let at = 8;
  const leb = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes.readUInt8(at++);
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  const limits = () => {
    const flags = leb();
    const initial = leb();
    return { initial, shared: (flags & 2) !== 0, maximum: (flags & 1) !== 0 ? leb() : undefined };
  };
  while (at < bytes.length) {
    const section = leb();
    const size = leb();
    if (section !== 2) {
      at += size;
      continue;
    }
    for (let left = leb(); left > 0; left -= 1) {
      const module = leb();
      at += module;
      const name = leb();
      at += name;
      const kind = leb();
      if (kind === 2) return limits();
      leb(); // function: its type; table: element type; global: value type; tag: attribute
      if (kind === 1) limits();
      if (kind === 3 || kind === 4) leb(); // global: mutability; tag: its type
    }
    return undefined;
  }
  return undefined;
}
