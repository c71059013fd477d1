/** Where the running script has come from. Not found by its name: other scripts of a page may be called `embed.js` too. Pure. */

/**
 * A classic script knows its element. As a module, or written into another script, it does not; but the stack of a call made in it
 * names the file, in every browser in its own way: `at https://…/embed.js:1:23`, `@https://…/embed.js:1:23`.
 */
export function scriptAddress(element: Element | null, stack: string | undefined): string | null {
  const src =
    element !== null && 'src' in element && typeof element.src === 'string' ? element.src : '';
  return src !== ''
    ? src
    : (/(?:https?|file):\/\/[^\s)]+?(?=:\d+:\d+)/.exec(stack ?? '')?.[0] ?? null);
}
