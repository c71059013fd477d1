/** Parts of the page that are loaded when they are wanted. */

/**
 * Whether a part could be loaded. It is for the promise of a function, never right behind
 * `import()`: Vite takes a `then` that follows one into its own call, and a stylesheet that is
 * missing rejects that call's promise, with nobody to hear it.
 */
export function couldLoad(load: () => Promise<unknown>): Promise<boolean> {
  return load().then(
    () => true,
    () => false,
  );
}

/** Pauses between attempts at a stylesheet. */
const PAUSES_MS = [1_000, 4_000, 16_000, 64_000];

/**
 * Asks again for stylesheets that did not come. Vite asks once: the part is refused then, and
 * the next time that it is wanted it opens without them.
 */
export function keepAskingForStyles(): void {
  const failures = new Map<string, number>();
  const ask = ({ target: link }: Event): void => {
    if (!(link instanceof HTMLLinkElement) || link.rel !== 'stylesheet') return;
    const { href } = link;
    const pause = PAUSES_MS[failures.get(href) ?? 0];
    if (pause === undefined) return;
    failures.set(href, (failures.get(href) ?? 0) + 1);
    setTimeout(() => link.replaceWith(link.cloneNode()), pause);
  };
  // An error of an element does not bubble.
  addEventListener('error', ask, { capture: true });
}
