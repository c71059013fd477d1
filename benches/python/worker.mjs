// Plain Pyodide in a worker, as its documentation has it: loaded from the files that npm has, until
// it has run a first statement.

/**
 * @typedef {{ runPython: (code: string) => unknown }} Pyodide
 * @typedef {{ loadPyodide: (options: { indexURL: string }) => Promise<Pyodide> }} Loader
 */

const indexURL = new URL('pyodide/', import.meta.url).href;
/** @type {unknown} */
const module = await import(/** @type {string} */ (`${indexURL}pyodide.mjs`));
const pyodide = await /** @type {Loader} */ (module).loadPyodide({ indexURL });
pyodide.runPython('1');
/** @type {{ postMessage: (message: unknown) => void }} */ (globalThis).postMessage('ran');
