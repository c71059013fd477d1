/**
 * What the address of an embed says besides the demo's own settings: `view`, `hide`, `compact`,
 * `height`, `readonly`, `locked` and the program. Nothing in it is trusted: what cannot be used is
 * told with the name that may have been meant. Pure.
 */
import { OWN_PROGRAM } from '../../embed/protocol';
import type { Param } from '../demos/params';
import type { Message } from '../messages/message';
import { CODE, PAGE_NAMES, shorten, type EmbedAddress } from '../router/address';
import { nearest } from './nearest';
import { PARTS, shownParts, wordsOf, type Part } from './parts';

/** The names that an embed knows besides a demo's controls; the element has three of its own. */
export const EMBED_NAMES = [
  'demo',
  ...PAGE_NAMES,
  'autorun',
  'view',
  'hide',
  'compact',
  'height',
  'readonly',
  'locked',
  'program',
  CODE,
  'files',
  'poster',
] as const;

/** What is read here, and is no setting of a demo. */
const OWN_NAMES = ['view', 'hide', 'compact', 'height', 'readonly', 'locked', OWN_PROGRAM];

export interface EmbedOptions {
  hidden: readonly Part[];
  compact: boolean;
  /** The most px that it is high; null for as high as it is. */
  heightPx: number | null;
  /** The program cannot be changed. */
  readonly: boolean;
  /** Controls that the reader cannot change; `all` of them. */
  locked: ReadonlySet<string> | 'all';
  autorun: boolean;
  /** The page around it has a program of its own. */
  own: boolean;
  problems: readonly Message[];
  /** What is left are settings of the demo. */
  query: ReadonlyMap<string, string>;
}

const LEAST_PX = 120;
const MOST_PX = 20_000;

export function readOptions(
  { query, autorun }: EmbedAddress,
  params: readonly Pick<Param, 'name'>[],
  program: boolean,
): EmbedOptions {
  const problems: Message[] = [];
  const flag = (name: string, text = query.get(name)): boolean => {
    const said = text?.trim().toLowerCase();
    if (said === undefined || OFF.includes(said)) return false;
    if (!ON.includes(said) && said !== name)
      problems.push(badValue(name, text ?? '', '1', oneOf('0, 1')));
    return true;
  };
  const compact = flag('compact');
  const { hidden, unknown } = shownParts({
    view: query.get('view') ?? null,
    hide: query.get('hide') ?? null,
    compact,
    program,
  });
  for (const part of unknown) problems.push(unknownName('embed.unknownPart', part, PARTS));
  const names = params.map(({ name }) => name);
  const { locked, strangers } = readLocked(query.get('locked'), names);
  for (const name of strangers) problems.push(unknownName('embed.unknownControl', name, names));
  const heightPx = readHeight(query.get('height'));
  if (heightPx === 'bad')
    problems.push(
      badValue('height', query.get('height') ?? '', '–', {
        key: 'control.wholeNumber',
        values: { min: LEAST_PX, max: MOST_PX },
      }),
    );
  return {
    hidden,
    compact,
    heightPx: heightPx === 'bad' ? null : heightPx,
    readonly: flag('readonly'),
    locked,
    autorun: readAutorun(autorun, problems),
    own: query.get(OWN_PROGRAM) === '1',
    problems,
    query: new Map([...query].filter(([name]) => !OWN_NAMES.includes(name))),
  };
}

const ON = ['', '1', 'true'];
const OFF = ['0', 'false'];

/** By itself only where that is said clearly: a run takes the reader's cores. */
function readAutorun(text: string | undefined, problems: Message[]): boolean {
  if (text === undefined || text === '0') return false;
  if (text === '1') return true;
  problems.push(badValue('autorun', text, '0', oneOf('0, 1')));
  return false;
}

/** Without a value all are locked. */
function readLocked(
  text: string | undefined,
  names: readonly string[],
): { locked: ReadonlySet<string> | 'all'; strangers: string[] } {
  const said = text?.trim().toLowerCase();
  if (said === undefined || OFF.includes(said)) return { locked: new Set(), strangers: [] };
  if ([...ON, 'locked', 'all'].includes(said)) return { locked: 'all', strangers: [] };
  // HTML writes the names of attributes in small letters, so they may be written so here too.
  const words = wordsOf(said);
  const found = words.map((word) => names.find((name) => name.toLowerCase() === word) ?? null);
  return {
    locked: new Set(found.filter((name) => name !== null)),
    strangers: words.filter((_, index) => found[index] === null),
  };
}

function readHeight(text: string | undefined): number | 'bad' | null {
  if (text === undefined || text.trim() === '') return null;
  const px = /^\s*(\d{1,6})(?:px)?\s*$/i.exec(text)?.[1];
  const height = Number(px);
  return px !== undefined && height >= LEAST_PX && height <= MOST_PX ? height : 'bad';
}

function oneOf(options: string): Message {
  return { key: 'control.oneOf', values: { options } };
}

function badValue(name: string, value: string, used: string, problem: Message): Message {
  return { key: 'notice.badValue', values: { name, value: shorten(value), used, problem } };
}

/** Of a name that there is not: which there are, and which may have been meant. */
export function unknownName(
  key:
    | 'embed.unknownPart'
    | 'embed.unknownControl'
    | 'embed.unknownName'
    | 'embed.noDemo'
    | 'embed.noProgram',
  name: string,
  names: readonly string[],
): Message {
  const near = nearest(name, names);
  const options = names.join(', ');
  const values = { name: shorten(name), options };
  return near === null
    ? { key, values: { ...values, nearest: '' } }
    : { key, values: { ...values, nearest: { key: 'embed.nearest', values: { nearest: near } } } };
}

/**
 * The page's own notices, with the nearest name where one has been mistyped: an embed knows more
 * names than the page.
 */
export function withNearest(notice: Message, params: readonly Pick<Param, 'name'>[]): Message {
  const name = notice.values?.['name'];
  if (notice.key !== 'notice.unknownName' || typeof name !== 'string') return notice;
  const names = [...params.map((param) => param.name), ...EMBED_NAMES];
  return unknownName('embed.unknownName', name, [...new Set(names)]);
}
