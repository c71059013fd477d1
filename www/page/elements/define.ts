/** Defines elements under their classes' tags, which are also the names of their files. */
type Defined = CustomElementConstructor & { readonly tag: string };

export function define(...elements: readonly Defined[]): void {
  for (const element of elements)
    if (!customElements.get(element.tag)) customElements.define(element.tag, element);
}
