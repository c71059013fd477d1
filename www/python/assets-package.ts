/**
 * Takes the place of `assets.ts` in the npm package: there Python's files are a package of their
 * own. They are looked for in `python/` beside the workers' scripts, unless `open` names a folder.
 */
import type { PythonFiles } from '../common/python-messages';
import { filesIn } from './files-in';

export function pythonFiles(folder: string | null): PythonFiles {
  // A bundler would look for what `new URL('python/', import.meta.url)` names.
  const here = import.meta.url;
  return filesIn(folder ?? `${here.slice(0, here.lastIndexOf('/') + 1)}python/`);
}
