/**
 * Where the site has the files of Python, as absolute addresses. Naming them loads nothing.
 * Pyodide's own lie in one folder under their own names, for it finds them by those.
 */
import licences from '../../pkg/python/licences.txt?url';
import playground from '../../pkg/python/playground.zip?url';
import runtime from '../../pkg/python/pyodide.asm.mjs?url';
import wasm from '../../pkg/python/pyodide.asm.wasm?url';
import pyodide from '../../pkg/python/pyodide.mjs?url';
import stdlib from '../../pkg/python/stdlib.zip?url';
import type { PythonFiles } from '../common/python-messages';
import { filesIn } from './files-in';

const absolute = (address: string): string => new URL(address, import.meta.url).href;

/** Who made all this, and on what terms. */
export const LICENCES = absolute(licences);

/** The files in that folder; null: those of the site. */
export function pythonFiles(folder: string | null): PythonFiles {
  if (folder !== null) return filesIn(folder);
  return {
    folder: new URL('.', absolute(pyodide)).href,
    pyodide: absolute(pyodide),
    runtime: absolute(runtime),
    wasm: absolute(wasm),
    stdlib: absolute(stdlib),
    playground: absolute(playground),
    manifest: null,
    heap: null,
    worker: null,
  };
}
