/**
 * A JavaScript function from its source text. It has no closure: all it needs comes as arguments.
 *
 * The text of a method, `twice(x) { … }`, is no expression, so its name is replaced by `function`.
 * Outside a method there is no `super`, so a function that uses it is refused.
 */
import { PlaygroundError } from '../common/errors';

export type Callable = (...args: unknown[]) => unknown;

export function functionOf(source: string): Callable {
  let made = compiled(source);
  for (const other of made instanceof SyntaxError ? asFunctions(source) : []) {
    const again = compiled(other);
    if (!(again instanceof SyntaxError)) {
      made = again;
      break;
    }
    // An error in the method's body is more informative than that a method is no expression.
    if (/super|private|#/i.test(again.message)) made = again;
  }
  if (typeof made === 'function') return made as Callable;
  const why = made instanceof Error ? made.message : 'its source is no function';
  const hint = /super|private|#/i.test(why)
    ? ' “super” and private names mean something in their class only; pass what they stand for as arguments.'
    : '';
  const message = `The function cannot be made from its source in another process: ${why}.${hint}`;
  throw new PlaygroundError('E_ARGUMENT', message, { cause: made });
}

/** The value of the expression, or its syntax error. */
function compiled(expression: string): unknown {
  let make: () => unknown;
  try {
    // The one place where text becomes code: the page's own, in its own browser.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    make = new Function(`'use strict'; return (${expression}\n);`) as () => unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    const message =
      'Functions cannot be tasks here: the content security policy of this page does not allow text to become a program ' +
      '(its script-src lacks ‘unsafe-eval’). Compiled tasks, such as ‘square’, run all the same.';
    throw new PlaygroundError('E_UNSUPPORTED', message, { cause: error });
  }
  return make();
}

const TRIVIA = String.raw`(?:\s|/\*[^]*?\*/|//[^\n]*\n)*`;
/** A modifier before the name, unless it is the name itself. */
const word = (words: string): string =>
  `(?:(${words})(?![\\p{ID_Continue}$])(?!${TRIVIA}\\()${TRIVIA})?`;
const HEAD = new RegExp(`^${word('async')}${word('get|set')}`, 'u');
const NAME = new RegExp(
  String.raw`^(?:'(?:\\[^]|[^'\\])*'|"(?:\\[^]|[^"\\])*"|\.?\d[\w.]*|#?[\p{ID_Start}$_\\](?:[\p{ID_Continue}$\\{}]|\u200c|\u200d)*)${TRIVIA}(?=\()`,
  'u',
);
const ARGUMENTS = new RegExp(`^${TRIVIA}(?=\\()`);

/**
 * The source of a method as that of a function; several candidates where the end of a computed name
 * is ambiguous.
 */
function* asFunctions(source: string): Generator<string> {
  const [head = '', async = ''] = HEAD.exec(source) ?? [];
  const rest = source.slice(head.length);
  const name = NAME.exec(rest);
  if (name) yield `${async} function ${rest.slice(name[0].length)}`;
  if (!rest.startsWith('[')) return;
  for (let end = rest.indexOf(']'); end >= 0; end = rest.indexOf(']', end + 1)) {
    const after = rest.slice(end + 1);
    const space = ARGUMENTS.exec(after);
    // The name is only parsed: the expression in it may use what does not exist here.
    if (space && isSyntax(`() => ${rest.slice(0, end + 1)}`)) {
      yield `${async} function ${after.slice(space[0].length)}`;
    }
  }
}

function isSyntax(expression: string): boolean {
  return !(compiled(expression) instanceof SyntaxError);
}
