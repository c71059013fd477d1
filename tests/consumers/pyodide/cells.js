// Runs cells in a fresh Pyodide with the wheel; what each has written, and how it failed.
import { loadPyodide } from './pyodide/pyodide.mjs';

const here = (path) => new URL(path, import.meta.url).href;

export async function runCells({ cells, wheel }) {
  const pyodide = await loadPyodide({ indexURL: here('pyodide/') });
  await pyodide.loadPackage(here(wheel), { checkIntegrity: false });
  const decoder = new TextDecoder();
  let written = '';
  const write = (data) => {
    written += decoder.decode(data, { stream: true });
    return data.length;
  };
  pyodide.setStdout({ write });
  pyodide.setStderr({ write });
  const seen = [];
  for (const cell of cells) {
    written = '';
    try {
      await pyodide.runPythonAsync(cell);
    } catch (error) {
      written += error.message.trimEnd().split('\n').at(-1);
    }
    seen.push(written);
  }
  return seen;
}
