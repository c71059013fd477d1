/**
 * Loads Pyodide in a worker: from files that the supervisor has fetched and a module that it has
 * compiled, and from a memory snapshot where there is one. Booting from the standard library takes
 * four times as long.
 *
 * This rests on parts of Pyodide that are not public, so its version is pinned.
 */
import type { BootFiles, PythonFiles } from '../common/python-messages';
import { LOCK } from '../../pkg/python/manifest';
import { referenceOf } from './references';

/** What is used of Pyodide. */
export interface Pyodide {
  version: string;
  FS: FileSystem;
  _module: PyodideModule;
  runPython(code: string): unknown;
  pyimport(name: '_playground.life'): Life;
  registerJsModule(name: string, module: object): void;
  setInterruptBuffer(word: { 0: number }): void;
  checkInterrupt(): void;
  makeMemorySnapshot(options: { serializer: (value: unknown) => unknown }): Uint8Array;
  loadPackage(url: string, options: object): Promise<unknown[]>;
  setStdout(options: object): void;
  setStderr(options: object): void;
  setStdin(options: object): void;
}

/** The module `_playground.life`. */
export interface Life {
  run: ((settings: string) => string) & { callPromising(settings: string): Promise<string> };
  nothing: { callPromising(): Promise<void> };
}

export interface FileSystem {
  writeFile(path: string, data: string | Uint8Array, options?: { canOwn: boolean }): void;
  readFile(path: string): Uint8Array;
  readdir(path: string): string[];
  lstat(path: string): { mode: number };
  rmdir(path: string): void;
  unlink(path: string): void;
  streams: (object | null | undefined)[];
  close(stream: object): void;
  isDir(mode: number): boolean;
  isFile(mode: number): boolean;
  mkdirTree(path: string): void;
  chdir(path: string): void;
  cwd(): string;
}

export interface PyodideModule {
  HEAP8: Int8Array;
  HEAPU8: Uint8Array;
  FS: FileSystem;
  stackSave(): number;
  stackRestore(at: number): void;
  /** Where the stack of the task that runs begins. */
  stackStop: number;
  /** The stack between `stackSave()` and `stackStop`, as of a suspended task. */
  StackState: new () => { restore(): void };
  _exit_promising_task(): void;
  _malloc(bytes: number): number;
  _PyBytes_FromStringAndSize(data: 0, bytes: number): number;
  _PyBytes_AsString(object: number): number;
  _PyErr_Clear(): void;
  _PyErr_SetInterruptEx(signal: number): number;
  _Py_DecRef(object: number): void;
  _PyThreadState_Get(): number;
  _PyThreadState_Next(state: number): number;
  _PyThreadState_Clear(state: number): void;
  _PyThreadState_Delete(state: number): void;
  _PyInterpreterState_Get(): number;
  _PyInterpreterState_ThreadHead(interpreter: number): number;
  _emscripten_stack_get_base(): number;
  _emscripten_stack_get_end(): number;
  _emscripten_stack_set_limits(base: number, end: number): void;
  PyProxy_getPtr(proxy: unknown): number;
  /** Calls a Python object by JSPI. */
  promisingApply(callable: number, ...rest: unknown[]): Promise<unknown>;
  SOCKFS: { pollAsync?: (fds: number, nFds: number, ms: number) => Promise<number> };
  /** Libraries that were loaded beside the interpreter, and itself. */
  LDSO: { loadedLibsByName: Record<string, unknown> };
  addRunDependency(name: string): void;
  removeRunDependency(name: string): void;
  __hiwire_get(index: number): unknown;
  __hiwire_set(index: number, value: unknown): number;
  __hiwire_immortal_get(index: number): unknown;
  __hiwire_immortal_add(value: unknown): void;
  _emscripten_resize_heap?(bytes: number): number;
  growMemory?(bytes: number): void;
  API: {
    getExpectedKeys(): unknown[];
    config: { _loadSnapshot?: unknown; jsglobals?: unknown };
    /** Called when the interpreter has failed, or with the status of its exit. */
    on_fatal?: (error: Error & { status?: number }) => void;
  };
  /** Called before the stack is unwound for an exit, or an abort. */
  onExit?: (status: number) => void;
  onAbort?: (what: unknown) => void;
  finalizationRegistry: { register(): void; unregister(): void };
}

