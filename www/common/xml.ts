/**
 * Text as it may stand in an XML document, in content or in an attribute.
 * XML 1.0 has no way to write most control characters, nor half a surrogate pair: U+FFFD stands in their place.
 *
 * Source: Extensible Markup Language (XML) 1.0, production [2] Char, https://www.w3.org/TR/xml/#charsets
 */

// The `u` flag makes whole pairs one character, so that \p{Cs} finds the halves alone.
const FORBIDDEN = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;
/** The control characters that XML does allow, C1's included. */
const ALLOWED = /[\t\n\r\u007F-\u009F]/;

export function escaped(text: string): string {
  return text
    .replace(FORBIDDEN, (letter) => (ALLOWED.test(letter) ? letter : '\uFFFD'))
    .replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
