/** The messages between an embedded demo and the page around it, sent by `postMessage`. */
import type { DemoSettings } from './public';

/** Frame → page: the height of its content, in CSS pixels. */
export interface HeightMessage {
  type: 'parallel-playground:height';
  height: number;
}

/** Frame → page: an event of the demo; `<parallel-demo>` dispatches it on itself. */
export interface EventMessage {
  type: 'parallel-playground:event';
  name: EventName;
  detail: unknown;
  /** The runs that have ended with it, by the numbers with which they were asked for. */
  runs: readonly number[];
}

/** Frame → page: it has begun, and asks for its setup. A page without the script says nothing. */
export interface HelloMessage {
  type: 'parallel-playground:hello';
}

/** Frame → page: the values of the controls, after each change. */
export interface SettingsMessage {
  type: 'parallel-playground:settings';
  settings: DemoSettings;
  /** What of the page's last ones could not be used. */
  problems: readonly string[];
}

/** Frame → page: it wants to run and waits for its turn, or needs it no more. */
export interface TurnMessage {
  type: 'parallel-playground:turn';
  wanted: boolean;
}

/**
 * Page → frame: run once, unless a run is under way. It is answered by `demo-finished` or
 * `demo-failed`, with the number where one is given.
 */
export interface RunMessage {
  type: 'parallel-playground:run';
  run?: number;
}

/** Page → frame: stop the run under way. */
export interface StopMessage {
  type: 'parallel-playground:stop';
}

/** Page → frame: how it is to look, and what it is to run. Again whenever that changes. */
export interface SetupMessage {
  type: 'parallel-playground:setup';
  looks: Looks;
  /** The page's own program, or why it cannot be had; null where it has none. */
  program: OwnProgram | string | null;
}

/** Page → frame: set these controls. */
export interface SetMessage {
  type: 'parallel-playground:set';
  settings: DemoSettings;
}

/** Page → frame: the turn is yours. */
export interface GrantMessage {
  type: 'parallel-playground:grant';
}

/** Page → frame: another demo has the turn; give up the workers. */
export interface RestMessage {
  type: 'parallel-playground:rest';
}

/** Values of the custom properties `--pp-…`, by their names without these letters. */
export type Looks = Readonly<Partial<Record<Look, string>>>;
export type Look = (typeof LOOKS)[number];
export const LOOKS = ['accent', 'ground', 'ink', 'font', 'code-font', 'radius'] as const;

export interface OwnProgram {
  /** Null where the page gives files alone. */
  text: string | null;
  /** Files beside it. */
  files: Readonly<Record<string, Uint8Array | string>>;
}

/**
 * In the address of a frame whose page has a program for it: the frame waits for its setup.
 */
export const OWN_PROGRAM = 'ownprogram';

export type FrameMessage =
  HeightMessage | EventMessage | HelloMessage | SettingsMessage | TurnMessage;
export type PageMessage =
  RunMessage | StopMessage | SetupMessage | SetMessage | GrantMessage | RestMessage;
export type EventName = (typeof EVENT_NAMES)[number];
export const EVENT_NAMES = ['demo-ready', 'demo-finished', 'demo-failed'] as const;

/** Reads what a frame sent; null for anything else. */
export function readFrameMessage(data: unknown): FrameMessage | null {
  if (!isRecord(data)) return null;
  switch (data['type']) {
    case 'parallel-playground:height': {
      const { height } = data;
      if (typeof height !== 'number' || !Number.isFinite(height)) return null;
      return { type: data['type'], height };
    }
    case 'parallel-playground:event': {
      const name = EVENT_NAMES.find((one) => one === data['name']);
      if (name === undefined) return null;
      const runs = Array.isArray(data['runs']) ? data['runs'].filter(isNumber) : [];
      return { type: data['type'], name, detail: data['detail'] ?? null, runs };
    }
    case 'parallel-playground:hello':
      return { type: data['type'] };
    case 'parallel-playground:settings':
      return {
        type: data['type'],
        settings: settingsIn(data['settings']),
        problems: Array.isArray(data['problems']) ? data['problems'].map(String) : [],
      };
    case 'parallel-playground:turn':
      return { type: data['type'], wanted: data['wanted'] === true };
    default:
      return null;
  }
}

/** Reads what the page around a frame sent; null for anything else. */
export function readPageMessage(data: unknown): PageMessage | null {
  if (!isRecord(data)) return null;
  switch (data['type']) {
    case 'parallel-playground:run': {
      const { run } = data;
      return { type: data['type'], ...(isNumber(run) && { run }) };
    }
    case 'parallel-playground:stop':
    case 'parallel-playground:grant':
    case 'parallel-playground:rest':
      return { type: data['type'] };
    case 'parallel-playground:set':
      return { type: data['type'], settings: settingsIn(data['settings']) };
    case 'parallel-playground:setup': {
      const given = isRecord(data['looks']) ? data['looks'] : {};
      const looks: Partial<Record<Look, string>> = {};
      for (const look of LOOKS) {
        const value = given[look];
        if (typeof value === 'string') looks[look] = value;
      }
      return { type: data['type'], looks, program: programIn(data['program']) };
    }
    default:
      return null;
  }
}

function programIn(program: unknown): OwnProgram | string | null {
  if (typeof program === 'string') return program;
  if (!isRecord(program)) return null;
  const { text } = program;
  const files = isRecord(program['files']) ? program['files'] : {};
  const read: Record<string, Uint8Array | string> = {};
  for (const [name, content] of Object.entries(files)) {
    if (typeof content === 'string' || content instanceof Uint8Array) read[name] = content;
  }
  return { text: typeof text === 'string' ? text : null, files: read };
}

/** Strings and numbers by their names; anything else is left out. */
export function settingsIn(given: unknown): DemoSettings {
  const entries = isRecord(given) ? Object.entries(given) : [];
  return Object.fromEntries(
    entries.filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'string' || isNumber(entry[1]),
    ),
  );
}

function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null;
}

function isNumber(data: unknown): data is number {
  return typeof data === 'number' && Number.isFinite(data);
}
