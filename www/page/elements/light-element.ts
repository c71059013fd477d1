/**
 * The base of the page's elements: they draw into the document itself, so that one style sheet, one
 * set of ids and one reading order hold for the whole page; and they redraw when the reader changes
 * the language.
 */
import { LitElement, type PropertyValues } from 'lit';
import { language } from '../messages/index';
import { Watch } from '../store';
import { restoreEnds } from '../translated';

export class LightElement extends LitElement {
  constructor() {
    super();
    new Watch(this, language);
  }

  protected override update(changed: PropertyValues): void {
    restoreEnds(this);
    super.update(changed);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
