/** A file system in memory, as far as programs need it. It refuses what Emscripten's refuses. */
import type { FileSystem } from '../pyodide';

interface Node {
  mode: number;
  atime: Date;
  mtime: Date;
  /** A file's bytes, a link's target, a folder's nodes, or nothing: a device. */
  content: Uint8Array | string | Map<string, Node> | null;
}

const KINDS = 0o170_000;
const [FOLDER, FILE, LINK, DEVICE] = [0o040_000, 0o100_000, 0o120_000, 0o020_000];

export class MemoryFiles implements FileSystem {
  streams: (object | null | undefined)[] = [{}, {}, {}];
  readonly closed: object[] = [];
  readonly #root = nodeOf(FOLDER + 0o755, new Map());
  #cwd = '/';

  writeFile(path: string, data: string | Uint8Array): void {
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
    const before = this.#folder(path).get(nameOf(path));
    if (before) before.content = bytes;
    else this.#folder(path).set(nameOf(path), nodeOf(FILE + 0o644, bytes));
  }

  makeDevice(path: string): void {
    this.#folder(path).set(nameOf(path), nodeOf(DEVICE, null));
  }

  readFile(path: string): Uint8Array {
    const { content } = this.#find(path);
    if (!(content instanceof Uint8Array)) throw new Error(`${path} is no file`);
    return content.slice();
  }

  readdir(path: string): string[] {
    return ['.', '..', ...this.#entries(path).keys()];
  }

  lstat(path: string): { mode: number; atime: Date; mtime: Date } {
    const { mode, atime, mtime } = this.#find(path);
    return { mode, atime, mtime };
  }

  rmdir(path: string): void {
    if (this.#entries(path).size > 0) throw new Error(`${path} is not empty`);
    this.#folder(path).delete(nameOf(path));
  }

  unlink(path: string): void {
    if (this.#find(path).content instanceof Map) throw new Error(`${path} is a folder`);
    this.#folder(path).delete(nameOf(path));
  }

  symlink(target: string, path: string): void {
    if (this.#folder(path).has(nameOf(path))) throw new Error(`${path} exists`);
    this.#folder(path).set(nameOf(path), nodeOf(LINK + 0o777, target));
  }

  readlink(path: string): string {
    return this.#find(path).content as string;
  }

  chmod(path: string, mode: number): void {
    const node = this.#find(path);
    node.mode = (node.mode & KINDS) | (mode & ~KINDS);
  }

  utime(path: string, accessedMs: number, modifiedMs: number): void {
    Object.assign(this.#find(path), { atime: new Date(accessedMs), mtime: new Date(modifiedMs) });
  }

  close(stream: object): void {
    this.closed.push(stream);
  }

  isDir(mode: number): boolean {
    return (mode & KINDS) === FOLDER;
  }

  isFile(mode: number): boolean {
    return (mode & KINDS) === FILE;
  }

  isLink(mode: number): boolean {
    return (mode & KINDS) === LINK;
  }

  mkdirTree(path: string): void {
    let at = '';
    for (const name of this.#names(path)) {
      const entries = this.#entries(at || '/');
      if (!entries.has(name)) entries.set(name, nodeOf(FOLDER + 0o777, new Map()));
      at = `${at}/${name}`;
    }
  }

  chdir(path: string): void {
    this.#entries(path);
    this.#cwd = `/${this.#names(path).join('/')}`;
  }

  cwd(): string {
    return this.#cwd;
  }

  #names(path: string): string[] {
    const whole = path.startsWith('/') ? path : `${this.#cwd}/${path}`;
    return whole.split('/').filter((name) => name !== '');
  }

  #find(path: string): Node {
    let node: Node | undefined = this.#root;
    for (const name of this.#names(path)) {
      node = node?.content instanceof Map ? node.content.get(name) : undefined;
    }
    if (!node) throw new Error(`there is no ${path}`);
    return node;
  }

  #entries(path: string): Map<string, Node> {
    const { content } = this.#find(path);
    if (!(content instanceof Map)) throw new Error(`${path} is no folder`);
    return content;
  }

  #folder(path: string): Map<string, Node> {
    const end = path.lastIndexOf('/');
    // What is put into a folder, or taken out of it, changes its times.
    const folder = this.#find(path.slice(0, Math.max(end, 0)) || (end < 0 ? '' : '/'));
    folder.mtime = new Date();
    if (!(folder.content instanceof Map)) throw new Error(`${path} is in no folder`);
    return folder.content;
  }
}

function nodeOf(mode: number, content: Node['content']): Node {
  return { mode, content, atime: new Date(), mtime: new Date() };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
