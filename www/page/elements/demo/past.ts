/**
 * The runs of all demos so far, with the element that shows them. Loaded when the reader first does
 * something: until then there is nothing to add, and nobody to look back.
 */
import { History, pastRun } from '../../history';
import { define } from '../define';
import './index';
import { PpHistory } from './pp-history';
import { PpPastPair } from './pp-past-pair';

export class Past {
  readonly #history = new History();
  readonly element: PpHistory;

  constructor() {
    define(PpHistory, PpPastPair);
    this.element = new PpHistory(this.#history);
  }

  add(...run: Parameters<typeof pastRun>): void {
    this.#history.add(pastRun(...run));
  }
}
