/**
 * Which lines of a program its tracebacks name. Python prints where an exception came from, frame
 * by frame, the last one first to blame; errors of syntax come without that heading.
 */

/** What `__file__` of the main program is in a traceback. */
const MAIN = 'main.py';
const FRAME = /^\s*File "([^"]*)", line (\d+)/;
const HEADING = 'Traceback (most recent call last):';
/** `ValueError: no`, `queue.Empty`, `KeyboardInterrupt`. */
const ERROR = /^(?:[A-Za-z_][\w.]*\.)?([A-Z]\w*)(?:: (.*))?$/;

export interface Mark {
  /** From 1. */
  line: number;
  /** What was raised there, or passed through. */
  words: string;
  /** The frame in which it was raised, as far as the program goes; else one that called it. */
  origin: boolean;
}

/** The marks of what one process has written to stderr; a line has one, its origin if it is one. */
export function marksOf(stderr: string): Mark[] {
  const marks = new Map<number, Mark>();
  let frames: number[] = [];
  for (const text of stderr.split('\n')) {
    const line = text.replace(/^(?:\s*[+|])+\s?/, '');
    if (line.trim() === HEADING) {
      frames = [];
      continue;
    }
    const frame = FRAME.exec(line);
    if (frame) {
      if (nameOf(frame[1] ?? '') === MAIN) frames.push(Number(frame[2]));
      continue;
    }
    const error = ERROR.exec(line);
    if (!error || frames.length === 0) continue;
    const origin = frames.pop() ?? 0;
    const words = error[2] === undefined ? (error[1] ?? '') : `${error[1]}: ${error[2]}`;
    for (const calling of frames)
      if (!marks.has(calling)) marks.set(calling, { line: calling, words, origin: false });
    if (marks.get(origin)?.origin !== true)
      marks.set(origin, { line: origin, words, origin: true });
    frames = [];
  }
  return [...marks.values()].sort((a, b) => a.line - b.line);
}

/** Parts of a line of output; those that name a line of the program have its number. */
export function linksIn(text: string): { text: string; line?: number }[] {
  const called = /^(\s*at )(program\.js:(\d+):\d+)$/.exec(text);
  if (called)
    return [{ text: called[1] ?? '' }, { text: called[2] ?? '', line: Number(called[3]) }];
  const found = FRAME.exec(text);
  if (!found || nameOf(found[1] ?? '') !== MAIN) return [{ text }];
  const start = text.indexOf('File');
  const end = found[0].length;
  return [
    { text: text.slice(0, start) },
    { text: text.slice(start, end), line: Number(found[2]) },
    { text: text.slice(end) },
  ];
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
