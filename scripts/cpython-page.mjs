// In the page of `make test-cpython`: runs the tests' program by the library, with a time-out for
// each method.

/**
 * What the program tells, `tests/cpython/run.py`, and when.
 *
 * @typedef {object} TestEvent
 * @property {number} at in ms
 * @property {string} [begin] a method begins
 * @property {string} [end] a method has ended
 * @property {string} [place] a class's preparation or end has failed or was skipped
 * @property {'passed' | 'failed' | 'skipped'} [outcome]
 * @property {string} [text] the failure or the reason
 * @property {boolean} [finished] all is done
 * @property {string} [module]
 * @property {string} [name] a class of the module
 * @property {string[]} [methods]
 * @property {string} [skipped] why the module does not want to run
 * @property {string} [path] a file that has been compiled
 * @property {string} [data] base64
 */
/** @typedef {import('../www/lib/types.ts').Python} Python */
/** @typedef {{ events: TestEvent[], stderr: string, ended: string }} Ended */

/** Begins the lines that are meant for the runner. */
const MARK = '\x1e';
/** @type {(json: string) => Omit<TestEvent, 'at'>} */
const eventOf = JSON.parse;

/** @type {Record<string, string | Uint8Array>} */
const files = {};
/** @type {Python} */
let python;

/**
 * @param {string} address the library's
 * @param {Record<string, string>} sources
 */
export async function open(address, sources) {
  /** @type {Promise<typeof import('../www/lib/index.ts')>} */
  const loading = import(address);
  const library = await loading;
  ({ python } = await library.open({ workers: 2 }));
  Object.assign(files, sources);
  await python.ready();
}

/**
 * Adds a compiled module to the program's files.
 *
 * @param {Record<string, string>} compiled base64 by paths
 */
export function add(compiled) {
  for (const [path, data] of Object.entries(compiled))
    files[path] = Uint8Array.from(atob(data), (it) => it.charCodeAt(0));
}

/**
 * Runs the program; what it has told, its errors, and how it has ended.
 *
 * @param {object} options
 * @param {string} options.main
 * @param {string[]} options.args
 * @param {number} options.limitMs between two events
 * @returns {Promise<Ended>}
 */
export async function run({ main, args, limitMs }) {
  /** @type {TestEvent[]} */
  const events = [];
  const ending = new AbortController();
  const abort = () => ending.abort();
  let timer = setTimeout(abort, limitMs);
  /** @type {number | undefined} */
  let mainPid;

  let line = '';
  let stderr = '';
  let ended;
  const hear = (/** @type {string} */ text) => {
    const lines = (line + text).split('\n');
    line = lines.pop() ?? '';
    for (const it of lines) {
      const at = it.indexOf(MARK);
      if (at < 0) continue;
      events.push({ ...eventOf(it.slice(at + 1)), at: performance.now() });
      clearTimeout(timer);
      timer = setTimeout(abort, limitMs);
    }
  };
  try {
    const result = await python.run(
      { main, files, args },
      {
        startMethod: 'fork',
        stdin: '',
        signal: ending.signal,
        onOutput({ pid, stream, text }) {
          mainPid ??= pid;
          if (stream === 'stderr') stderr += text;
          else if (pid === mainPid) hear(text);
        },
      },
    );
    ended = `the process ended with ${result.exitCode}`;
  } catch (error) {
    ended = ending.signal.aborted ? `no end within ${limitMs / 1000} s` : String(error);
  } finally {
    clearTimeout(timer);
  }
  return { events, stderr, ended };
}
