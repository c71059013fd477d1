// `make reference`: the library's reference from its types, by TypeDoc, into target/reference. What
// is exported without a comment, a link that leads nowhere, a function without an example, and an
// example that does not compile against the built declarations are errors.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import ts from 'typescript';
import { Application } from 'typedoc';

import { DECLARATIONS, readExamples } from './examples.mjs';

const { examples, functions, faults } = readExamples();
faults.push(...typeFaults(examples));
for (const fault of faults) console.log(`FAIL ${fault}`);
console.log(
  `${examples.length} examples of ${functions.length} functions, methods and sets of options`,
);

const app = await Application.bootstrap({
  name: 'Parallel Playground',
  entryPoints: ['www/lib/index.ts'],
  tsconfig: 'scripts/reference.tsconfig.json',
  // The compiler has its own stages.
  skipErrorChecking: true,
  readme: 'docs/reference.md',
  disableSources: true,
  excludeExternals: true,
  excludePrivate: true,
  sort: ['source-order'],
  // Its names are listed where it is used.
  intentionallyNotExported: ['POLICIES'],
  // The two fields of an iterator's results.
  intentionallyNotDocumented: ['next', 'return'].flatMap((call) =>
    ['done', 'value'].map((field) => `CompletedFutures.${call}.__type.${field}`),
  ),
  validation: { notExported: true, invalidLink: true, invalidPath: true, notDocumented: true },
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
  hideGenerator: true,
  out: 'target/reference',
});
const project = await app.convert();
if (project !== undefined) {
  app.validate(project);
  await app.generateOutputs(project);
}
const complaints = app.logger.errorCount + app.logger.warningCount;
process.exit(project !== undefined && complaints + faults.length === 0 ? 0 : 1);

/**
 * @param {import('./examples.mjs').Example[]} all each becomes a module of its own
 * @returns {string[]} what the compiler says of them, in its strict mode
 */
function typeFaults(all) {
  const library = resolve(DECLARATIONS).replace(/\.d\.ts$/, '.js');
  const declared = ts.createSourceFile(
    DECLARATIONS,
    readFileSync(DECLARATIONS, 'utf8'),
    ts.ScriptTarget.ESNext,
  );
  const exported = declared.statements
    .filter((it) => ts.isFunctionDeclaration(it) || ts.isClassDeclaration(it))
    .map((it) => it.name?.text.replace(/\$\d+$/, '') ?? '');
  const folder = resolve('target/examples');
  /** @type {Map<string, string>} */
  const files = new Map([
    [`${folder}/names.d.ts`, `declare const pg: import('${library}').Playground;`],
  ]);
  for (const { name, code } of all) {
    const isUsed = (/** @type {string} */ it) =>
      new RegExp(`(?<!\\.)\\b${it}\\(|instanceof ${it}\\b`).test(code);
    const names = exported.filter(isUsed).join(', ');
    files.set(`${folder}/${name}.ts`, `import { ${names} } from '${library}';\n${code}`);
  }

  const read = (/** @type {string} */ path) => readFileSync(path, 'utf8');
  const found = /** @type {{ config: { compilerOptions: unknown } }} */ (
    ts.readConfigFile('tsconfig.base.json', read)
  );
  const { options } = ts.convertCompilerOptionsFromJson(found.config.compilerOptions, '.');
  const lib = ['es2023', 'esnext.disposable', 'dom', 'dom.iterable', 'dom.asynciterable'];
  const strict = { ...options, lib: lib.map((name) => `lib.${name}.d.ts`), types: [] };
  const base = ts.createCompilerHost(strict);
  /** @type {ts.CompilerHost} */
  const host = {
    ...base,
    fileExists: (path) => files.has(path) || base.fileExists(path),
    readFile: (path) => files.get(path) ?? base.readFile(path),
    getSourceFile: (path, version, ...rest) => {
      const text = files.get(path);
      return text === undefined
        ? base.getSourceFile(path, version, ...rest)
        : ts.createSourceFile(path, text, version, true);
    },
  };
  const program = ts.createProgram([...files.keys()], strict, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const where = file?.fileName.replace(`${folder}/`, '').replace(/\.ts$/, '') ?? '';
    // The first one has the imports.
    const line = file?.getLineAndCharacterOfPosition(start).line ?? 0;
    return `${where}, line ${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
