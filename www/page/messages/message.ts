/**
 * What a message is: a sentence that is not yet in a language, so that it can change with the
 * reader's choice. Types only.
 */
import type { en } from './en';

export interface Message {
  key: MessageKey;
  values?: MessageValues;
}
export type MessageValues = Readonly<Record<string, string | number | Message>>;

/** The texts of the demos: each demo's `messages/en.ts` adds its own by declaration merging. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- others add to it
export interface DemoMessages {}

/** The keys that the page has for all demos, and those of each demo's own messages. */
export type MessageKey = keyof typeof en | Extract<keyof DemoMessages, string>;

/** A term of the glossary: one that has a meaning among the messages. */
export type Term = TermOf<MessageKey>;
type TermOf<Key> = Key extends `term.${infer Name}.is` ? Name : never;
