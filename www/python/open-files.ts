/**
 * The open files of a process: a fork has copies of them, under the same descriptors. Files,
 * folders and devices can be copied; pipes and sockets of Emscripten's cannot.
 */
import type { OpenFile } from '../common/python-messages';
import { closeFiles, FIRST_STREAM, isCopied, isSystems } from './files-of-programs';
import type { FileSystem } from './pyodide';

interface Node {
  mode: number;
}

interface Stream {
  fd: number;
  node: Node;
  flags: number;
  position: number;
  path: string;
  /** The flags and the offset, which duplicates have in common. */
  shared: object;
  /** The names in a folder, while they are read. */
  getdents?: readonly string[] | null;
}

/** What is used of Emscripten's file system. */
interface Streams extends FileSystem {
  streams: (Stream | null | undefined)[];
  isChrdev(mode: number): boolean;
  getPath(node: Node): string;
  lookupPath(path: string): { node: Node };
  open(file: string | Node, flags: number): Stream;
  read(stream: Stream, into: Uint8Array, offset: number, length: number, position: number): number;
  fstat(fd: number): { size: number };
  closeStream(fd: number): void;
  dupStream(stream: Stream, fd: number): Stream;
}

export interface OpenFiles {
  openFiles: readonly OpenFile[];
  nameless: readonly Uint8Array[];
}

// What matters when a file is opened and not afterwards.
const O_CREAT = 0o100;
const O_EXCL = 0o200;
const O_TRUNC = 0o1000;

export function openFilesOf(given: FileSystem): OpenFiles {
  const fs = given as Streams;
  const originals = new Map<object, number>();
  const nameless = new Map<Node, Uint8Array>();
  const openFiles: OpenFile[] = [];
  for (const stream of fs.streams.slice(FIRST_STREAM)) {
    if (!stream) continue;
    const { fd, node, flags, position, shared, getdents } = stream;
    const path = fs.getPath(node);
    if (!isFound(fs, path, node)) {
      if (!fs.isFile(node.mode)) continue;
      if (!nameless.has(node)) nameless.set(node, bytesOf(fs, stream));
    }
    if (!originals.has(shared)) originals.set(shared, fd);
    openFiles.push({
      fd,
      original: originals.get(shared) ?? fd,
      path,
      flags,
      position,
      listing: getdents ?? null,
      nameless: [...nameless.keys()].indexOf(node),
    });
  }
  return { openFiles, nameless: [...nameless.values()] };
}

/** Opens them; the process's files are there already. */
export function putOpenFiles(given: FileSystem, { openFiles, nameless }: OpenFiles): void {
  const fs = given as Streams;
  closeFiles(fs);
  // They have a name until they are open.
  const names = nameless.map((bytes, i) => {
    const path = `/nameless-${i}`;
    fs.writeFile(path, bytes);
    return path;
  });
  for (const { fd, original, path, flags, position, listing, nameless: i } of openFiles) {
    const first = fs.streams[original];
    if (original !== fd && first) {
      fs.dupStream(first, fd);
      continue;
    }
    const stream = fs.open(names[i] ?? path, flags & ~(O_CREAT | O_EXCL | O_TRUNC));
    // It has got the lowest number that was free.
    fs.closeStream(stream.fd);
    fs.streams[fd] = stream;
    Object.assign(stream, { fd, flags, position, getdents: listing });
  }
  for (const path of names) fs.unlink(path);
}

/** Whether a child finds it by its path. */
function isFound(fs: Streams, path: string, node: Node): boolean {
  try {
    if (fs.lookupPath(path).node !== node) return false;
  } catch {
    return false;
  }
  return fs.isChrdev(node.mode) ? isSystems(path) : fs.isDir(node.mode) || isCopied(path);
}

function bytesOf(fs: Streams, { fd, node }: Stream): Uint8Array {
  const bytes = new Uint8Array(fs.fstat(fd).size);
  // The stream itself may be for writing alone.
  const stream = fs.open(node, 0);
  fs.read(stream, bytes, 0, bytes.length, 0);
  fs.close(stream);
  return bytes;
}
