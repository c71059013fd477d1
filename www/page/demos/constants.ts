/**
 * The numbers at the head of a demo's programs, which are those of its controls. A program's text
 * has an assignment for each, as it stands in its file for the defaults on four workers; only the
 * values are replaced, so it stays a whole program. Pure.
 */
import type { Values } from './params';

/** In which language a program is written. */
export type Dialect = 'python' | 'javascript';

export interface Constant {
  /** As it is called in both programs: capital letters. */
  name: string;
  /** What it is for these settings, sensible for Python's speed. */
  of: (values: Values, dialect: Dialect) => number | string | readonly number[];
}

/**
 * The most workers of a program: each is a process with an interpreter of its own, which takes
 * about 50 MB.
 */
export const MOST_WORKERS = 8;

/** Lists are broken into lines of so many letters. */
const WIDTH = 56;

/** The program with the constants that these settings give. What it does not name is left out. */
export function withConstants(
  text: string,
  constants: readonly Constant[],
  values: Values,
  dialect: Dialect,
): string {
  return constants.reduce((whole, { name, of }) => {
    const written = literal(name, of(values, dialect), dialect);
    return whole.replace(assignment(name), (_, before: string) => before + written);
  }, text);
}

/** Whether the text has that constant, as it is to be replaced. */
export function hasConstant(text: string, name: string): boolean {
  return assignment(name).test(text);
}

/** An assignment at the beginning of a line, up to the end of its value. */
function assignment(name: string): RegExp {
  return new RegExp(
    `^((?:const )?${name} = )(?:\\[[^\\]]*\\]|"[^"\\n]*"|'[^'\\n]*'|[\\d._]+)`,
    'm',
  );
}

function literal(
  name: string,
  value: number | string | readonly number[],
  dialect: Dialect,
): string {
  const isPython = dialect === 'python';
  if (typeof value === 'string') return isPython ? `"${value}"` : `'${value}'`;
  if (typeof value === 'number') return numeral(value);
  const numbers = value.map(numeral);
  const line = `[${numbers.join(', ')}]`;
  const head = isPython ? `${name} = ` : `const ${name} = ;`;
  if (head.length + line.length <= WIDTH) return line;
  const indent = isPython ? '    ' : '  ';
  const lines: string[] = [];
  for (const number of numbers) {
    const last = lines.at(-1);
    const longer = `${last} ${number},`;
    if (last === undefined || longer.length > WIDTH) lines.push(`${indent}${number},`);
    else lines[lines.length - 1] = longer;
  }
  return `[\n${lines.join('\n')}\n]`;
}

/** Short, and without an exponent: both languages read it alike. */
function numeral(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
