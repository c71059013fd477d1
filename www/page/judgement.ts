/** A guess that was made before a run, judged by what the run measured. Pure. */
import type { Question, Told } from './demos/demo';
import { formatRatio } from './messages/format';
import type { Message } from './messages/message';

/** What was said before a run, and to which question. */
export interface Guess {
  question: Question;
  said: string;
}

/** What a run says to a guess; null where it cannot tell. */
export interface Judgement {
  verdict: Message;
  right: boolean | null;
}

/** What the run says to a guess; undefined while it has not ended, null where it cannot tell. */
export function judged({ question, said }: Guess, told: Told | null | undefined): Judgement {
  const guess: Message = question.choices?.find(({ id }) => id === said)?.label ?? {
    key: 'speedup.value',
    values: { value: said },
  };
  if (told === undefined)
    return { verdict: { key: 'predict.said', values: { guess } }, right: null };
  if (told === null) return { verdict: { key: 'predict.unclear', values: { guess } }, right: null };
  const values = { guess, told: told.sentence };
  if ('right' in told) {
    const right = told.right.includes(said);
    return { verdict: { key: right ? 'predict.right' : 'predict.wrong', values }, right };
  }
  const number = Number(said);
  // As good as the measurement itself: as near as its digits tell, or within its spread.
  const right = number >= told.low - HALF_DIGIT && number <= told.high + HALF_DIGIT;
  if (right) return { verdict: { key: 'predict.right', values }, right };
  const by = formatRatio(Math.abs(number - told.value));
  return { verdict: { key: 'predict.off', values: { ...values, by } }, right };
}

/** Ratios are written with two digits after the point. */
const HALF_DIGIT = 0.005;
