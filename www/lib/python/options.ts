/** Checks what a program and its options are. Each error names the argument. */
import {
  callable,
  checkCall,
  elements,
  flag,
  integer,
  known,
  oneOf,
  refused,
  text,
} from '../../common/checks';
import type { RunRequest } from '../../common/python-messages';
import type { PythonProgram, PythonReadyOptions, PythonRunOptions } from '../../common/types';

const MOST_CPUS = 64;
const MAIN = 'main.py';
const METHODS = ['fork', 'spawn', 'forkserver'] as const;
const OPTIONS = [
  'startMethod',
  'cpuCount',
  'onOutput',
  'onProcess',
  'trace',
  'onTrace',
  'stdin',
  'signal',
  'timeoutMs',
] as const;

/** The request, but for its number. `E_ARGUMENT`. */
export function requestOf(
  program: string | PythonProgram,
  given: PythonRunOptions | undefined,
  workers: number,
): Omit<RunRequest, 'run'> {
  const options = known('options', given, OPTIONS);
  checkCall({ signal: options.signal, timeoutMs: options.timeoutMs });
  for (const name of ['onOutput', 'onProcess', 'onTrace'] as const) {
    if (options[name] !== undefined) callable(name, options[name]);
  }
  return {
    ...programOf(program),
    startMethod: oneOf('startMethod', options.startMethod ?? 'fork', METHODS),
    cpuCount: integer('cpuCount', options.cpuCount ?? workers, 1, MOST_CPUS),
    trace: flag('trace', options.trace ?? false),
    live: options.onTrace !== undefined,
    stdin: options.stdin === undefined ? null : text('stdin', options.stdin),
  };
}

/** `E_ARGUMENT`. */
export function readyOptionsOf(given: PythonReadyOptions | undefined): PythonReadyOptions {
  const options = known('options', given, ['onProgress'] as const);
  if (options.onProgress !== undefined) callable('onProgress', options.onProgress);
  return options;
}

function programOf(
  program: string | PythonProgram,
): Pick<RunRequest, 'files' | 'main' | 'args' | 'wheels'> {
  if (typeof program === 'string') {
    return { files: new Map([[MAIN, program]]), main: MAIN, args: [], wheels: [] };
  }
  const {
    main,
    files = {},
    args = [],
    wheels = [],
  } = known('program', program, ['main', 'files', 'args', 'wheels']);
  const all = new Map(filesOf(files));
  all.set(MAIN, text('program.main', main));
  return {
    files: all,
    main: MAIN,
    args: elements('program.args', args).map((arg, i) => text(`program.args[${i}]`, arg)),
    wheels: elements('program.wheels', wheels).map((wheel, i) => wheelOf(i, wheel)),
  };
}

function filesOf(files: unknown): [string, string | Uint8Array][] {
  if (typeof files !== 'object' || files === null) {
    throw refused('program.files', files, 'an object of texts and bytes by their paths');
  }
  return Object.entries(files).map(([path, data]: [string, unknown]) => {
    const name = `program.files['${path}']`;
    if (!isPath(path)) throw refused(name, path, 'a relative path without . and ..');
    if (typeof data === 'string' || data instanceof Uint8Array) return [path, data];
    throw refused(name, data, 'a string or a Uint8Array');
  });
}

function isPath(path: string): boolean {
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

function wheelOf(index: number, wheel: unknown): string {
  const name = `program.wheels[${index}]`;
  const address = wheel instanceof URL ? wheel.href : text(name, wheel);
  if (!URL.canParse(address, location.href)) throw refused(name, wheel, 'an address');
  const { href, pathname } = new URL(address, location.href);
  if (!pathname.endsWith('.whl')) throw refused(name, wheel, 'the address of a file *.whl');
  return href;
}
