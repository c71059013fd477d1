// The site's headers for nginx: a `map` for each header that not every answer has, and the lines
// that send them. nginx sends no header that is empty.

import { EVERYTHING } from './headers.mjs';

/** @typedef {import('./headers.mjs').Rule} Rule */

/** @type {(header: string) => string} */
const variable = (header) => `$playground_${header.toLowerCase().replaceAll('-', '_')}`;

/** @type {(text: string) => string} */
const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Below any path, for that is for the host to say. A hash in a name is any hash, so that the file
 * holds for the next version as well.
 *
 * @type {(path: string) => string}
 */
const pattern = (path) => {
  const [, name, end] = /^(.*-)[\w-]{8}(\.js)$/.exec(path) ?? [];
  if (name !== undefined && end !== undefined) return `${literal(name)}[\\w-]+${literal(end)}$`;
  return path.endsWith('*') ? literal(path.slice(0, -1)) : `${literal(path)}$`;
};

/** @param {readonly Rule[]} rules */
const general = (rules) => rules.find(({ path }) => path === EVERYTHING)?.headers ?? {};

/**
 * @param {readonly Rule[]} rules
 * @returns {string[]} the headers that depend on the path
 */
const varying = (rules) => [
  ...new Set(
    rules.flatMap(({ path, headers }) => (path === EVERYTHING ? [] : Object.keys(headers))),
  ),
];

/**
 * @param {readonly Rule[]} rules
 * @returns {string} `nginx.conf` of the site, to be included where `http` is
 */
export function nginxMaps(rules) {
  const maps = varying(rules).map((header) => {
    const lines = rules.flatMap(({ path, headers }) =>
      path !== EVERYTHING && headers[header] !== undefined
        ? [`  "~${pattern(path)}" "${headers[header]}";`]
        : [],
    );
    return [`map $uri ${variable(header)} {`, '  default "";', ...lines, '}'].join('\n');
  });
  return `${maps.join('\n')}\n`;
}

/**
 * @param {readonly Rule[]} rules
 * @returns {string} what stands in `server`, or in the `location` of the site
 */
export function nginxLines(rules) {
  return [
    ...Object.entries(general(rules)).map(
      ([name, value]) => `add_header ${name} "${value}" always;`,
    ),
    ...varying(rules).map((name) => {
      // An error is not for ever.
      const when = name === 'Cache-Control' ? '' : ' always';
      return `add_header ${name} ${variable(name)}${when};`;
    }),
  ].join('\n');
}
