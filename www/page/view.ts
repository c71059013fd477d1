/**
 * What an address shows: the demo, its controls' values, and what could not be used. The page and
 * the embed share it.
 */
import type { Demo } from './demos/demo';
import type { Facts, Values } from './demos/params';
import { findDemo } from './demos/registry';
import type { PageEngine } from './page-engine';
import { LANGUAGES, language, type Message } from './messages/index';
import {
  carriedOf,
  MAX_WORKERS,
  readValues,
  readWorkers,
  shorten,
  type Address,
  type Carried,
} from './router/address';
import { readLanguage, readTheme, theme, THEMES } from './settings';

export interface View {
  /** Null where the address names none. */
  demo: Demo | null;
  values: Values;
  notices: readonly Message[];
  facts: Facts;
  /** What links keep of the address. */
  carried: Carried;
}

/** What the library opens by default: the reported cores, at most 16. */
const DEFAULT_WORKERS = Math.min(16, Math.max(1, navigator.hardwareConcurrency || 1));

/**
 * Reads the view; values equal to those before stay the same object, so that nothing below redraws
 * for nothing.
 */
export function readView(address: Address, engine: PageEngine, before: View | null): View {
  const facts = readFacts(address, engine);
  const demo = findDemo(address.demo);
  const reading = demo ? readValues(address, demo.params, facts) : { values: {}, notices: [] };
  const carried = carriedOf(address, demo?.params ?? []);
  return {
    demo,
    carried: before && same(before.carried, carried) ? before.carried : carried,
    values:
      before?.demo === demo && same(before.values, reading.values) ? before.values : reading.values,
    notices: [...badSettings(address, demo), ...reading.notices],
    facts: before && same(before.facts, facts) ? before.facts : facts,
  };
}

/** What is known about the engine; before it is open, what may be expected. */
function readFacts(address: Address, engine: PageEngine): Facts {
  const playground = engine.playground;
  const asked = readWorkers(address) ?? DEFAULT_WORKERS;
  const workers = playground?.workers ?? asked;
  return {
    workers,
    maxWorkers: Math.min(MAX_WORKERS, Math.max(workers, asked, DEFAULT_WORKERS)),
    threads: playground ? playground.mode === 'threads' : crossOriginIsolated,
    sharedMemory: (playground ? playground.environment.sharedMemory : crossOriginIsolated)
      ? 'yes'
      : crossOriginIsolated
        ? 'no-shared-memory'
        : 'not-isolated',
    certain: playground !== null,
  };
}

function badSettings({ query }: Address, demo: Demo | null): Message[] {
  const problems: Message[] = [];
  const check = (name: string, used: string, good: boolean, problem: Message): void => {
    const value = query.get(name);
    if (value === undefined || good) return;
    problems.push({
      key: 'notice.badValue',
      values: { name, value: shorten(value), used, problem },
    });
  };
  const oneOfThese = (options: readonly string[]): Message => ({
    key: 'control.oneOf',
    values: { options: options.join(', ') },
  });
  const empty = (name: string): boolean => query.get(name)?.trim() === '';
  const lang = empty('lang') || readLanguage(query.get('lang')) !== null;
  check('lang', language.value, lang, oneOfThese(LANGUAGES));
  const look = empty('theme') || readTheme(query.get('theme')) !== null;
  check('theme', theme.value, look, oneOfThese(THEMES));
  // A demo with a control of that name says it itself.
  if (!demo?.params.some((param) => param.name === 'workers')) {
    check('workers', String(DEFAULT_WORKERS), readWorkers({ demo: '', query }) !== null, {
      key: 'control.wholeNumber',
      values: { min: 1, max: MAX_WORKERS },
    });
  }
  return problems;
}

function same<T extends object>(one: T, other: T): boolean {
  const entries = Object.entries(one);
  const others = new Map<string, unknown>(Object.entries(other));
  return (
    entries.length === others.size && entries.every(([name, value]) => others.get(name) === value)
  );
}
