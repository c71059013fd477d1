// The book as it was built, and as it is written: links and anchors, pages in both languages, and
// the exercises of each.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import { CHECKS } from '../../docs/book/checks.js';

const LANGUAGES = /** @type {const} */ (['en', 'ko']);
const SOURCES = 'docs/book';

/**
 * Every link to a file of the book or the site, and every anchor.
 *
 * @param {string} folder the built book's
 * @returns {{ links: number, faults: string[] }}
 */
export function checkLinks(folder) {
  const pages = LANGUAGES.flatMap((language) =>
    readdirSync(join(folder, language))
      .filter((name) => name.endsWith('.html'))
      .map((name) => join(folder, language, name)),
  );
  pages.push(join(folder, 'index.html'));
  /** @type {Map<string, Set<string>>} */
  const anchors = new Map();
  const anchorsOf = (/** @type {string} */ path) => {
    const known =
      anchors.get(path) ??
      new Set([...readFileSync(path, 'utf8').matchAll(/\sid="([^"]*)"/g)].map((it) => it[1] ?? ''));
    anchors.set(path, known);
    return known;
  };
  let links = 0;
  /** @type {string[]} */
  const faults = [];
  for (const page of pages) {
    const text = readFileSync(page, 'utf8').replace(/<pre>.*?<\/pre>/gs, '');
    for (const [, link = ''] of text.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
      if (/^(?:https?:|data:|mailto:)/.test(link)) continue;
      links += 1;
      const [path = '', anchor = ''] = link.split('#').map(decodeURIComponent);
      const target = path === '' ? page : normalize(join(dirname(page), path));
      if (!existsSync(target)) faults.push(`${page}: there is no ${link}`);
      else if (anchor !== '' && !anchorsOf(target).has(anchor))
        faults.push(`${page}: there is no anchor ${link}`);
    }
  }
  if (links < 500) faults.push(`only ${links} links were found`);
  return { links, faults };
}

/**
 * @typedef {object} Exercise
 * @property {string} page its name, without an ending
 * @property {string} check the name of its check
 * @property {string | null} program the name of its program, or null where settings are the answer
 */

/** @returns {Exercise[]} those of the English pages; `checkPairs` sees that the others are alike */
export function exercises() {
  return pagesOf('en').flatMap((name) => {
    const text = source('en', name);
    const check = /data-check="(\w+)"/.exec(text)?.[1];
    if (check === undefined) return [];
    const program = /<script type="text\/x-python">\s*\{\{#include [./]*programs\/(\w+)\.py/.exec(
      text,
    );
    return [{ page: name.replace('.md', ''), check, program: program?.[1] ?? null }];
  });
}

/**
 * Both languages have the same pages with the same demos, code and verdicts; a verdict has words
 * wherever its check may give it.
 *
 * @param {readonly string[]} bannedKorean words that the page does not use either
 * @returns {string[]} faults
 */
export function checkPairs(bannedKorean) {
  /** @type {string[]} */
  const faults = [];
  const [english, korean] = [pagesOf('en'), pagesOf('ko')];
  if (english.join() !== korean.join())
    faults.push(`pages differ: ${english.join()} ${korean.join()}`);
  for (const name of english.filter((it) => korean.includes(it))) {
    const [one, other] = [source('en', name), source('ko', name)];
    const pattern =
      /<parallel-demo[^>]*>|data-(?:verdict|check|settings)=(?:"[^"]*"|'[^']*')|\{\{#include [^}]*\}\}|\]\([^)]*\)/g;
    const [these, those] = [one, other].map((text) =>
      (text.match(pattern) ?? []).sort().join('\n'),
    );
    if (these !== those)
      faults.push(`${name}: demos, verdicts, code or links differ between the languages`);
    faults.push(...verdictFaults(name, one));
    const prose = other.replace(/```.*?```|`[^`]*`|<parallel-demo[^>]*>/gs, '');
    for (const word of bannedKorean)
      if (prose.includes(word)) faults.push(`ko/${name} says “${word}”`);
    const count = (/** @type {string} */ text) => (text.match(/^#+ /gm) ?? []).length;
    if (count(one) !== count(other)) faults.push(`${name}: headings differ between the languages`);
  }
  return faults;
}

/**
 * @param {string} name of a page
 * @param {string} text
 * @returns {string[]}
 */
function verdictFaults(name, text) {
  const check = /data-check="(\w+)"/.exec(text)?.[1];
  if (check === undefined) return [];
  const code = CHECKS[check]?.toString();
  if (code === undefined) return [`${name}: there is no check ${check}`];
  const returned = [...code.matchAll(/return [^;]*;/g)].flatMap(([it]) =>
    [...it.matchAll(/(?<!\[)'([a-z]\w*)'/gi)].map(([, verdict]) => verdict ?? ''),
  );
  const given = new Set([...returned, ...(code.includes('failed(') ? ['failed'] : [])]);
  const told = new Set([...text.matchAll(/data-verdict="(\w+)"/g)].map(([, it]) => it ?? ''));
  return [
    ...[...given].filter((it) => !told.has(it)).map((it) => `${name}: no words for “${it}”`),
    ...[...told].filter((it) => !given.has(it)).map((it) => `${name}: never “${it}”`),
  ];
}

/** @param {string} language */
function pagesOf(language) {
  return readdirSync(`${SOURCES}/${language}/src`).sort();
}

/**
 * @param {string} language
 * @param {string} name
 */
function source(language, name) {
  return readFileSync(`${SOURCES}/${language}/src/${name}`, 'utf8');
}
