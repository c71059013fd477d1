/**
 * The lines of an output as elements. Thousands of them come in a moment, so they are made by hand:
 * only what is new is added, and what is no longer kept goes.
 */
import { formatNumber, t } from '../../messages/index';
import type { OutputLine, OutputLog } from '../../programs/output-log';
import { linksIn } from '../../programs/tracebacks';

export interface Origin {
  /** When the run began, in ms since the epoch. */
  startMs: number;
  /** Of the process's colour. */
  toneOf: (pid: number) => number;
  lineChosen: (line: number) => void;
}

export class OutputLines {
  readonly #place: HTMLElement;
  #log: OutputLog | null = null;
  /** What each element shows, in the order of the page. */
  #shown: OutputLine[] = [];

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  show(log: OutputLog, origin: Origin): void {
    const place = this.#place;
    const atEnd = place.scrollHeight - place.scrollTop - place.clientHeight < 8;
    const { lines } = log;
    const first = lines[0]?.number ?? 0;
    const gone = this.#shown.findIndex(({ number }) => number >= first);
    if (log !== this.#log || lines.length === 0 || (gone < 0 && this.#shown.length > 0)) {
      this.#shown = [];
      place.replaceChildren();
    } else if (gone > 0) {
      this.#shown.splice(0, gone);
      for (let i = 0; i < gone; i += 1) place.firstElementChild?.remove();
      this.#redraw(0, origin);
    }
    this.#log = log;
    this.#shown.forEach((line, at) => {
      const now = lines[at];
      if (now === undefined || now === line) return;
      this.#shown[at] = now;
      this.#redraw(at, origin);
    });
    const news = document.createDocumentFragment();
    for (const line of lines.slice(this.#shown.length)) {
      news.append(lineElement(line, this.#shown.at(-1), origin));
      this.#shown.push(line);
    }
    place.append(news);
    if (atEnd) place.scrollTop = place.scrollHeight;
  }

  /** In another language, or with other colours. */
  renew(): void {
    this.#log = null;
  }

  #redraw(at: number, origin: Origin): void {
    const line = this.#shown[at];
    if (line === undefined) return;
    this.#place.children[at]?.replaceWith(lineElement(line, this.#shown[at - 1], origin));
  }
}

/** The process is named where another one, or another stream, wrote before. */
function lineElement(line: OutputLine, before: OutputLine | undefined, origin: Origin): Element {
  const { pid, stream, text, timeMs } = line;
  const again = before?.pid === pid && before.stream === stream;
  const row = element('div', `out out-${stream}`);
  row.dataset['pid'] = String(pid);
  row.dataset['stream'] = stream;
  row.style.setProperty('--tone', `var(--tone-${origin.toneOf(pid)})`);
  const time = element('span', 'out-time');
  time.textContent = again ? '' : seconds(timeMs - origin.startMs);
  const who = element('span', 'out-who');
  who.textContent = again ? '' : whoOf(line);
  const words = element('span', 'out-text');
  for (const { text: part, line: number } of stream === 'stderr' ? linksIn(text) : [{ text }]) {
    if (number === undefined) {
      words.append(part);
      continue;
    }
    const link = element('button', 'out-link') as HTMLButtonElement;
    link.type = 'button';
    link.textContent = part;
    link.title = t('program.toLine', { line: number });
    link.addEventListener('click', () => origin.lineChosen(number));
    words.append(link);
  }
  row.append(time, who, words);
  return row;
}

function whoOf({ pid, stream }: OutputLine): string {
  // What is written in JavaScript has one realm.
  const number = pid === 0 ? '' : String(pid);
  return stream === 'stdout' ? number : `${number} ${t(`program.${stream}`)}`.trimStart();
}

/** Of a run, in seconds. */
export function seconds(ms: number): string {
  return t('program.at', { s: formatNumber(ms / 1000, 2) });
}

function element(tag: string, name: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = name;
  return made;
}
