/**
 * What can be played back: where it ends, when something happens, and in words what is going on at
 * a moment. Of bars on a common time axis. Pure.
 */
import type { Bar } from './demos/figures';
import { formatMs, say, t } from './messages/index';

export interface Film {
  endMs: number;
  /** The next moment at which something begins or ends; null if there is none. */
  next(atMs: number): number | null;
  /** The last moment before at which something began or ended. Without it nothing steps back. */
  previous?(atMs: number): number | null;
  words(atMs: number): string;
  /** The moment as the slider says it, where it is no time. */
  place?(atMs: number): string;
  /** At the plain pace the whole takes so long; ten seconds where it is left out. */
  wholeMs?: number;
}

/** One timeline of several: its name, its rows, and its bars. */
export interface Scene {
  title: string;
  rows: readonly string[];
  bars: readonly Bar[];
}

/** Null where there is nothing to play. The scenes' words may follow the language. */
export function filmOf(scenes: readonly (() => Scene)[]): Film | null {
  const bars = scenes.flatMap((scene) => scene().bars);
  const moments = [...new Set(bars.flatMap(({ startMs, endMs }) => [startMs, endMs]))];
  moments.sort((a, b) => a - b);
  const endMs = moments.at(-1) ?? 0;
  if (endMs <= 0) return null;
  return {
    endMs,
    next: (atMs) => moments.find((moment) => moment > atMs) ?? null,
    previous: (atMs) => moments.findLast((moment) => moment < atMs) ?? null,
    words: (atMs) => {
      const now = t('steps.at', { ms: formatMs(atMs) });
      if (atMs >= endMs) return `${now} ${t('steps.end', { all: bars.length })}`;
      const parts = scenes.map((scene) => {
        const { title, rows, bars } = scene();
        const busy = at(bars, atMs).map(
          (bar) =>
            `${rows[bar.row] ?? ''} – ${typeof bar.label === 'string' ? bar.label : say(bar.label)}`,
        );
        const done = bars.filter((bar) => bar.endMs <= atMs).length;
        const what = busy.length === 0 ? t('steps.nobody') : busy.join(', ');
        const values = { what, done, all: bars.length };
        return scenes.length > 1
          ? t('steps.of', { title, part: t('steps.part', values) })
          : t('steps.part', values);
      });
      return `${now} ${parts.join(' ')}`;
    },
  };
}

/** The bars that have begun and not ended, from the first row to the last. */
export function at(bars: readonly Bar[], atMs: number): Bar[] {
  return bars
    .filter(({ startMs, endMs }) => startMs <= atMs && atMs < endMs)
    .sort((a, b) => a.row - b.row);
}
