/** The steps of processes that count in one place, as a film: each in words. */
import { lostIn, type Moment, type Step } from '../../demos/shared-memory/replay';
import type { Film } from '../../film';
import { t, type Message } from '../../messages/index';

/** At the plain pace, for each step: long enough to read its sentence. */
const STEP_MS = 1500;

/** A moment is so many steps done. */
export function filmOf(
  steps: readonly Step[],
  moments: readonly Moment[],
  processes: readonly Message[],
): Film {
  const all = steps.length;
  const place = (done: number): string => t('interleaving.place', { done: Math.floor(done), all });
  return {
    endMs: all,
    wholeMs: all * STEP_MS,
    next: (done) => (done < all ? Math.floor(done) + 1 : null),
    previous: (done) => Math.max(0, Math.ceil(done) - 1),
    place,
    words: (at) => {
      const done = Math.floor(at);
      const step = steps[done - 1];
      const moment = moments[done - 1];
      if (!step || !moment) return `${place(0)}: ${t('interleaving.before')}`;
      const said = `${place(done)}: ${wordsOf(step, moment, processes)}`;
      return done < all ? said : `${said} ${sumOf(moments, steps)}`;
    },
  };
}

/** What became of all increments. */
export function sumOf(moments: readonly Moment[], steps: readonly Step[]): string {
  const n = steps.filter(({ act }) => act === 'write').length;
  const lost = lostIn(moments);
  const counter = moments.at(-1)?.counter ?? 0;
  return lost === 0
    ? t('interleaving.noneLost', { n, counter })
    : t('interleaving.sum', { n, counter, lost });
}

/** In a cell of the process's column. */
export function shortWords({ act, value }: Step): string {
  return t(`interleaving.${act}`, { value, before: value - 1 });
}

function wordsOf(
  { process, act, value }: Step,
  { lost, hidden }: Moment,
  processes: readonly Message[],
): string {
  const who = processes[process] ?? '';
  const did = t(`interleaving.said.${act}`, { who, value, before: value - 1 });
  const consequence = [
    ...processes.flatMap((other, index) => {
      const n = lost.filter((one) => one === index).length;
      return n === 0 ? [] : [t('interleaving.said.lost', { n, other })];
    }),
    ...(hidden > 0 ? [t('interleaving.said.hidden', { n: hidden })] : []),
  ];
  return consequence.length === 0 ? `${did}.` : `${did}: ${consequence.join(' ')}`;
}
