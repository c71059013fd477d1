/**
 * The comments of programs in the page's language. A program has one text, whose comments and
 * docstring are English; here they are put into Korean, so the code cannot differ. Comments on
 * consecutive lines are one text; so is a docstring, which has one line.
 */
import type { Language } from './format';

/** The Korean of each English comment; with line breaks where it has several lines. */
type Comments = Readonly<Record<string, string>>;

const korean: Record<string, string> = {};

/** Those of a part that has been loaded. */
export function addComments(comments: Comments): void {
  Object.assign(korean, comments);
}

export type CommentMark = '#' | '//';

/** The program with its comments in that language; those it has no words for stay. */
export function commented(
  program: string,
  mark: CommentMark,
  language: Language,
  words: Comments = korean,
): string {
  if (language === 'en') return program;
  return partsOf(program, mark)
    .map((part) => {
      if (typeof part === 'string') return part;
      const said = Object.hasOwn(words, part.comment) ? words[part.comment] : undefined;
      return said === undefined ? part.text : part.write(said);
    })
    .join('\n');
}

/** All comments of a program, as they are looked up. */
export function commentsOf(program: string, mark: CommentMark): string[] {
  return partsOf(program, mark).flatMap((part) => (typeof part === 'string' ? [] : part.comment));
}

interface Commented {
  /** As it stands there. */
  text: string;
  comment: string;
  write: (comment: string) => string;
}

/** The lines of a program; those that are one comment together. */
function partsOf(program: string, mark: CommentMark): (string | Commented)[] {
  const lines = program.split('\n');
  const whole = new RegExp(`^(\\s*)${mark} (.*)$`);
  const parts: (string | Commented)[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    const indent = whole.exec(line)?.[1];
    if (indent === undefined) {
      parts.push(besideCode(line, mark));
      at += 1;
      continue;
    }
    const words: string[] = [];
    for (; at < lines.length; at += 1) {
      const [, its, comment] = whole.exec(lines[at] ?? '') ?? [];
      if (its !== indent || comment === undefined) break;
      words.push(comment);
    }
    const before = `${indent}${mark} `;
    const write = (comment: string): string => before + comment.replaceAll('\n', `\n${before}`);
    parts.push({ text: write(words.join('\n')), comment: words.join(' '), write });
  }
  return parts;
}

/** A docstring, or code with a comment behind it; else the line itself. */
function besideCode(line: string, mark: CommentMark): string | Commented {
  const [, quote, string] = mark === '#' ? (/^(\s*""")(.*)"""$/.exec(line) ?? []) : [];
  if (quote !== undefined && string !== undefined)
    return { text: line, comment: string, write: (it) => `${quote}${it}"""` };
  const [, code, comment] = new RegExp(`^(.*\\S\\s+)${mark} (.*)$`).exec(line) ?? [];
  if (code === undefined || comment === undefined) return line;
  return { text: line, comment, write: (it) => `${code}${mark} ${it}` };
}
