// The headers that make a page cross-origin isolated, in one place for every server: threads need them on the page,
// on every worker's script and on what a page of another origin embeds.

/** @type {Readonly<Record<string, string>>} */
export const isolationHeaders = Object.freeze({
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
});
