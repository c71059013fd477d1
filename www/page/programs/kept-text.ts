/**
 * The reader's own text of a program, in this browser's storage and nowhere else. Storage may be
 * switched off or full: then the text lasts as long as the page.
 */
import { guarded } from '../browser-memory';
import { parsed, recordOf, textOf } from '../stored';
import { MOST_LETTERS } from './packed-text';

/** What keeps texts: the browser's own, or a test's. */
export type Memory = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The text the reader has made of that program; null where there is none. */
export function keptText(program: string, memory: Memory | null): string | null {
  const found = guarded(() => memory?.getItem(keyOf(program)));
  const text = textOf(recordOf(parsed(found ?? ''))?.['text']);
  return text !== undefined && text.length <= MOST_LETTERS ? text : null;
}

/** Whether it is kept now. */
export function keepText(program: string, text: string, memory: Memory | null): boolean {
  if (memory === null || text.length > MOST_LETTERS) return false;
  const done = guarded(() => {
    memory.setItem(keyOf(program), JSON.stringify({ text }));
    return true;
  });
  return done ?? false;
}

export function forgetText(program: string, memory: Memory | null): void {
  guarded(() => memory?.removeItem(keyOf(program)));
}

function keyOf(program: string): string {
  return `parallel-playground:program:${program}`;
}
