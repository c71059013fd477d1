/**
 * The base of the elements that show a figure: its outline is known before the run, its data after.
 */
import { property } from 'lit/decorators.js';
import { LightElement } from './light-element';

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- given by each element
export abstract class FigureElement<Outline, Data> extends LightElement {
  /** The name of the demo, with which test ids and ids in the document begin. */
  @property() demo = '';
  @property({ attribute: false }) outline: Outline | null = null;
  /** Null before the first run. */
  @property({ attribute: false }) data: Data | null = null;
  /** The data are of a run that was recorded elsewhere: nothing of the reader's to save. */
  @property({ attribute: false }) recorded = false;
}
