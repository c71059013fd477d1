/**
 * The terms of the glossary. A term is there by having a meaning in the catalogue, also in a demo's
 * own messages.
 */
import { CATALOGUES, type MessageKey, type Term } from './messages/index';

/**
 * In the order of the catalogue, in which one leads to the next; those that only one demo has come
 * last.
 */
export const TERMS = Object.keys(CATALOGUES.en)
  .map((key) => /^term\.(\w+)\.is$/.exec(key)?.[1])
  .filter((name): name is Term => name !== undefined);

/** What comes after `#/` in the glossary's address. */
export const GLOSSARY = 'glossary';

export function nameOf(term: Term): MessageKey {
  return `term.${term}`;
}

export function meaningOf(term: Term): MessageKey {
  return `term.${term}.is`;
}
