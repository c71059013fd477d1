/**
 * Text escaped for XML content and attributes. XML 1.0 cannot represent most control characters,
 * nor lone surrogates: they are replaced by U+FFFD.
 *
 * Source: Extensible Markup Language (XML) 1.0, production [2] Char,
 * https://www.w3.org/TR/xml/#charsets
 */

// With the `u` flag a surrogate pair is one character, so \p{Cs} matches lone surrogates only.
const FORBIDDEN = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;
/** The control characters that XML allows, including C1. */
const ALLOWED = /[\t\n\r\u007F-\u009F]/;

export function escaped(text: string): string {
  return text
    .replace(FORBIDDEN, (letter) => (ALLOWED.test(letter) ? letter : '\uFFFD'))
    .replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
