/**
 * Browsers and extensions that translate a page put elements of their own (`<font>`, as a rule) in
 * the place of texts. Lit knows two kinds of texts by their place: the one behind a marker, to
 * whose `data` it writes, and the one that ends what a marker begins. Where elements stand instead,
 * new words would not be seen, and parts would be put beside those that they replace. So such an
 * element gives its place back: of the first kind when it is written to, of the second kind before
 * its host draws itself anew. All other words stay translated.
 */

/** The elements that stand where texts ended a part, and those texts. */
const ends = new Map<Element, Text>();
let observer: MutationObserver | null = null;

/** From now on, in this document. */
export function followTranslators(): void {
  // Elements that have a property of that name define it on a prototype of their own.
  Object.defineProperty(HTMLElement.prototype, 'data', {
    configurable: true,
    set(this: HTMLElement, text: unknown) {
      if (this.previousSibling instanceof Comment) this.replaceWith(String(text));
    },
  });
  observer = new MutationObserver(note);
  observer.observe(document.body, { childList: true, subtree: true });
}

/** Before an element draws itself anew. */
export function restoreEnds(host: Element): void {
  if (observer !== null) note(observer.takeRecords());
  for (const [element, text] of ends) {
    if (element.isConnected && !host.contains(element)) continue;
    ends.delete(element);
    if (element.isConnected) element.replaceWith(text);
  }
}

function note(records: readonly MutationRecord[]): void {
  for (const { addedNodes, removedNodes, previousSibling } of records) {
    const [text] = removedNodes;
    if (removedNodes.length !== 1 || !(text instanceof Text)) continue;
    // Put there in one step, or before it and then the text away.
    const element = addedNodes.length === 1 ? addedNodes[0] : previousSibling;
    if (!(element instanceof HTMLElement) || element.localName.includes('-')) continue;
    if (addedNodes.length === 0 && element.localName !== 'font') continue;
    if (endsPart(element, text)) ends.set(element, text);
  }
}

/**
 * A marker is before it; where it is the very node before, the text is that marker's own, unless it
 * is blank.
 */
function endsPart(element: Element, text: Text): boolean {
  const before = element.previousSibling;
  if (before instanceof Comment) return text.data.trim() === '';
  for (let node = before; node !== null; node = node.previousSibling)
    if (node instanceof Comment) return true;
  return false;
}
