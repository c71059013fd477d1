// Finds the system's Chromium and says how to start it: Playwright drives the installed one, it
// downloads none.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * @returns {string} the path of the browser; `CHROMIUM` in the environment goes before the search
 */
export function chromiumPath() {
  const { CHROMIUM, PATH = '' } = process.env;
  if (CHROMIUM !== undefined) return CHROMIUM;
  for (const name of names) {
    for (const folder of PATH.split(delimiter)) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        continue;
      }
    }
  }
  throw new Error(`no Chromium was found on PATH (${names.join(', ')})`);
}

/** Arguments for every start. Chromium refuses to run its sandbox as root. */
export const chromiumArgs = [
  '--disable-background-networking',
  '--disable-component-update',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
