/**
 * The base of the page's elements: they draw into the document itself, so that one style sheet, one set of ids and one
 * reading order hold for the whole page; and they redraw when the reader changes the language.
 */
import { LitElement } from 'lit';
import { language } from '../messages/index';
import { Watch } from '../store';

export class LightElement extends LitElement {
  constructor() {
    super();
    new Watch(this, language);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
