/**
 * Numbers and strings to bytes and back. Counts have a variable length, seven bits in each byte.
 */
import { PlaygroundError } from '../errors';

/** Longer strings are coded by the platform, which is slow to call and fast on many bytes. */
const LONG_STRING = 48;
const UNITS_AT_ONCE = 8192;
/** The most bytes of a buffer that is kept for the next message. */
const KEPT_BYTES = 65_536;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Writer {
  bytes = new Uint8Array(1024);
  #view = new DataView(this.bytes.buffer);
  at = 0;

  /** Starts again, in the same buffer unless it has become too large. */
  restart(): void {
    this.at = 0;
    if (this.bytes.length > KEPT_BYTES) this.#use(new Uint8Array(1024));
  }

  byte(value: number): void {
    this.#room(1);
    this.bytes[this.at] = value;
    this.at += 1;
  }

  count(value: number): void {
    this.#room(8);
    let rest = value;
    // Above 2³¹ a shift would lose bits.
    for (; rest > 0x7fff_ffff; rest = Math.floor(rest / 128)) {
      this.bytes[this.at] = (rest % 128) | 0x80;
      this.at += 1;
    }
    for (; rest > 0x7f; rest >>>= 7) {
      this.bytes[this.at] = (rest & 0x7f) | 0x80;
      this.at += 1;
    }
    this.bytes[this.at] = rest;
    this.at += 1;
  }

  double(value: number): void {
    this.#room(8);
    this.#view.setFloat64(this.at, value, true);
    this.at += 8;
  }

  /** Overwrites four bytes. */
  patch(at: number, value: number): void {
    this.#view.setUint32(at, value, true);
  }

  skip(length: number): void {
    this.#room(length);
    this.at += length;
  }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  /**
   * ASCII as bytes, other strings as UTF-16 units, since a string need not be well-formed. The last
   * bit of the length says which.
   */
  text(text: string): void {
    const { length } = text;
    this.count(2 * length);
    this.#room(length);
    if (this.#ascii(text)) {
      this.at += length;
      return;
    }
    // The length takes as many bytes as before: only its last bit differs.
    this.at -= countBytes(2 * length);
    this.count(2 * length + 1);
    this.#room(2 * length);
    for (let i = 0; i < length; i += 1) {
      this.#view.setUint16(this.at + 2 * i, text.charCodeAt(i), true);
    }
    this.at += 2 * length;
  }

  #ascii(text: string): boolean {
    const { bytes, at } = this;
    const { length } = text;
    if (length >= LONG_STRING) {
      // A string with other characters than ASCII takes more bytes than units.
      const { read, written } = encoder.encodeInto(text, bytes.subarray(at, at + length));
      return read === length && written === length;
    }
    for (let i = 0; i < length; i += 1) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) return false;
      bytes[at + i] = code;
    }
    return true;
  }

  #room(length: number): void {
    const needed = this.at + length;
    if (needed <= this.bytes.length) return;
    let grown: Uint8Array<ArrayBuffer>;
    try {
      grown = new Uint8Array(Math.max(needed, 2 * this.bytes.length));
    } catch (error) {
      const message = `The value takes more than ${needed} bytes, for which there is no memory.`;
      throw new PlaygroundError('E_MEMORY', message, { cause: error });
    }
    grown.set(this.bytes.subarray(0, this.at));
    this.#use(grown);
  }

  #use(bytes: Uint8Array<ArrayBuffer>): void {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }
}

export class Reader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    const value = this.bytes[this.at] ?? 0;
    this.at += 1;
    return value;
  }

  count(): number {
    let value = 0;
    let unit = 1;
    for (;;) {
      const byte = this.byte();
      if (byte < 0x80) return value + byte * unit;
      value += (byte & 0x7f) * unit;
      unit *= 128;
    }
  }

  double(): number {
    const value = this.#view.getFloat64(this.at, true);
    this.at += 8;
    return value;
  }

  word(): number {
    const value = this.#view.getUint32(this.at, true);
    this.at += 4;
    return value;
  }

  /** Copied. */
  raw(length: number): Uint8Array {
    const bytes = this.bytes.slice(this.at, this.at + length);
    this.at += length;
    return bytes;
  }

  text(): string {
    const header = this.count();
    const length = Math.floor(header / 2);
    const { at, bytes } = this;
    if (header % 2 === 0) {
      this.at += length;
      if (length >= LONG_STRING) return decoder.decode(bytes.subarray(at, at + length));
      let text = '';
      for (let i = at; i < at + length; i += 1) text += String.fromCharCode(bytes[i] ?? 0);
      return text;
    }
    return textOf(new Uint16Array(this.raw(2 * length).buffer));
  }
}

/** The string of these units. */
export function textOf(units: Uint16Array): string {
  const pieces: string[] = [];
  // A number of arguments that every engine supports.
  for (let i = 0; i < units.length; i += UNITS_AT_ONCE) {
    pieces.push(String.fromCharCode(...units.subarray(i, i + UNITS_AT_ONCE)));
  }
  return pieces.join('');
}

function countBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 128)) bytes += 1;
  return bytes;
}
