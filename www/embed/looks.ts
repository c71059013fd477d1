/** How the author wants the demo to look: custom properties of the element; when they change. */
import { LOOKS, type Look, type Looks } from './protocol';

export function looksOf(element: Element): Looks {
  const style = getComputedStyle(element);
  const looks: Partial<Record<Look, string>> = {};
  for (const look of LOOKS) {
    const value = style.getPropertyValue(`--pp-${look}`).trim();
    if (value !== '') looks[look] = value;
  }
  return looks;
}

/**
 * Calls back when the page may look different: it switches themes by an attribute of its root or
 * body, or with the system. Until the returned function is called.
 */
export function watchLooks(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  for (const root of [document.documentElement, document.body])
    observer.observe(root, { attributes: true });
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    scheme.removeEventListener('change', changed);
  };
}
