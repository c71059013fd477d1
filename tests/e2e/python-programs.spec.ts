/**
 * Python programs with processes, pools, queues, managers and threads, those beside the demos among
 * them: under every start method and on each tier they print what CPython prints.
 */
import { readFile } from 'node:fs/promises';

import { expectedOf, needsSharedMemory, programs } from '../../scripts/programs.mjs';
import { expect, test } from './fixtures.ts';
import { openPython } from './python.ts';

test.describe.configure({ timeout: 300_000 });

/** How a program begins that forks whatever the start method is, and one that does so often. */
const BY_FORK_ALONE = '# By fork alone';
const FORKS_OFTEN = '# By fork alone, where memory is shared';

/** The forkserver of every process is the snapshot, so it differs from spawn in its name alone. */
const NAMES_METHODS = /start_method|get_context|forkserver/;

/** So many programs run at once. */
const LANES = 2;

/** The longest time of a program. */
const LIMIT_MS = 40_000;

for (const startMethod of ['fork', 'spawn', 'forkserver'] as const) {
  const tag = startMethod === 'forkserver' ? ' @isolated' : '';
  test(`programs by ${startMethod}${tag} print what CPython prints`, async ({
    page,
    site,
    isolated,
  }) => {
    await openPython(page, site);
    const printsAsCPython = async (path: string): Promise<void> => {
      const text = await readFile(path, 'utf8');
      const isShared = needsSharedMemory(path) || text.startsWith(FORKS_OFTEN);
      if (isShared && !isolated) return;
      if (startMethod !== 'fork' && text.startsWith(BY_FORK_ALONE)) return;
      if (startMethod === 'forkserver' && !NAMES_METHODS.test(text)) return;
      await test.step(path, async () => {
        const printed = await page.evaluate(
          async ([program, method, timeoutMs]) => {
            const options = { startMethod: method, stdin: '', timeoutMs };
            const run = python.run(program, options);
            return run.then(
              ({ stdout, stderr }) => ({ stdout, stderr }),
              (error: unknown) => ({ stdout: String(error), stderr: '' }),
            );
          },
          [text, startMethod, LIMIT_MS] as const,
        );
        expect.soft(printed.stdout, `${path}: ${printed.stderr}`).toBe(expectedOf(path));
      });
    };
    // Some at once: most of the time they wait, and they must not disturb each other.
    const left = [...programs()];
    const lane = async (): Promise<void> => {
      for (let path = left.shift(); path !== undefined; path = left.shift()) {
        await printsAsCPython(path);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  });
}
