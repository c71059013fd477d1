/**
 * Language and theme: from the address, else from what was chosen before, else from the browser.
 */
import { LANGUAGES, language, loadMessages, type Language } from './messages/index';
import { Store } from './store';

export type Theme = 'auto' | 'light' | 'dark';
export const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

export const theme = new Store<Theme>('auto');

/**
 * Reads the settings and keeps the document's `lang` and theme in step with them. Resolves when the
 * page's words are there.
 */
export async function startSettings(
  query: ReadonlyMap<string, string>,
  memory = remembered,
): Promise<void> {
  language.subscribe(showLanguage);
  theme.subscribe(showTheme);
  const spoken = readSettings(query, memory);
  showTheme();
  await spoken;
  showLanguage();
}

/** Takes over what an address asks for; what it does not ask for stays as it was chosen. */
export function readSettings(
  query: ReadonlyMap<string, string>,
  memory = remembered,
): Promise<void> {
  theme.set(readTheme(query.get('theme')) ?? oneOf(THEMES, memory('theme')) ?? 'auto');
  return speak(
    readLanguage(query.get('lang')) ??
      oneOf(LANGUAGES, memory('lang')) ??
      preferredLanguage(navigator.languages),
  );
}

export function chooseLanguage(choice: Language): Promise<void> {
  remember('lang', choice);
  return speak(choice);
}

let wanted: Language = 'en';

/** Without the words of a language the page goes on in the one that it speaks. */
async function speak(choice: Language): Promise<void> {
  wanted = choice;
  try {
    await loadMessages(choice);
  } catch {
    return;
  }
  if (wanted === choice) language.set(choice);
}

export function chooseTheme(choice: Theme): void {
  remember('theme', choice);
  theme.set(choice);
}

/** The first language of the reader's list that the page speaks; English for none. */
export function preferredLanguage(languages: readonly string[]): Language {
  for (const tag of languages) {
    const found = readLanguage(tag);
    if (found) return found;
  }
  return 'en';
}

/** The page's language that a tag means, with whatever subtags, or null: `ko-KR`, `KO`, `ko_KR`. */
export function readLanguage(tag: string | null | undefined): Language | null {
  return oneOf(LANGUAGES, tag?.trim().toLowerCase().split(/[-_]/)[0]);
}

/** The theme as it is written in an address, in letters of any case. */
export function readTheme(text: string | null | undefined): Theme | null {
  return oneOf(THEMES, text?.trim().toLowerCase());
}

export function oneOf<T extends string>(
  options: readonly T[],
  text: string | null | undefined,
): T | null {
  return options.find((option) => option === text) ?? null;
}

function showLanguage(): void {
  document.documentElement.lang = language.value;
}

function showTheme(): void {
  document.documentElement.dataset['theme'] = theme.value;
}

/** Storage may be switched off: then nothing is remembered, and nothing breaks. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`parallel-playground:${name}`);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`parallel-playground:${name}`, value);
  } catch {
    // Not remembered; the choice still holds on this page.
  }
}
