/** Programs as files: what they are called, and what a file must be to become one. */
import { CodedError } from '../failure';

/** A larger file is not opened: bytes. */
export const MOST_BYTES = 200_000;

/**
 * The name of the file. Python would find a `queue.py` in the program's folder before its own
 * module; no module of its own ends like this.
 */
export function fileNameOf(program: string, extension: '.py' | '.js' = '.py'): string {
  return `${program.replace(/\W+/g, '_')}_demo${extension}`;
}

/** The text of a file. `E_ARGUMENT` where it is too large, or no text. */
export async function textOfFile(file: Blob, mostBytes = MOST_BYTES): Promise<string> {
  if (file.size > mostBytes)
    throw new CodedError(
      'E_ARGUMENT',
      `The file has ${file.size} bytes, and may have ${mostBytes}.`,
    );
  const bytes = await file.arrayBuffer();
  try {
    // The decoder takes a byte order mark away.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.includes('\0')) throw new TypeError('It has zero bytes.');
    return text.replace(/\r\n?/g, '\n');
  } catch (error) {
    throw new CodedError('E_ARGUMENT', 'The file is no text in UTF-8.', { cause: error });
  }
}
