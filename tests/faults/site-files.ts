/** The files of the built site that a reader's browser may ask for, from the site's own folder. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const site = fileURLToPath(new URL('../../www/dist', import.meta.url));

/** What hosts and other pages read, types, the service worker (`offline.spec`), pictures. */
const OTHERS =
  /^(_headers|nginx\.conf|embed\.js|sw\.js|.*\.d\.ts|posters\/.*|favicon\.svg|.*\.(txt|html))$/;

export const SITE_FILES: readonly string[] = readdirSync(site, {
  recursive: true,
  encoding: 'utf8',
})
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => statSync(join(site, path)).isFile() && !OTHERS.test(path))
  .sort();

/** What matches that file alone. */
export function pathOf(path: string): RegExp {
  return new RegExp(`/${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}
