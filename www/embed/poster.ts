/**
 * What is printed in place of the demo's frame: its picture, or the author's own program; and where
 * the demo itself is.
 */
import { PROGRAM_DEMO, type DemoName } from './demos';
import { mainText } from './own-program';

export function posterOf(
  element: Element,
  site: URL,
  demo: DemoName,
  language: string,
  alt: string,
): HTMLElement {
  const address = new URL(`#/${demo}`, site).href;
  const poster = document.createElement('div');
  poster.className = 'poster';
  const text = demo === PROGRAM_DEMO ? mainText(element) : null;
  if (text === null) {
    const picture = document.createElement('img');
    picture.alt = alt;
    const src =
      element.getAttribute('poster') ?? new URL(`posters/${language}/${demo}.svg`, site).href;
    afterLoad(() => (picture.src = src));
    poster.append(picture);
  } else {
    const listing = document.createElement('pre');
    listing.textContent = text;
    poster.append(listing);
  }
  const link = document.createElement('a');
  link.href = link.textContent = address;
  poster.append(link);
  return poster;
}

/** Nobody's page is later for a picture that may never be printed. */
function afterLoad(act: () => void): void {
  if (document.readyState === 'complete') act();
  else addEventListener('load', act, { once: true });
}
