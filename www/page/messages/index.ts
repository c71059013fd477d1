/**
 * The page's words: one catalogue for each language, made of the shared messages and those of every
 * demo, and the functions that read them. In a text, `{name}` is replaced by a value, and
 * `{name|one|many}` by the word that fits the number.
 */
import { DEMOS } from '../demos/registry';
import { en } from './en';
import { formatNumber, LANGUAGES, language, type Language } from './format';
import { ko } from './ko';
import type { Message, MessageKey, MessageValues } from './message';

export * from './format';
export type * from './message';

/** Both have all keys: the type of each pair of files sees to it. */
export const CATALOGUES: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = {
  en: withDemos(en, 'en'),
  ko: withDemos(ko, 'ko'),
};

function withDemos(shared: object, of: Language): Record<MessageKey, string> {
  return Object.assign({}, shared, ...DEMOS.map(({ messages }) => messages[of])) as Record<
    MessageKey,
    string
  >;
}

/** The words of a part that is loaded later; it adds them before it uses them. */
export function addMessages(words: Readonly<Record<Language, object>>): void {
  for (const of of LANGUAGES) Object.assign(CATALOGUES[of], words[of]);
}

/** The text of a key in the page's language. */
export function t(key: MessageKey, values: MessageValues = {}): string {
  return render(CATALOGUES[language.value][key], values);
}

/** The key is one of this catalogue's, and not of another version's. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(CATALOGUES.en, key);
}

/** The text of a message in the page's language. */
export function say(message: Message): string {
  return t(message.key, message.values);
}

/** A text with its values in place; messages among the values are put into words too. */
export function render(template: string, values: MessageValues): string {
  return template.replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (whole, name: string, one: string | undefined, many: string | undefined) => {
      const value = values[name];
      if (value === undefined) return whole;
      if (one !== undefined) return (value === 1 ? one : many) ?? '';
      if (typeof value === 'number') return formatNumber(value);
      return typeof value === 'string' ? value : say(value);
    },
  );
}
