/**
 * A fork: a process of wasm is its memory, its stack pointer, and what its references to JavaScript
 * stand for. The image is taken in the middle of a program and put in place of a spare
 * interpreter's memory, which began with the same snapshot; the parent's frames lie intact below
 * the child's.
 */
import type { ForkImage } from '../common/python-messages';
import { nameOf, referenceOf } from './doors';
import type { FileSystem, Pyodide, PyodideModule } from './pyodide';

/** Where programs have their files. */
export const HOME = '/home/pyodide';
const TEMPORARY = '/tmp';

/** How many free slots in a row end the table of references. */
const FREE_SLOTS = 64;

/** References that every interpreter has. */
const KEPT = '*';

/** Whether programs are entered by JSPI, so that they can be suspended. */
export const isByTask = 'Suspending' in WebAssembly;

export function imageOf(pyodide: Pyodide, doors: object, isShared: boolean): ForkImage {
  const { _module: module } = pyodide;
  const heap = module.HEAPU8;
  const buffer = isShared ? new SharedArrayBuffer(heap.length) : new ArrayBuffer(heap.length);
  const memory = new Uint8Array(buffer);
  memory.set(heap);
  return {
    memory,
    stack: module.stackSave(),
    isTask: isByTask,
    references: references(module).map((value, index) => {
      if (value === undefined || value === null) return null;
      return index < module.API.getExpectedKeys().length ? KEPT : (nameOf(value, doors) ?? KEPT);
    }),
    strings: strings(module),
    files: filesOf(module.FS),
    cwd: module.FS.cwd(),
  };
}

export function becomeImage(pyodide: Pyodide, image: ForkImage, doors: object): void {
  const { _module: module } = pyodide;
  const missing = image.memory.length - module.HEAPU8.length;
  if (missing > 0) module.growMemory?.(image.memory.length);
  if (module.HEAPU8.length < image.memory.length) throw new RangeError('out of memory');
  module.HEAPU8.set(image.memory);
  if (missing < 0) module.HEAPU8.fill(0, image.memory.length);
  for (const [index, name] of image.references.entries()) {
    if (name === KEPT) continue;
    const value = name === null ? null : referenceOf(name, doors);
    if (module.__hiwire_set(index, value) < 0) throw new RangeError('out of references');
  }
  for (const string of image.strings.slice(strings(module).length))
    module.__hiwire_immortal_add(string);
  module.stackRestore(image.stack);
  if (image.isTask) module._exit_promising_task();
  putFiles(module.FS, image.files, image.cwd);
}

export function putFiles(
  fs: FileSystem,
  files: ReadonlyMap<string, string | Uint8Array>,
  cwd: string,
): void {
  for (const [path, data] of files) {
    fs.mkdirTree(path.slice(0, path.lastIndexOf('/')) || '/');
    fs.writeFile(path, data);
  }
  fs.mkdirTree(cwd);
  fs.chdir(cwd);
}

/** The program's own files. */
export function filesOf(fs: FileSystem): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const walk = (folder: string): void => {
    for (const name of fs.readdir(folder)) {
      if (name === '.' || name === '..') continue;
      const path = `${folder}/${name}`;
      const { mode } = fs.stat(path);
      if (fs.isDir(mode)) walk(path);
      else if (fs.isFile(mode)) files.set(path, fs.readFile(path));
    }
  };
  walk(HOME);
  walk(TEMPORARY);
  return files;
}

/** All references; freed ones are null. */
function references(module: PyodideModule): unknown[] {
  const found: unknown[] = [];
  for (let free = 0, index = 0; free < FREE_SLOTS; index += 1) {
    let value: unknown;
    try {
      value = module.__hiwire_get(index);
    } catch {
      value = undefined;
    }
    free = value === undefined || value === null ? free + 1 : 0;
    found.push(value);
  }
  return found.slice(0, -FREE_SLOTS);
}

function strings(module: PyodideModule): string[] {
  const found: string[] = [];
  for (let index = 0; ; index += 1) {
    let value: unknown;
    try {
      value = module.__hiwire_immortal_get(index);
    } catch {
      return found;
    }
    found.push(typeof value === 'string' ? value : '');
  }
}
