/** Python programs in tests, through the library in a page of its own. */
import type { Page } from '@playwright/test';

import type {
  Playground,
  Python,
  PythonProgram,
  PythonResult,
  PythonRunOptions,
} from '../../www/lib/types.ts';
import { loadLibrary } from './library.ts';
import type { Site } from './server.ts';

declare global {
  var opened: Playground;
  var python: Python;
}

/** Opens a playground for two processes at a time. */
export async function openPython(page: Page, site: Site): Promise<void> {
  await loadLibrary(page, site);
  await page.evaluate(async () => {
    globalThis.opened = await library.open({ workers: 2 });
    globalThis.python = opened.python;
  });
}

type Options = Omit<PythonRunOptions, 'signal' | 'onOutput' | 'onProcess'>;

/** Runs a program, by default without input. */
export function run(
  page: Page,
  program: string | PythonProgram,
  options: Options = {},
): Promise<PythonResult> {
  return page.evaluate(
    async ([text, given]) => ({ ...(await python.run(text, { stdin: '', ...given })) }),
    [program, options] as const,
  );
}
