/** As much of a document as Observable Plot needs to build an SVG, for tests that run without a browser. */

class TinyNode {
  parentNode: TinyElement | null = null;
  textContent = '';
}

export class TinyElement extends TinyNode {
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

  /** The text of this element and all below it. */
  get text(): string {
    return (
      this.textContent +
      this.childNodes
        .map((child) => (child instanceof TinyElement ? child.text : child.textContent))
        .join('')
    );
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
    return Object.assign(new TinyNode(), { textContent: text });
  }
}
