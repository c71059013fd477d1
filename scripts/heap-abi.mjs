// Writes TypeScript's side of the ABI of heap.wasm, from the module's own description
// (`src/heap/abi.rs`): `node scripts/heap-abi.mjs heap.wasm heap.ts`.
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

const [from = '', to = ''] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(from));
const lines = WebAssembly.Module.customSections(module, 'abi')
  .flatMap((section) => new TextDecoder().decode(section).trim().split('\n'))
  .map((line) => line.split(' '))
  .sort(([, one = ''], [, other = '']) => one.localeCompare(other, 'en'));

/** @param {string} kind @returns {{ name: string, number: number }[]} the lines of that kind */
const numbered = (kind) =>
  lines
    .filter(([it]) => it === kind)
    .map(([, name = '', number]) => ({ name, number: Number(number) }));
const camelCase = (/** @type {string} */ name) =>
  name.replace(/_(.)/g, (_, letter) => String(letter).toUpperCase());

const doors = lines
  .filter(([kind]) => kind === 'door')
  .map(([, name = '', ...rest]) => {
    const arrow = rest.indexOf('->');
    const names = arrow < 0 ? rest : rest.slice(0, arrow);
    const parameters = names.map((it) => `${camelCase(it)}: number`).join(', ');
    return { name, line: `  ${name}(${parameters}): ${arrow < 0 ? 'void' : 'number'};` };
  });
const exported = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
const missing = doors.filter(({ name }) => !exported.has(name)).map(({ name }) => name);
const operations = numbered('operation').sort((one, other) => one.number - other.number);
if (doors.length === 0 || missing.length > 0 || operations.some(({ number }, i) => number !== i)) {
  console.error(`${from} does not describe itself: ${missing.join(', ') || 'no doors'}`);
  process.exit(1);
}

writeFileSync(
  to,
  `// Made by scripts/heap-abi.mjs from heap.wasm. Do not edit.

/** What heap.wasm exports. A result below 0 is an error. */
export interface HeapExports {
  __stack_pointer: WebAssembly.Global;
  __wasm_init_tls(at: number): void;
${doors.map(({ line }) => line).join('\n')}
}

/** The operations that go in steps, by their numbers. */
export const OPERATIONS = [${operations.map(({ name }) => `'${name.toLowerCase()}'`).join(', ')}] as const;

/** The numbers of errors. */
export const ERRORS = {
${numbered('error')
  .map(({ name, number }) => `  ${name}: ${number},`)
  .join('\n')}
} as const;

${numbered('constant')
  .map(({ name, number }) => `export const ${name} = ${number};`)
  .join('\n')}
`,
);
