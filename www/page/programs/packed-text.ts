/**
 * A program in an address: compressed (deflate, RFC 1951) and written in the letters that an
 * address keeps as they are (base64url, RFC 4648). What is found in an address may be anything.
 */
import { CodedError } from '../failure';

/** A longer program is not shared by an address, nor kept: letters. */
export const MOST_LETTERS = 200_000;
/** A longer address is cut by some programs that pass it on: letters. */
export const MOST_PACKED = 12_000;

const FORMAT = 'deflate-raw';

/** The text for an address. `E_ARGUMENT` where it would be too long. */
export async function packed(text: string): Promise<string> {
  const bytes = await through(new Blob([text]), new CompressionStream(FORMAT), Infinity);
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const code = btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  if (code.length > MOST_PACKED)
    throw new CodedError('E_ARGUMENT', `The link would have ${code.length} letters.`);
  return code;
}

/** The text of an address; null where it is none, or too long. */
export async function unpacked(code: string): Promise<string | null> {
  if (code.length > 2 * MOST_PACKED || !/^[\w-]+$/.test(code)) return null;
  try {
    const letters = atob(code.replaceAll('-', '+').replaceAll('_', '/'));
    const packed = new Blob([Uint8Array.from(letters, (letter) => letter.charCodeAt(0))]);
    // A letter takes at most four bytes, so whatever is longer in bytes is too long in letters.
    const bytes = await through(packed, new DecompressionStream(FORMAT), 4 * MOST_LETTERS);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.length <= MOST_LETTERS ? text : null;
  } catch {
    return null;
  }
}

/** What comes out of the stream; rejects as soon as that is more than `most` bytes. */
async function through(
  blob: Blob,
  stream: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array> {
  const reader = blob.stream().pipeThrough(stream).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new CodedError('E_ARGUMENT', `More than ${most} bytes.`);
    }
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
