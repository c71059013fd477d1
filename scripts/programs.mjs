// Python programs whose output is known: those of tests/python, each with a file of what it prints,
// and those beside the demos, whose comments say it.
import { readdirSync, readFileSync } from 'node:fs';

const TESTS = 'tests/python';
const DEMOS = 'www/page/demos';

/** The first line of a program that is not for pages without shared memory. */
const NEEDS_SHARED_MEMORY =
  '# Hears signals while it computes: in the page that needs shared memory.';

/** @returns {string[]} their paths */
export function programs() {
  const isProgram = (/** @type {string} */ path) => path.endsWith('.py');
  return [TESTS, DEMOS].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(isProgram)
      .map((path) => `${folder}/${path}`)
      .sort(),
  );
}

/**
 * @param {string} path a program's
 * @returns {string} what it prints
 */
export function expectedOf(path) {
  if (path.startsWith(TESTS)) return readFileSync(path.replace(/\.py$/, '.out'), 'utf8');
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines
    .flatMap((line, index) => {
      if (!line.includes('print(')) return [];
      const below = lines[index + 1]?.trim().replace('# ', '');
      return [`${line.split(' # ')[1] ?? below}\n`];
    })
    .join('');
}

/**
 * @param {string} path a program's
 * @returns {boolean} whether it runs only where memory is shared
 */
export function needsSharedMemory(path) {
  return readFileSync(path, 'utf8').startsWith(NEEDS_SHARED_MEMORY);
}
