/** The files of programs, over a file system in memory. */
import { beforeEach, describe, expect, test } from 'vitest';

import { generator } from '../common/test/generator';
import {
  closeFiles,
  filesOf,
  HOME,
  isCopied,
  isSystems,
  putCopies,
  putFiles,
  removeFiles,
} from './files-of-programs';
import type { FileSystem } from './pyodide';
import { MemoryFiles } from './test/memory-files';
import { SEED, seeded } from './test/seed';

const PACKAGES = '/lib/python3.14/site-packages';

let memory: MemoryFiles;
let fs: FileSystem;

/** As an interpreter begins. */
function booted(): MemoryFiles {
  const files = new MemoryFiles();
  for (const path of [HOME, '/tmp', '/dev', '/proc/self', PACKAGES]) files.mkdirTree(path);
  files.writeFile('/lib/playground.zip', 'ours');
  files.makeDevice('/dev/null');
  files.chdir(HOME);
  return files;
}

beforeEach(() => {
  memory = booted();
  fs = memory;
});

const text = (path: string): string => new TextDecoder().decode(fs.readFile(path));

describe('a program', () => {
  test('begins in its folder, with its files and their folders', () => {
    const bytes = Uint8Array.of(0, 255);
    const files = new Map<string, string | Uint8Array>([
      ['main.py', 'print(1)'],
      ['data/deep/b.bin', bytes],
    ]);
    putFiles(fs, files, '/home/other');
    expect(fs.cwd()).toBe('/home/other');
    expect(text('/home/other/main.py')).toBe('print(1)');
    expect(fs.readFile('/home/other/data/deep/b.bin')).toEqual(bytes);
  });

  test('leaves nothing behind: neither files nor open ones', () => {
    const before = [...filesOf(fs).keys()];
    putFiles(fs, new Map([['a/b/c', '1']]), HOME);
    memory.mkdirTree('/own');
    memory.writeFile('/own/file', '2');
    memory.writeFile(`${PACKAGES}/package.py`, '3');
    memory.symlink('/nowhere', '/tmp/link');
    memory.symlink('/lib', '/tmp/system');
    const [open, standard] = [{}, memory.streams.slice(0, 3)];
    memory.streams.push(null, undefined, open);
    closeFiles(fs);
    removeFiles(fs);
    expect([...filesOf(fs, true).keys()].sort()).toEqual(before.sort());
    expect(memory.closed).toEqual([open]);
    expect(memory.closed).not.toContain(standard[0]);
    expect(text('/lib/playground.zip')).toBe('ours');
    expect(fs.readdir('/dev')).toContain('null');
  });
});

describe('a copy', () => {
  test('has no devices, nothing of the system, and packages where they are asked for', () => {
    memory.makeDevice('/tmp/device');
    memory.mkdirTree(`${PACKAGES}/package`);
    memory.writeFile(`${PACKAGES}/package/__init__.py`, 'x');
    const own = [...filesOf(fs).keys()];
    expect(own).toContain(HOME);
    expect(own).not.toContain('/tmp/device');
    expect(own.filter((path) => isSystems(path))).toEqual([]);
    const all = [...filesOf(fs, true).keys()];
    expect(all.filter((path) => !own.includes(path))).toEqual([
      `${PACKAGES}/package`,
      `${PACKAGES}/package/__init__.py`,
    ]);
    expect(all.every((path) => isCopied(path))).toBe(true);
  });

  test('does not change with the original', () => {
    memory.writeFile('/tmp/a', 'before');
    const files = filesOf(fs);
    memory.writeFile('/tmp/a', 'after');
    const child = booted() as FileSystem;
    removeFiles(child);
    putCopies(child, files, '/tmp');
    expect(new TextDecoder().decode(child.readFile('/tmp/a'))).toBe('before');
    expect(child.cwd()).toBe('/tmp');
  });

  test('of any tree is that tree: contents, links, modes and times', () => {
    const random = generator(SEED);
    const pick = (n: number): number => Math.floor(random() * n);
    for (let round = 0; round < 60; round += 1) {
      memory = booted();
      const folders = [HOME, '/tmp', PACKAGES];
      const made: string[] = [];
      const links: [path: string, target: string][] = [];
      for (let i = 0; i < 12; i += 1) {
        const path = `${folders[pick(folders.length)] ?? HOME}/${i}`;
        const kind = pick(3);
        if (kind === 0) {
          memory.mkdirTree(path);
          folders.push(path);
        } else if (kind === 1) {
          memory.writeFile(path, 'x'.repeat(pick(20)));
        } else {
          const target = pick(2) === 0 ? '/tmp' : 'nowhere';
          memory.symlink(target, path);
          links.push([path, target]);
        }
        if (kind < 2) made.push(path);
      }
      for (const path of made) memory.chmod(path, pick(0o1000));
      for (const path of made) memory.utime(path, pick(1e6), pick(1e6));
      const files = filesOf(memory, true);
      const child = booted();
      removeFiles(child);
      putCopies(child, files, HOME);
      const copies = filesOf(child, true);
      expect([...copies.keys()], seeded(round)).toEqual([...files.keys()]);
      for (const path of made) {
        expect(copies.get(path), `${seeded(round)}: ${path}`).toEqual(files.get(path));
      }
      const found = links.map(([path]) => [path, copies.get(path)?.content]);
      expect(found, seeded(round)).toEqual(links);
    }
  });
});

test.each([
  ['/dev/null', true, false],
  ['/lib/python3.14/os.py', true, false],
  [`${PACKAGES}/x.py`, true, true],
  [PACKAGES, true, false],
  ['/library', false, true],
  ['/home/pyodide/lib/x', false, true],
])('%s: of the system %s, is copied %s', (path, systems, copied) => {
  expect([isSystems(path), isCopied(path)]).toEqual([systems, copied]);
});
