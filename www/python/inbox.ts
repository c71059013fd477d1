/**
 * How messages come into Python's memory. A short one is put into an inbox there; a long one is
 * received straight into the bytes object that Python gets.
 *
 * A signal's handler or a finalizer of Python's may get a message just when another one has come
 * and has not been taken. Then the other one is kept, and taken by itself.
 */
import type { Reply } from './kernel/kernel';
import type { PyodideModule } from './pyodide';

/**
 * The bytes of the inbox before the message: the first is 1 until Python has taken it, the second
 * while a wait was recorded and Python has not said where it was.
 */
const HEADER_BYTES = 8;

/** So many messages are kept that Python will perhaps not take any more. */
const MOST_OLDER = 16;

/** A message, or the address of the bytes object that it is. */
type Message = Uint8Array | number;

export class Inbox {
  readonly #module: PyodideModule;
  readonly #kernel: { received: Uint8Array };
  #at = 0;
  #room = 0;
  /** The message that Python gets now, where it does not lie in the inbox. */
  #long: Message | undefined;
  #length = 0;
  /** The bytes object into which a message is being received. */
  #coming = 0;
  readonly #older: Message[] = [];

  /** `kernel` has what was got last. */
  constructor(module: PyodideModule, kernel: { received: Uint8Array }) {
    this.#module = module;
    this.#kernel = kernel;
  }

  /** Python's inbox lies there. */
  lies(at: number, bytes: number): void {
    this.#at = at;
    this.#room = bytes - HEADER_BYTES;
  }

  /** Has Python say where in the program it has just waited. */
  tell(): void {
    this.#module.HEAPU8[this.#at + 1] = 1;
  }

  /** Memory for a long message that is about to come: Python's, if it has room. */
  allocate(length: number): Uint8Array {
    // The last one has not come after all.
    this.release(this.#coming);
    this.#coming = this.#newBytes(length);
    return this.#coming === 0 ? new Uint8Array(length) : this.#bytesAt(this.#coming, length);
  }

  /** Has Python find the message that was got; answers with its length. */
  deliver(reply: Reply): Reply {
    return typeof reply === 'number' ? this.#put(reply) : reply.then((code) => this.#put(code));
  }

  /** The address of the bytes object of the message; it has to be released. 0: there is no room. */
  take(): number {
    const { HEAPU8 } = this.#module;
    const isOlder = HEAPU8[this.#at] !== 1 && this.#older.length > 0;
    const message = (isOlder ? this.#older.pop() : this.#long) ?? this.#kernel.received;
    if (!isOlder) HEAPU8[this.#at] = 0;
    if (typeof message === 'number') return message;
    const object = this.#newBytes(message.length);
    if (object !== 0) this.#bytesAt(object, message.length).set(message);
    return object;
  }

  release(object: number): void {
    if (object !== 0) this.#module._Py_DecRef(object);
  }

  #put(length: number): number {
    if (length < 0) return length;
    const { HEAPU8 } = this.#module;
    const { received } = this.#kernel;
    if (HEAPU8[this.#at] === 1) this.#keepOlder();
    HEAPU8[this.#at] = 1;
    this.#length = length;
    this.#long = undefined;
    if (length <= this.#room) {
      HEAPU8.set(received, this.#at + HEADER_BYTES);
    } else if (this.#coming !== 0 && received.buffer === HEAPU8.buffer) {
      this.#long = this.#coming;
      this.#coming = 0;
    } else {
      this.#long = received;
    }
    return length;
  }

  #keepOlder(): void {
    const at = this.#at + HEADER_BYTES;
    this.#older.push(this.#long ?? this.#module.HEAPU8.slice(at, at + this.#length));
    const forgotten = this.#older.length > MOST_OLDER ? this.#older.shift() : 0;
    if (typeof forgotten === 'number') this.release(forgotten);
  }

  /** A bytes object of that length, whatever is in it; 0 if there is no room. */
  #newBytes(length: number): number {
    const object = this.#module._PyBytes_FromStringAndSize(0, length);
    if (object === 0) this.#module._PyErr_Clear();
    return object;
  }

  #bytesAt(object: number, length: number): Uint8Array {
    const at = this.#module._PyBytes_AsString(object);
    return this.#module.HEAPU8.subarray(at, at + length);
  }
}
