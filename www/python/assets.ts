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

const absolute = (address: string): string => new URL(address, import.meta.url).href;

/** Pyodide's module, with `loadPyodide`. It is imported at run time, as it was published. */
export const PYODIDE = absolute(pyodide);
/** The interpreter's JavaScript and its module, which `loadPyodide` finds in the folder. */
export const RUNTIME = absolute(runtime);
export const WASM = absolute(wasm);
/** That folder: `indexURL`. */
export const FOLDER = new URL('.', PYODIDE).href;
/** The standard library, compiled: `stdLibURL`. */
export const STDLIB = absolute(stdlib);
/** The playground's own modules and the packages that they need, compiled: /lib/playground.zip. */
export const PLAYGROUND = absolute(playground);
/** Who made all this, and on what terms. */
export const LICENCES = absolute(licences);
