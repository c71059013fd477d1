/**
 * The parts of an embedded demo, by the names with which an author shows and hides them. What is
 * hidden stays where it is, without room: `styles/embed.css` knows where each part is. Pure.
 */

/** In the order in which they are on the page. */
export const PARTS = [
  'title',
  'summary',
  'terms',
  'run',
  'controls',
  'presets',
  'answer',
  'speedup',
  'prediction',
  'timeline',
  'figures',
  'timings',
  'why',
  'program',
  'output',
  'engine',
  'link',
] as const;

export type Part = (typeof PARTS)[number];

/** These stay with every `view`, unless they are hidden by their names. */
const STAYING: readonly Part[] = ['run', 'link'];

/** What `compact` shows; the controls are folded. */
const COMPACT: readonly Part[] = ['run', 'controls', 'presets', 'answer', 'timeline', 'link'];
/** The same of a program, which has an editor and its output. */
const COMPACT_PROGRAM: readonly Part[] = ['run', 'program', 'output', 'link'];

export interface Asked {
  /** What is to be shown; null for everything. */
  view: string | null;
  /** What is not. */
  hide: string | null;
  compact: boolean;
  /** It is a program alone. */
  program: boolean;
}

export interface Shown {
  hidden: readonly Part[];
  /** Names that are no part's, as they were written. */
  unknown: readonly string[];
}

export function shownParts({ view, hide, compact, program }: Asked): Shown {
  const asked = wordsOf(view);
  const taken = wordsOf(hide);
  const preset = compact ? (program ? COMPACT_PROGRAM : COMPACT) : PARTS;
  const named = asked.filter(isPart);
  const shown = new Set<Part>(named.length > 0 ? [...named, ...STAYING] : preset);
  for (const part of taken) if (isPart(part)) shown.delete(part);
  return {
    hidden: PARTS.filter((part) => !shown.has(part)),
    unknown: [...asked, ...taken].filter((word) => !isPart(word)),
  };
}

/** Words between spaces or commas, in letters of any case. */
export function wordsOf(text: string | null): string[] {
  return (text ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '');
}

function isPart(word: string): word is Part {
  return PARTS.some((part) => part === word);
}
