/**
 * The one interface of a demo: its controls, the shape of its results, how it runs, and what
 * explains its figures. A demo draws nothing itself.
 */
/// <reference types="vite/client" />
import type { ErrorCode, Playground } from '../../common/types';
import type { Ratio } from '../measure';
import type { Constant } from './constants';
import type { Account } from '../why/account';
import type { Message, MessageKey, Term } from '../messages/message';
import { figureId, type FigureData, type FigureOutline } from './figures';
import type { Facts, Param, Values } from './params';
import type { SectionId } from './sections';

export interface Demo {
  /**
   * In the address, in test ids and in storage. Unique in the registry, and the name of its folder.
   */
  readonly name: string;
  /** Its own messages; the type of `ko.ts` sees to it that both have the same keys. */
  readonly messages: { en: Catalogue; ko: () => Promise<{ ko: Catalogue }> };
  readonly title: MessageKey;
  /** Its name in the menu, where there is little room. */
  readonly shortTitle: MessageKey;
  /** Two sentences: what runs, and what to look for. */
  readonly summary: MessageKey;
  /** What one should know to understand its results. */
  readonly terms: readonly Term[];
  readonly params: readonly Param[];
  /**
   * Named settings, each behind a button. They are whole: what one does not name gets its default.
   */
  readonly presets: readonly { id: string; label: MessageKey; values: Values }[];
  /** The section of the chapter whose system it shows. */
  readonly section: SectionId;
  readonly snippet: Snippet;
  /** What the reader may predict before a run. */
  readonly prediction?: Prediction;
  /**
   * The playground must have exactly as many workers as the control of that name says, not only as
   * many.
   */
  readonly exactWorkers?: boolean;
  /**
   * How many workers the playground must have at least; by default what the control `workers` says.
   */
  workersNeeded?(values: Values): number;
  /** Why it cannot run on this page and what to do about it, or null where it can. */
  refusal?(facts: Facts): Refusal | null;
  /** The results to come, so that room is kept for them. */
  outline(values: Values, facts: Facts): Outline;
  /** What can be shown before a run; quick. */
  preview?(playground: Playground, values: Values): Promise<Outcome>;
  /** Runs once. Shows results as soon as they have been checked. Rejects with what went wrong. */
  run(context: RunContext): Promise<void>;
  /**
   * Sentences that explain the figures of a run whose answer was right. None where they tell
   * nothing.
   */
  why(run: FinishedRun): Message[];
}

/** Texts by their keys. */
type Catalogue = Readonly<Record<string, string>>;

/**
 * Of the programs beside a demo, the idea in Python and the library call that does the same, which
 * `texts.ts` loads: what of the numbers at their heads is the controls'.
 */
export interface Snippet {
  readonly constants: readonly Constant[];
  /** Where the chapter's own listing fails, or may: said below the programs. */
  readonly pitfalls?: readonly MessageKey[];
}

export interface Refusal {
  code: ErrorCode;
  sentences: readonly Message[];
  /** What has to be written somewhere, as it is written. */
  sample: string;
}

export interface RunContext {
  playground: Playground;
  values: Values;
  /** Aborted by Stop and by leaving the demo. */
  signal: AbortSignal;
  /** How far the run is, from 0 to 1, and what it is doing. */
  progress(fraction: number, phase: Message): void;
  /** Adds to the results on the page. */
  show(part: Outcome): void;
}

/**
 * The shape of the results: the headline, and the figures below it in the order in which they are
 * read.
 */
export interface Outline {
  /** The first is the headline. */
  speedups: readonly { id: string; label: Message }[];
  /** What is divided by what, for all of them: said beside the figures. */
  definition: Message;
  /** Shown in place of a speedup where there is nothing to compare. */
  noSpeedup: Message | null;
  /** The answer is a list of several lines, whose room is kept. */
  longAnswer?: boolean;
  figures: readonly FigureOutline[];
}

/** What a run has shown so far. */
export interface Outcome {
  answer?: Answer;
  speedups?: Readonly<Record<string, Ratio | null>>;
  /** Where the workers' time went, by the speedup that it explains. */
  accounts?: Readonly<Record<string, Account | null>>;
  /** In any order: the outline's is the one on the page. */
  figures?: readonly FigureData[];
  /** The page was hidden for a while, which slows timers and workers down. */
  hidden?: boolean;
}

export interface Answer {
  state: 'right' | 'wrong';
  sentence: Message;
  got?: string;
  expected?: string;
}

/** The outcome with more shown: a figure that was there before is replaced by its new data. */
export function withMore(outcome: Outcome, more: Outcome): Outcome {
  const { figures } = more;
  if (figures === undefined) return { ...outcome, ...more };
  const renewed = new Set(figures.map(figureId));
  const kept = (outcome.figures ?? []).filter((figure) => !renewed.has(figureId(figure)));
  return { ...outcome, ...more, figures: [...kept, ...figures] };
}

/** What explains a run: its settings, its results, and the machine. */
export interface FinishedRun {
  values: Values;
  outcome: Outcome;
  /** The reported number of logical cores. */
  cores: number;
}

/**
 * A question that the reader may answer before a run; the run's own result answers it after.
 */
export interface Prediction {
  /** Null where these settings leave nothing to ask. */
  ask(values: Values, facts: Facts): Question | null;
  /** What a run whose answer was right says; null where it cannot tell. */
  tell(run: { values: Values; outcome: Outcome }): Told | null;
}

/** Choices, or else a number. */
export interface Question {
  sentence: Message;
  choices: readonly Choice[] | null;
}

export interface Choice {
  id: string;
  label: Message;
}

/** The choices that were right, or the number with its spread. */
export type Told = { sentence: Message } & (
  { right: readonly string[] } | { value: number; low: number; high: number }
);
