/**
 * As much of a document as charts need, and Observable Plot, to build an SVG, for tests that run
 * without a browser.
 */

class TinyNode {
  readonly nodeType: number = 3;
  parentNode: TinyElement | null = null;
  text = '';

  get textContent(): string {
    return this.text;
  }
}

export class TinyElement extends TinyNode {
  override readonly nodeType = 1;
  readonly tagName: string;
  readonly ownerDocument: TinyDocument;
  readonly attributes = new Map<string, string>();
  readonly childNodes: TinyNode[] = [];
  readonly style = { setProperty: () => undefined, removeProperty: () => undefined };

  constructor(tagName: string, ownerDocument: TinyDocument) {
    super();
    this.tagName = tagName;
    this.ownerDocument = ownerDocument;
  }

  get firstChild(): TinyNode | null {
    return this.childNodes[0] ?? null;
  }

  get namespaceURI(): string {
    return 'http://www.w3.org/2000/svg';
  }

  setAttribute(name: string, value: unknown): void {
    this.attributes.set(name, String(value));
  }

  setAttributeNS(_space: string, name: string, value: unknown): void {
    this.setAttribute(name, value);
  }

  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }

  getAttributeNames(): string[] {
    return [...this.attributes.keys()];
  }

  hasAttribute(name: string): boolean {
    return this.attributes.has(name);
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }

  appendChild<T extends TinyNode>(child: T): T {
    return this.insertBefore(child, null);
  }

  append(...children: TinyNode[]): void {
    for (const child of children) this.appendChild(child);
  }

  insertBefore<T extends TinyNode>(child: T, before: TinyNode | null): T {
    child.parentNode?.removeChild(child);
    child.parentNode = this;
    const place = before === null ? -1 : this.childNodes.indexOf(before);
    this.childNodes.splice(place < 0 ? this.childNodes.length : place, 0, child);
    return child;
  }

  removeChild(child: TinyNode): void {
    const place = this.childNodes.indexOf(child);
    if (place >= 0) this.childNodes.splice(place, 1);
    child.parentNode = null;
  }

  /** Every element of the name below this one, in order. */
  all(tagName: string): TinyElement[] {
    return this.childNodes.flatMap((child) =>
      child instanceof TinyElement
        ? [...(child.tagName === tagName ? [child] : []), ...child.all(tagName)]
        : [],
    );
  }

  /** The text of all below this element. */
  override get textContent(): string {
    return this.childNodes.map((child) => child.textContent).join('');
  }

  override set textContent(text: string) {
    this.childNodes.splice(0);
    if (text !== '') this.appendChild(this.ownerDocument.createTextNode(text));
  }
}

export class TinyDocument {
  readonly documentElement = new TinyElement('html', this);

  createElement(name: string): TinyElement {
    return new TinyElement(name, this);
  }

  createElementNS(_space: string, name: string): TinyElement {
    return new TinyElement(name, this);
  }

  createTextNode(text: string): TinyNode {
    return Object.assign(new TinyNode(), { text });
  }
}
