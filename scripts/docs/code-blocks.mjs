// The code of README and docs: what is JavaScript is type-checked against the library's and the
// embed's types, Python is run where it is a program and parsed where it is not, a shell's lines
// name targets and scripts that there are, and scripts in HTML are parsed.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Script } from 'node:vm';

import ts from 'typescript';

const FOLDER = 'target/docs-code';

/**
 * @typedef {object} Block
 * @property {string} where
 * @property {string} file
 * @property {string} language
 * @property {string} code
 */

/** @returns {{ counts: Record<string, number>, faults: string[] }} how many of each were seen */
export function checkCode() {
  const blocks = documents().flatMap(blocksOf);
  const of = (/** @type {string[]} */ ...languages) =>
    blocks.filter(({ language }) => languages.includes(language));
  /** @type {string[]} */
  const faults = [
    ...typeFaults(of('js', 'ts')),
    // The same programs stand in both languages.
    ...[...new Map(of('python').map((block) => [block.code, block])).values()].flatMap(
      pythonFaults,
    ),
    ...of('sh').flatMap(shellFaults),
    ...of('html').flatMap(htmlFaults),
  ];
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { language } of blocks) counts[language] = (counts[language] ?? 0) + 1;
  for (const needed of ['js', 'python', 'sh', 'html'])
    if (counts[needed] === undefined) faults.push(`no code in ${needed} was found`);
  return { counts, faults };
}

function documents() {
  return [
    'README.md',
    ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md') && !/^book\/recipes\//.test(name))
      .map((name) => `docs/${name}`),
  ];
}

/**
 * @param {string} file
 * @returns {Block[]}
 */
function blocksOf(file) {
  const text = readFileSync(file, 'utf8').replace(/\{\{#include (.*?)\}\}/g, (_, path) =>
    readFileSync(join(dirname(file), String(path)), 'utf8').trimEnd(),
  );
  return [...text.matchAll(/^(````?)(\w+)\n(.*?)^\1$/gms)].map(
    ({ 2: language = '', 3: code = '', index }) => ({
      where: `${file}, line ${text.slice(0, index).split('\n').length}`,
      file,
      language,
      code,
    }),
  );
}

/**
 * What a block declares, the next one uses, unless it opens a playground of its own; then it has
 * the imports of those before.
 *
 * @param {Block[]} blocks
 */
function programsOf(blocks) {
  /** @type {Block[][]} */
  const programs = [];
  for (const block of blocks) {
    const last = programs.at(-1);
    if (last?.[0]?.file === block.file && !/^const pg = /m.test(block.code)) last.push(block);
    else {
      const before = blocks.slice(0, blocks.indexOf(block)).filter((it) => it.file === block.file);
      const imports = before.flatMap(({ code }) => code.match(/^import .*;$/gm) ?? []);
      programs.push([{ ...block, code: [...imports, block.code].join('\n') }]);
    }
  }
  return programs;
}

/** @param {Block[]} blocks */
function typeFaults(blocks) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  cpSync('www/dist/lib', `${FOLDER}/lib`, { recursive: true });
  cpSync('www/dist/embed.d.ts', `${FOLDER}/embed.d.ts`);
  const files = programsOf(blocks).map((code, n) => {
    const path = `${FOLDER}/${code[0]?.file.replaceAll('/', '-')}-${n}.ts`;
    const text = code.map((it) => it.code).join('\n');
    writeFileSync(path, `/// <reference path="./embed.d.ts" />\n${text}\nexport {};\n`);
    return path;
  });
  const program = ts.createProgram(files, {
    strict: true,
    noImplicitAny: false,
    strictNullChecks: false,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    lib: ['es2024', 'esnext.disposable', 'dom', 'dom.iterable'].map((it) => `lib.${it}.d.ts`),
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    paths: { 'parallel-playground': [resolve(FOLDER, 'lib/parallel-playground.d.ts')] },
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file?.getLineAndCharacterOfPosition(start).line ?? 0;
    const at = file?.text.split('\n')[line]?.trim() ?? '';
    return `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}: ${at}`;
  });
}

/** @param {Block} block */
function pythonFaults({ where, code }) {
  const isProgram = code.includes('if __name__ == "__main__":');
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));
  writeFileSync(join(folder, 'main.py'), code);
  const python = (/** @type {string[]} */ ...args) =>
    spawnSync('python3', args, { cwd: folder, encoding: 'utf8', timeout: 20_000 });
  const { status, stdout, stderr } = isProgram
    ? python('main.py')
    : python('-c', 'import ast; ast.parse(open("main.py").read())');
  rmSync(folder, { recursive: true });
  if (status !== 0) return [`${where}: ${stderr}`];
  // What a comment says that is printed is printed.
  const said = [...code.matchAll(/print\(.*\) {2}# (.*)$/gm)].map(([, it]) => it ?? '');
  return said.filter((it) => !stdout.includes(it)).map((it) => `${where}: ${it} is not printed`);
}

/** @param {Block} block */
function shellFaults({ where, code }) {
  const makefile = readFileSync('Makefile', 'utf8');
  return [...code.matchAll(/\bmake ([\w-]+)|\bnode (scripts\/\S+)/g)].flatMap(
    ([, target, script]) => {
      if (target !== undefined && !new RegExp(`^${target}:`, 'm').test(makefile))
        return [`${where}: make ${target} is none`];
      if (script !== undefined && !existsSync(script)) return [`${where}: there is no ${script}`];
      return [];
    },
  );
}

/** @param {Block} block */
function htmlFaults({ where, code }) {
  return [...code.matchAll(/<script>(.*?)<\/script>/gs)].flatMap(([, script = '']) => {
    try {
      new Script(script);
      return [];
    } catch (error) {
      return [`${where}: ${String(error)}`];
    }
  });
}
