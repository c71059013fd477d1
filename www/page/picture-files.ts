/** The files of a picture. Loaded when the first one is asked for. */
import { BYTE_ORDER_MARK, CSV_TYPE, pngOf, save } from './saving';

/** Saves a picture in strokes as it is, or in pixels. */
export async function savePicture(
  kind: 'svg' | 'png',
  svg: string,
  name: string,
  host: HTMLElement,
): Promise<void> {
  const blob = new Blob([svg], { type: 'image/svg+xml' });
  save(kind === 'svg' ? blob : await pngOf(blob, host), `${name}.${kind}`);
}

export function saveTable(csv: string, name: string): void {
  save(new Blob([BYTE_ORDER_MARK, csv], { type: CSV_TYPE }), `${name}.csv`);
}
