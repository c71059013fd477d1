/**
 * The text on a workbench: the original, the reader's own, or one that an address has brought. Only
 * what the reader has changed is kept, under the program's name.
 */
import type { FailureCode } from '../failure';
import type { Message } from '../messages/message';
import { browserMemory } from '../browser-memory';
import { forgetText, keepText, keptText, type Memory } from './kept-text';
import { unpacked } from './packed-text';

export interface Notice {
  messages: readonly Message[];
  code?: FailureCode;
  /** The reader's own text can be had back. */
  back?: boolean;
}

export class ProgramText {
  text = '';
  original = '';
  notice: Notice | null = null;
  /** Whether this browser keeps what the reader has changed; null where nothing was. */
  kept: boolean | null = null;
  #program = '';
  /** What an address has brought, or was made for an address. */
  #code: string | null = null;
  readonly #changed: () => void;
  readonly #browser: Memory | null;

  constructor(changed: () => void, memory: Memory | null = browserMemory()) {
    this.#changed = changed;
    this.#browser = memory;
  }

  /** A program without a name is nobody's to keep. */
  get #memory(): Memory | null {
    return this.#program === '' ? null : this.#browser;
  }

  /** The reader's own text where there is one. */
  begin(program: string, original: string): void {
    this.#program = program;
    this.original = original;
    this.notice = null;
    this.#code = null;
    this.#take(keptText(program, this.#memory));
  }

  /**
   * The original is another one now: with other numbers, or comments in another language. A text
   * that nobody has changed becomes that one.
   */
  follow(original: string): void {
    const before = this.original;
    if (original === before) return;
    this.original = original;
    if (this.text === before) {
      this.text = original;
      this.kept = null;
    } else if (this.text === original && this.kept !== null) {
      this.typed(original);
    }
  }

  typed(text: string): void {
    this.text = text;
    this.notice = null;
    if (text === this.original) {
      forgetText(this.#program, this.#memory);
      this.kept = null;
    } else {
      this.kept = keepText(this.#program, text, this.#memory);
    }
    this.#changed();
  }

  reset(): void {
    this.typed(this.original);
  }

  /** Takes the text of an address; what is wrong with it is said. */
  async fromAddress(code: string): Promise<void> {
    if (code === this.#code) return;
    this.#code = code;
    const program = this.#program;
    const text = await unpacked(code);
    if (program !== this.#program || code !== this.#code) return;
    if (text === null) {
      this.notice = { messages: [{ key: 'program.badCode' }], code: 'E_ARGUMENT' };
    } else if (text !== this.text) {
      const own = keptText(program, this.#memory) !== null;
      this.text = text;
      this.kept = null;
      this.notice = {
        messages: [
          { key: 'program.fromLink' },
          ...(own ? [{ key: 'program.fromLinkKept' } as const] : []),
        ],
        back: own,
      };
    }
    this.#changed();
  }

  /** The address has this text now: it need not be taken from there. */
  isIn(code: string): void {
    this.#code = code;
  }

  backToMine(): void {
    this.notice = null;
    this.#take(keptText(this.#program, this.#memory));
    this.#changed();
  }

  say(message: Message, code?: FailureCode): void {
    this.notice = code === undefined ? { messages: [message] } : { messages: [message], code };
    this.#changed();
  }

  #take(own: string | null): void {
    this.text = own ?? this.original;
    this.kept = own === null ? null : true;
  }
}
