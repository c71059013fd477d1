/**
 * Files that the reader takes along: made in slices, and handed to the browser's downloads. Nothing
 * leaves the page by it.
 */
import { throughInSlices } from './slices';

/** Pictures are made so much larger than they are shown, to be sharp in print. */
const SCALE = 2;

/** A file of the pieces, as they come. */
export async function fileOf(
  pieces: Iterator<string>,
  type: string,
  signal: AbortSignal,
): Promise<Blob> {
  const parts: string[] = [];
  const collected: Iterator<void, Blob> = {
    next: () => {
      const step = pieces.next();
      if (step.done) return { done: true, value: new Blob(parts, { type }) };
      parts.push(step.value);
      return { done: false, value: undefined };
    },
  };
  return throughInSlices(collected, signal);
}

/** A picture in pixels of one in strokes, on the ground that it has on the page. */
export async function pngOf(svg: Blob, host: HTMLElement): Promise<Blob> {
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * SCALE;
    canvas.height = image.naturalHeight * SCALE;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('This browser gives no canvas to draw on.');
    context.fillStyle = getComputedStyle(host.ownerDocument.body).backgroundColor;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob) resolve(blob);
        else reject(new Error('The picture is too large for this browser.'));
      }, 'image/png');
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * A table as comma-separated values. Spreadsheets take a file for one in an old Windows code page
 * unless it begins with a byte order mark, and then show Korean words, and every other letter
 * outside of ASCII, as others.
 */
export const CSV_TYPE = 'text/csv;charset=utf-8';
export const BYTE_ORDER_MARK = '\uFEFF';

export function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
