/**
 * What a message is: a sentence that is not yet in a language, so that it can change with the
 * reader's choice. Types only, so that demos may name messages although the keys are read off the
 * registry that lists the demos.
 */
import type { DEMOS } from '../demos/registry';
import type { en } from './en';

export interface Message {
  key: MessageKey;
  values?: MessageValues;
}
export type MessageValues = Readonly<Record<string, string | number | Message>>;

/** The keys that the page has for all demos, and those of each demo's own messages. */
export type MessageKey = keyof typeof en | KeysOf<(typeof DEMOS)[number]['messages']['en']>;

/** Of a union of catalogues, the keys of each. */
type KeysOf<Catalogue> = Catalogue extends unknown ? Extract<keyof Catalogue, string> : never;
