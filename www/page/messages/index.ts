/**
 * The page's words: one catalogue for each language, made of the shared messages and those of every
 * demo, and the functions that read them. In a text, `{name}` is replaced by a value, and
 * `{name|one|many}` by the word that fits the number.
 */
import { DEMOS } from '../demos/registry';
import { addComments } from './comments';
import { en } from './en';
import { formatNumber, LANGUAGES, language, type Language } from './format';
import type { Message, MessageKey, MessageValues } from './message';

export { commented, type CommentMark } from './comments';
export * from './format';
export type * from './message';

type Catalogue = Record<MessageKey, string>;

/**
 * Both have all keys: the type of each pair of files sees to it. The Korean one is empty until it
 * is loaded.
 */
export const CATALOGUES: Readonly<Record<Language, Readonly<Catalogue>>> = {
  en: Object.assign({}, en, ...DEMOS.map(({ messages }) => messages.en)) as Catalogue,
  ko: {} as Catalogue,
};

let korean: Promise<void> | undefined;

/** Loads the words of a language, which must be there before anything is said in it. */
export async function loadMessages(of: Language): Promise<void> {
  if (of === 'en') return;
  korean ??= loadKorean();
  try {
    await korean;
  } catch (error) {
    korean = undefined;
    throw error;
  }
}

async function loadKorean(): Promise<void> {
  const parts = await Promise.all([
    import('./ko'),
    ...DEMOS.map(({ messages }) => messages.ko()),
  ] as Promise<{ ko: object; comments?: Readonly<Record<string, string>> }>[]);
  for (const { ko, comments } of parts) {
    Object.assign(CATALOGUES.ko, ko);
    addComments(comments ?? {});
  }
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
