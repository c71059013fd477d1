/**
 * The code by which a page of somebody else's has a demo in it: the element with its script, or a
 * frame alone. Where no script runs, the element shows the demo's picture and the way to it. Pure.
 */
import type { Value } from '../demos/params';
import { CODE, writeAddress } from '../router/address';

export interface Embedded {
  /** The address of the site's folder. */
  site: string;
  demo: string;
  /** What the demo is called, for those who do not see its picture. */
  title: string;
  language: string;
  /** Settings and options; one that is on is `true`. */
  attributes: Readonly<Record<string, Value | true>>;
  /** Of Python: the text of a program of one's own, and as it stands in an address. */
  program?: { text: string; code: string } | null;
}

/** About as high as a demo is, where a frame cannot say it. */
const FRAME_PX = 640;
const COMPACT_PX = 480;

export function elementCode({
  site,
  demo,
  title,
  language,
  attributes,
  program,
}: Embedded): string {
  // What would end the script, or begin a comment in it, goes by the attribute.
  const inside = program && !/<\/script|<!--/i.test(program.text) ? program.text : null;
  const all: Embedded['attributes'] = {
    demo,
    ...attributes,
    ...(program && inside === null && { [CODE]: program.code }),
  };
  const written = Object.entries(all)
    .map(([name, value]) => (value === true ? name : `${name}="${quoted(String(value))}"`))
    .join(' ');
  const address = `${site}${writeAddress(demo, settingsOf(attributes))}`;
  return [
    `<script src="${quoted(site)}embed.js" async></script>`,
    `<parallel-demo ${written}>`,
    ...(inside === null ? [] : ['<script type="text/x-python">', inside.trimEnd(), '</script>']),
    `  <a href="${quoted(address)}"><img src="${quoted(site)}posters/${language}/${demo}.svg" alt="${quoted(title)}"></a>`,
    '</parallel-demo>\n',
  ].join('\n');
}

export function frameCode({ site, demo, title, attributes, program }: Embedded): string {
  const query = new URLSearchParams({ demo });
  for (const [name, value] of Object.entries(attributes))
    query.set(name, value === true ? '1' : String(value));
  if (program) query.set(CODE, program.code);
  const height = attributes['compact'] === true ? COMPACT_PX : FRAME_PX;
  return `<iframe src="${quoted(`${site}embed.html?${query}`)}" title="${quoted(title)}"
  width="100%" height="${height}" style="border: 0" loading="lazy"
  allow="cross-origin-isolated; clipboard-write"></iframe>\n`;
}

/** Those that the whole page has too. */
function settingsOf(attributes: Embedded['attributes']): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(attributes).filter(
      (entry): entry is [string, Value] => entry[1] !== true && entry[0] !== 'autorun',
    ),
  );
}

function quoted(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
