/**
 * The address of the running script. It is not found by name, since other scripts of a page may be
 * called `embed.js` too. Pure.
 */

/**
 * A classic script knows its element. A module or an inlined script does not, but the stack of an
 * error made in it names the file, in a form that depends on the browser: `at
 * https://…/embed.js:1:23`, `@https://…/embed.js:1:23`.
 */
export function scriptAddress(element: Element | null, stack: string | undefined): string | null {
  const src =
    element !== null && 'src' in element && typeof element.src === 'string' ? element.src : '';
  return src !== ''
    ? src
    : (/(?:https?|file):\/\/[^\s)]+?(?=:\d+:\d+)/.exec(stack ?? '')?.[0] ?? null);
}
