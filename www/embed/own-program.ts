/**
 * The author's own program: scripts inside the element that no browser runs, and files of the
 * author's page beside it.
 */
import type { OwnProgram } from './protocol';

/** One that the author has written down. */
interface Written {
  /** Empty for the program itself. */
  name: string;
  text: string;
  /** Where it is instead of in the page. */
  src: string | null;
}

const SCRIPT = 'script[type="text/x-python"], script[type="text/plain"][filename]';

/** The scripts as they stand there, to be compared; empty where the author has nothing to give. */
export function writtenIn(element: Element): string {
  const scripts = Array.from(element.querySelectorAll(SCRIPT), ({ outerHTML }) => outerHTML);
  return scripts.join('') + (element.getAttribute('files') ?? '').trim();
}

/** The program as it stands in the page; null where it does not. */
export function mainText(element: Element): string | null {
  const main = element.querySelector('script[type="text/x-python"]:not([filename], [src])');
  return main === null ? null : dedented(main.textContent);
}

/** The program with its files. Rejects with a sentence that names the file that cannot be had. */
export async function ownProgram(element: Element): Promise<OwnProgram> {
  const written = Array.from(element.querySelectorAll(SCRIPT), (script): Written => ({
    name: script.getAttribute('filename') ?? '',
    text: dedented(script.textContent),
    src: script.getAttribute('src'),
  }));
  const main = written.find(({ name }) => name === '');
  const addresses = (element.getAttribute('files') ?? '').split(/\s+/).filter(Boolean);
  const [text, ...entries] = await Promise.all([
    main === undefined || main.src === null
      ? (main?.text ?? null)
      : fetched(main.src).then((bytes) => new TextDecoder().decode(bytes)),
    ...written
      .filter(({ name }) => name !== '')
      .map(
        async ({ name, text, src }) => [name, src === null ? text : await fetched(src)] as const,
      ),
    ...addresses.map(async (address) => [nameOf(address), await fetched(address)] as const),
  ]);
  return { text, files: Object.fromEntries(entries) };
}

async function fetched(address: string): Promise<Uint8Array> {
  const answer = await fetch(new URL(address, document.baseURI)).catch((cause: unknown) => {
    throw new Error(`${address}: ${String(cause)}`);
  });
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${answer.statusText}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** The last part of an address, without its query. */
function nameOf(address: string): string {
  const { pathname } = new URL(address, document.baseURI);
  return decodeURIComponent(pathname.slice(pathname.lastIndexOf('/') + 1));
}

/** Without the empty lines around it, and without the indentation that all its lines have. */
export function dedented(text: string): string {
  const lines = text
    .replaceAll('\r\n', '\n')
    .replace(/^(?:[ \t]*\n)+|\s+$/g, '')
    .split('\n');
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  let common = indents[0] ?? '';
  for (const indent of indents) while (!indent.startsWith(common)) common = common.slice(0, -1);
  return lines.map((line) => line.slice(common.length)).join('\n') + '\n';
}
