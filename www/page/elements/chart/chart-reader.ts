/**
 * Reads a chart's values out: to a pointer in a tip beside the mark, to the keyboard from mark to
 * mark, and each time to the page's live region. The words are those that the chart gives its marks
 * as titles. Loaded with the first chart.
 */
import { markAt, nextMark, type Box } from '../../charts/mark-walk';
import { t } from '../../messages/index';
import { showTip } from './tip';

interface Mark {
  element: Element;
  words: string;
}

/** So near to a mark is at it. */
const NEAR_PX = 9;

export class ChartReader {
  /** Takes the focus. */
  readonly #stage: HTMLElement;
  readonly #tip: HTMLElement;
  #marks: Mark[] = [];
  #boxes: Box[] | null = null;
  #chosen: number | null = null;

  constructor(stage: HTMLElement, tip: HTMLElement) {
    this.#stage = stage;
    this.#tip = tip;
    stage.addEventListener('pointermove', this.#pointed);
    stage.addEventListener('pointerdown', this.#pressed);
    stage.addEventListener('pointerleave', this.#left);
    stage.addEventListener('keydown', this.#key);
    stage.addEventListener('focus', this.#focused);
    stage.addEventListener('blur', this.#forget);
  }

  /** Takes over the words of the chart, which the browser would show a second time. */
  read(chart: Element): void {
    this.#forget();
    this.#boxes = null;
    this.#marks = [];
    const own = chart.querySelector(':scope > title');
    for (const title of chart.querySelectorAll('title')) {
      const element = title.parentElement;
      if (title !== own && element) this.#marks.push({ element, words: title.textContent });
      title.remove();
    }
    this.#stage.tabIndex = 0;
    this.#stage.setAttribute('role', 'application');
    this.#stage.setAttribute('aria-roledescription', t('chart.role'));
    this.#stage.setAttribute('aria-label', own?.textContent ?? '');
    this.#stage.setAttribute('aria-description', t('chart.keys'));
  }

  /** There is no chart any more. */
  clear(): void {
    this.#forget();
    this.#marks = [];
    this.#boxes = null;
    for (const name of [
      'tabindex',
      'role',
      'aria-roledescription',
      'aria-label',
      'aria-description',
    ])
      this.#stage.removeAttribute(name);
  }

  readonly #pointed = (event: PointerEvent): void => {
    const { left, top } = this.#stage.getBoundingClientRect();
    const x = event.clientX - left;
    const mark = markAt(this.#measured(), x, event.clientY - top, NEAR_PX);
    if (mark === null) this.#forget();
    else this.#choose(mark, x);
  };

  readonly #pressed = (event: PointerEvent): void => {
    this.#pointed(event);
    this.#tellChosen();
  };

  /** Whoever shows more of a mark hears which one was chosen. */
  #tellChosen(): void {
    const element = this.#chosen === null ? undefined : this.#marks[this.#chosen]?.element;
    if (element)
      this.#stage.dispatchEvent(new CustomEvent('mark-chosen', { bubbles: true, detail: element }));
  }

  readonly #left = ({ pointerType }: PointerEvent): void => {
    // A finger that is lifted leaves too: what it asked for stays until it asks for something else.
    if (pointerType !== 'touch') this.#forget();
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === 'Escape') {
      this.#forget();
      return;
    }
    const next = nextMark(this.#measured(), this.#chosen, event.key);
    if (next === null) return;
    event.preventDefault();
    this.#choose(next);
    this.#tellChosen();
    const words = this.#marks[next]?.words;
    this.#stage.dispatchEvent(new CustomEvent('announced', { bubbles: true, detail: words }));
  };

  /** Says what the keys do to those who come by keyboard; a click has shown a value already. */
  readonly #focused = (): void => {
    if (this.#marks.length > 0 && this.#chosen === null && this.#stage.matches(':focus-visible'))
      showTip(this.#tip, t('chart.keys'), {
        x: 0,
        y: 0,
        width: this.#stage.clientWidth,
        height: 0,
      });
  };

  readonly #forget = (): void => {
    this.#mark(null);
    this.#tip.hidden = true;
  };

  #choose(index: number, x?: number): void {
    const box = this.#measured()[index];
    const words = this.#marks[index]?.words;
    if (!box || words === undefined) return;
    this.#mark(index);
    showTip(this.#tip, words, box, x);
  }

  #mark(index: number | null): void {
    const before = this.#chosen === null ? undefined : this.#marks[this.#chosen];
    before?.element.removeAttribute('data-chosen');
    this.#chosen = index;
    if (index !== null) this.#marks[index]?.element.setAttribute('data-chosen', '');
  }

  /** Where the marks are, seen from the stage's corner: measured once for each drawing. */
  #measured(): readonly Box[] {
    if (this.#boxes === null) {
      const { left, top } = this.#stage.getBoundingClientRect();
      this.#boxes = this.#marks.map(({ element }) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x: x - left, y: y - top, width, height };
      });
    }
    return this.#boxes;
  }
}
