/** The files of programs: a process starts with copies of its parent's. */
import type { FileCopy } from '../common/python-messages';
import type { FileSystem } from './pyodide';

/** Where programs have their files. */
export const HOME = '/home/pyodide';
const TEMPORARY = '/tmp';
/** Packages from wheels. */
const PACKAGES = '/lib/python3.14/site-packages';

/** What lies at the root and is the system's; all else is the program's. */
const SYSTEM = new Set(['/dev', '/lib', '/proc']);

/** The first descriptor of Emscripten's that is not a standard stream. */
export const FIRST_STREAM = 3;

/** What is used of Emscripten's file system. */
interface Files extends FileSystem {
  writeFile(path: string, data: string | Uint8Array, options?: { canOwn: boolean }): void;
  lstat(path: string): { mode: number; atime: Date; mtime: Date };
  isLink(mode: number): boolean;
  readlink(path: string): string;
  symlink(target: string, path: string): void;
  chmod(path: string, mode: number): void;
  utime(path: string, accessedMs: number, modifiedMs: number): void;
}

/** A program's files, by paths that begin in its folder. */
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

/**
 * The program's own files, folders and links, and where asked for those of packages. `isLeftOut`:
 * of paths that are not copied, nor what lies below them.
 */
export function filesOf(
  fs: FileSystem,
  withPackages = false,
  isLeftOut = (_path: string): boolean => false,
): Map<string, FileCopy> {
  const files = new Map<string, FileCopy>();
  const walk = (path: string): void => {
    if (isLeftOut(path)) return;
    const { mode, atime, mtime } = (fs as Files).lstat(path);
    const content = contentOf(fs as Files, path, mode);
    if (content === undefined) return;
    files.set(path, { content, mode, accessedMs: Number(atime), modifiedMs: Number(mtime) });
    if (content === null) within(fs, path).forEach(walk);
  };
  rootsOf(fs).forEach(walk);
  if (withPackages) within(fs, PACKAGES).forEach(walk);
  return files;
}

/** Copies of another process's files, in their order there, and its current folder. */
export function putCopies(fs: FileSystem, files: ReadonlyMap<string, FileCopy>, cwd: string): void {
  const own = fs as Files;
  for (const [path, { content, mode }] of files) {
    if (content === null) own.mkdirTree(path);
    else if (typeof content === 'string') own.symlink(content, path);
    else own.writeFile(path, content, { canOwn: true });
    if (typeof content !== 'string') own.chmod(path, mode);
  }
  // What is put into a folder changes its times.
  for (const [path, { content, accessedMs, modifiedMs }] of files) {
    if (typeof content !== 'string') own.utime(path, accessedMs, modifiedMs);
  }
  fs.mkdirTree(cwd);
  fs.chdir(cwd);
}

/** Whether it lies where every interpreter has the same. */
export function isSystems(path: string): boolean {
  return SYSTEM.has(path.split('/', 2).join('/'));
}

/** Whether files that lie there are copied. */
export function isCopied(path: string): boolean {
  return !isSystems(path) || path.startsWith(`${PACKAGES}/`);
}

/** Closes what a process has left open. */
export function closeFiles(fs: FileSystem): void {
  for (const stream of fs.streams.slice(FIRST_STREAM)) if (stream) fs.close(stream);
}

export function removeFiles(fs: FileSystem): void {
  fs.chdir('/');
  const remove = (path: string): void => {
    if (fs.isDir(fs.lstat(path).mode)) {
      within(fs, path).forEach(remove);
      fs.rmdir(path);
    } else {
      fs.unlink(path);
    }
  };
  [...rootsOf(fs), ...within(fs, PACKAGES)].forEach(remove);
  [HOME, TEMPORARY].forEach((folder) => {
    fs.mkdirTree(folder);
  });
}

function rootsOf(fs: FileSystem): string[] {
  return within(fs, '/').filter((path) => !SYSTEM.has(path));
}

function within(fs: FileSystem, folder: string): string[] {
  const names = fs.readdir(folder).filter((name) => name !== '.' && name !== '..');
  return names.map((name) => `${folder === '/' ? '' : folder}/${name}`);
}

/** Undefined for what cannot be copied. */
function contentOf(fs: Files, path: string, mode: number): FileCopy['content'] | undefined {
  if (fs.isDir(mode)) return null;
  if (fs.isLink(mode)) return fs.readlink(path);
  return fs.isFile(mode) ? fs.readFile(path) : undefined;
}
