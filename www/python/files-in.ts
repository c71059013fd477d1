/**
 * Python's files in a folder of their own, as the package `parallel-playground-python` has them.
 */
import type { PythonFiles } from '../common/python-messages';

/** @param folder its address, with a slash at the end */
export function filesIn(folder: string): PythonFiles {
  return {
    folder,
    pyodide: `${folder}pyodide.mjs`,
    runtime: `${folder}pyodide.asm.mjs`,
    wasm: `${folder}pyodide.asm.wasm`,
    stdlib: `${folder}stdlib.zip`,
    playground: `${folder}playground.zip`,
    manifest: `${folder}manifest.json`,
    heap: null,
    worker: null,
  };
}
