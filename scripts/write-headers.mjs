// Writes beside the built site what hosts read: `_headers`, and `nginx.conf`.
import { writeFileSync } from 'node:fs';

import { headersFile, rulesOf } from './headers.mjs';
import { nginxMaps } from './nginx.mjs';

const folder = 'www/dist';
const rules = rulesOf(folder);
writeFileSync(`${folder}/_headers`, headersFile(rules));
writeFileSync(`${folder}/nginx.conf`, nginxMaps(rules));
