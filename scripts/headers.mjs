// The headers that the site is served with, in one place for every server.

/**
 * They make a page cross-origin isolated: threads need them on the page, on every worker's script
 * and on what a page of another origin embeds. The last one is for frames with a sandbox and no
 * origin, which may load no module otherwise; there is nothing private in the site.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const isolationHeaders = Object.freeze({
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Access-Control-Allow-Origin': '*',
});

/**
 * For `embed.html` besides: isolates the frame alone, whatever the page around it sends (Chromium
 * 137 and newer).
 *
 * @type {Readonly<Record<string, string>>}
 */
export const embedHeaders = Object.freeze({
  'Document-Isolation-Policy': 'isolate-and-require-corp',
});

/**
 * The embed by its file's name, and as hosts that redirect `*.html` serve it: Cloudflare Pages,
 * Netlify with pretty URLs.
 */
const embedPaths = ['/embed.html', '/embed', '/embed/'];

/**
 * @param {string} pathname a path of the site, wherever the site lies
 * @returns {boolean} whether that is the embed
 */
export function isEmbed(pathname) {
  return embedPaths.some((path) => pathname.endsWith(path));
}

/**
 * @returns {string} the same as a `_headers` file, which Netlify and Cloudflare Pages read. What
 * several rules say of a path adds up, and the rule for everything covers `/` and `/index.html`
 * alike.
 */
export function headersFile() {
  const block = (
    /** @type {string} */ path,
    /** @type {Readonly<Record<string, string>>} */ headers,
  ) => [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n');
  const blocks = [
    block('/*', isolationHeaders),
    ...embedPaths.map((path) => block(path, embedHeaders)),
  ];
  return `${blocks.join('\n\n')}\n`;
}
