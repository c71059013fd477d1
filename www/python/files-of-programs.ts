/** The files of programs: a process starts with copies of its parent's. */
import type { FileSystem } from './pyodide';

/** Where programs have their files. */
export const HOME = '/home/pyodide';
const TEMPORARY = '/tmp';
/** Packages from wheels. */
const PACKAGES = '/lib/python3.14/site-packages';
const FOLDERS = [HOME, TEMPORARY];

/** The first descriptor of Emscripten's that is not a standard stream. */
const FIRST_STREAM = 3;

export function putFiles(
  fs: FileSystem,
  files: ReadonlyMap<string, string | Uint8Array>,
  cwd: string,
): void {
  fs.mkdirTree(cwd);
  fs.chdir(cwd);
  for (const [path, data] of files) {
    const end = path.lastIndexOf('/');
    if (end > 0) fs.mkdirTree(path.slice(0, end));
    fs.writeFile(path, data);
  }
}

/** The program's own files, and where asked for those of packages. */
export function filesOf(fs: FileSystem, withPackages = false): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const walk = (folder: string): void => {
    for (const name of fs.readdir(folder)) {
      if (name === '.' || name === '..') continue;
      const path = `${folder}/${name}`;
      const { mode } = fs.lstat(path);
      if (fs.isDir(mode)) walk(path);
      else if (fs.isFile(mode)) files.set(path, fs.readFile(path));
    }
  };
  FOLDERS.forEach(walk);
  if (withPackages) walk(PACKAGES);
  return files;
}

/** Closes what a process has left open. */
export function closeFiles(fs: FileSystem): void {
  for (const stream of fs.streams.slice(FIRST_STREAM)) if (stream) fs.close(stream);
}

export function removeFiles(fs: FileSystem): void {
  fs.chdir('/');
  const empty = (folder: string): void => {
    for (const name of fs.readdir(folder)) {
      if (name === '.' || name === '..') continue;
      const path = `${folder}/${name}`;
      if (fs.isDir(fs.lstat(path).mode)) {
        empty(path);
        fs.rmdir(path);
      } else {
        fs.unlink(path);
      }
    }
  };
  [...FOLDERS, PACKAGES].forEach(empty);
}
