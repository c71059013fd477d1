// `make performance`: docs/performance.md, of the last run of `make bench`, or of the one that is
// named. The run is kept beside it, as benches/results/reference.json.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

import { performancePage } from '../benches/all/performance.mjs';
import { readReport } from '../benches/all/report.mjs';

const RESULTS = 'benches/results';
const REFERENCE = join(RESULTS, 'reference.json');
const last = (existsSync(RESULTS) ? readdirSync(RESULTS) : [])
  .filter((file) => /^\d{8}T/.test(file))
  .toSorted()
  .at(-1);
const file = process.argv[2] ?? (last === undefined ? REFERENCE : join(RESULTS, last));
if (!existsSync(file)) {
  console.error(`there is no run in ${file}: make bench`);
  process.exit(1);
}
const text = readFileSync(file, 'utf8');
writeFileSync('docs/performance.md', performancePage(readReport(text)));
if (file !== REFERENCE) writeFileSync(REFERENCE, text);
console.log(`docs/performance.md, of ${file}`);
