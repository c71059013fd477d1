// The examples of the library's reference: every `@example` of the built declarations, with the
// values that it promises. An expression followed by `// → value` has that value when it is
// awaited. `scripts/reference.mjs` checks their types, `tests/e2e/reference.spec.ts` runs them.
import { readFileSync } from 'node:fs';
import ts from 'typescript';

/**
 * @typedef {object} Example
 * @property {string} name what it is an example of, e.g. `Queue.put`
 * @property {boolean} needsSharedMemory it is titled {@link SHARED}
 * @property {string} code as it stands in the reference
 * @property {string} script the body of an async function: gives the values that were promised
 * @property {string[]} expected those values, as expressions
 */

export const DECLARATIONS = 'www/dist/lib/parallel-playground.d.ts';
/** The title of an example that rejects with `E_NOT_ISOLATED` where no memory is shared. */
export const SHARED = 'Where memory is shared';
const MOST_LINES = 8;
/** Begins a promised value, in the rest of a line after its expression. */
const PROMISE = /\/\/ → (.*)/;

/** @typedef {ts.FunctionDeclaration | ts.InterfaceDeclaration | ts.ClassDeclaration} Named */

/**
 * @param {string} path of the declarations
 * @returns {{ examples: Example[], functions: string[], faults: string[] }} also the names of all
 * functions, methods and sets of options that are exported, and what is wrong with examples
 */
export function readExamples(path = DECLARATIONS) {
  const source = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.ESNext,
    true,
  );
  /** @type {Example[]} */
  const examples = [];
  /** @type {string[]} */
  const faults = [];
  /** @type {Set<string>} */
  const functions = new Set();

  const visit = (/** @type {ts.Node} */ node, /** @type {string} */ name) => {
    for (const { tagName, comment } of ts.getJSDocTags(node)) {
      if (tagName.text !== 'example') continue;
      try {
        examples.push(parsed(name, ts.getTextOfJSDocComment(comment) ?? ''));
      } catch (error) {
        faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  for (const statement of source.statements) {
    const { name } = /** @type {Partial<Named>} */ (statement);
    if (name === undefined) continue;
    // Names that another library has as well have a suffix here.
    const own = name.text.replace(/\$\d+$/, '');
    visit(statement, own);
    // Options are shown all together.
    if (ts.isFunctionDeclaration(statement) || own.endsWith('Options')) functions.add(own);
    if (!ts.isInterfaceDeclaration(statement) && !ts.isClassDeclaration(statement)) continue;
    for (const member of statement.members) {
      if (ts.isConstructorDeclaration(member)) visit(member, `${own}.constructor`);
      if (member.name === undefined || ts.isComputedPropertyName(member.name)) continue;
      const full = `${own}.${member.name.getText()}`;
      visit(member, full);
      if (ts.isMethodSignature(member)) functions.add(full);
    }
  }
  const names = examples.map(({ name }) => name);
  for (const name of functions) {
    // The blocking forms have one example each, for all calls.
    const shown = name.startsWith('Sync') ? name.replace(/\..*/, '') : name;
    if (!names.includes(shown)) faults.push(`${name} has no example`);
  }
  for (const name of names.filter((it, i) => names.indexOf(it) !== i))
    faults.push(`${name} has several examples`);
  return { examples, functions: [...functions], faults: [...new Set(faults)] };
}

/**
 * @param {string} name
 * @param {string} text of the tag
 * @returns {Example} the example
 */
function parsed(name, text) {
  const [, title = '', code = ''] = /^([^\n]*?)\s*```ts\n(.*)\n```$/s.exec(text.trim()) ?? [];
  if (code === '') throw new Error('the example is no block of ```ts');
  if (title !== '' && title !== SHARED)
    throw new Error(`the example has an unknown title: ${title}`);
  const lines = code.split('\n').length;
  if (lines > MOST_LINES) throw new Error(`the example has ${lines} lines`);

  const body = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ESNext, true);
  /** @type {string[]} */
  const expected = [];
  let typed = '';
  for (const statement of body.statements) {
    const after = code.slice(statement.end).split('\n');
    // A long expression has its value on a line of its own.
    const promise = PROMISE.exec(after[0] ?? '') ?? /^\s*\/\/ → (.*)/.exec(after[1] ?? '');
    if (promise?.[1] === undefined || !ts.isExpressionStatement(statement)) {
      typed += `${statement.getText()}\n`;
      continue;
    }
    expected.push(promise[1]);
    typed += `promised.push(await (${statement.expression.getText()}));\n`;
  }
  if (expected.length === 0) throw new Error('the example promises no value');
  if (expected.length !== code.split('// →').length - 1)
    throw new Error('a promised value follows no expression');
  const { outputText } = ts.transpileModule(`{\n${typed}}`, {
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  });
  const script = `const promised = [];\n${outputText}\nreturn promised;`;
  return { name, needsSharedMemory: title === SHARED, code, script, expected };
}