interface Settings {
  preRun: ((module: PyodideModule) => unknown)[];
  instantiateWasm: unknown;
}

type CreateModule = (settings: Settings) => Promise<PyodideModule>;

interface Loader {
  loadPyodide: (options: object) => Promise<Pyodide>;
}

/** Our own Python, before the standard library on the path. */
const PLAYGROUND = '/lib/playground.zip';

/** Pyodide's JavaScript. */
export interface Scripts {
  load: Loader['loadPyodide'];
  createModule: CreateModule;
  /** Where they were found. */
  at: PythonFiles;
}

export async function loadScripts(at: PythonFiles): Promise<Scripts> {
  // Some bundlers make classic scripts of workers. Pyodide works there as well, but it tries this
  // function, and refuses where it succeeds.
  Object.defineProperty(globalThis, 'importScripts', { value: undefined });
  const [{ loadPyodide: load }, { default: createModule }] = await Promise.all([
    import(/* @vite-ignore */ /* webpackIgnore: true */ at.pyodide) as Promise<Loader>,
    import(/* @vite-ignore */ /* webpackIgnore: true */ at.runtime) as Promise<{
      default: CreateModule;
    }>,
  ]);
  return { load, createModule, at };
}

export async function loadPyodide(
  { load, createModule, at }: Scripts,
  files: BootFiles,
  doors: object,
): Promise<Pyodide> {
  const { snapshot } = files;
  const restore = withFiles(files);
  const { folder } = at;
  let whenLoaded: (() => void) | undefined;
  try {
    const pyodide = await load({
      indexURL: folder,
      stdLibURL: `${folder}stdlib.zip`,
      lockFileContents: LOCK,
      packageBaseUrl: folder,
      checkAPIVersion: true,
      env: { PYTHONPATH: PLAYGROUND, HOME: '/home/pyodide' },
      createPyodideModule: (settings: Settings) => {
        settings.preRun.push(({ FS }) => {
          // Nobody writes to these files, so they need no copies.
          const writeFile = FS.writeFile.bind(FS);
          FS.writeFile = (path, data) => writeFile(path, data, { canOwn: true });
          FS.writeFile(PLAYGROUND, files.playground);
          whenLoaded = () => {
            FS.writeFile = writeFile;
          };
        });
        return createModule(settings);
      },
      ...(snapshot
        ? {
            _loadSnapshot: decodable(snapshot),
            _snapshotDeserializer: (name: string) => referenceOf(name, doors),
          }
        : { _makeSnapshot: true }),
    });
    // Else the interpreter keeps it, with as many bytes as its memory.
    delete pyodide._module.API.config._loadSnapshot;
    // A proxy that is garbage here may mean another object after a fork.
    const keep = (): void => undefined;
    pyodide._module.finalizationRegistry = { register: keep, unregister: keep };
    return pyodide;
  } finally {
    whenLoaded?.();
    restore();
  }
}

/** The snapshot as Pyodide reads it: browsers do not decode text in shared memory. */
function decodable(snapshot: Uint8Array): Uint8Array {
  const { buffer, byteOffset, length } = snapshot;
  const read = new Uint8Array(buffer, byteOffset, length);
  return Object.assign(read, {
    subarray: (start: number, end?: number) =>
      end === undefined ? snapshot.subarray(start) : snapshot.slice(start, end),
  });
}

/**
 * Pyodide fetches its module and library itself, and compiles the module anew in each worker. While
 * it loads, it is given what the supervisor has instead. Returns what undoes that.
 */
function withFiles({ module, stdlib }: BootFiles): () => void {
  const fetch = globalThis.fetch.bind(globalThis);
  const { instantiateStreaming } = WebAssembly;
  globalThis.fetch = (input) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url.endsWith('.zip')) {
      const response = new Response();
      response.arrayBuffer = () => Promise.resolve(stdlib.buffer as ArrayBuffer);
      return Promise.resolve(response);
    }
    if (url.endsWith('.wasm')) return Promise.resolve(new Response());
    return fetch(input);
  };
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
  return () => {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  };
}
