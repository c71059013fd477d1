// Checks that no files of www/ import each other in a circle, type imports included. Each file must
// have been read and each import resolved: what the tool does not see could hide a circle.
import { readdirSync } from 'node:fs';
import process from 'node:process';

import { cruise } from 'dependency-cruiser';

const files = readdirSync('www', { recursive: true, encoding: 'utf8' })
  .map((path) => `www/${path}`)
  .filter((path) => /\.ts$/.test(path) && !path.startsWith('www/dist/'));

const { output } = await cruise(files, {
  ruleSet: {
    forbidden: [
      { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
      {
        name: 'resolvable',
        severity: 'error',
        from: {},
        to: { couldNotResolve: true, path: '^\\.' },
      },
    ],
  },
  validate: true,
  tsPreCompilationDeps: true,
  doNotFollow: { path: ['node_modules', '^pkg/'] },
});
if (typeof output === 'string') throw new Error('the report is no object');

const { modules, summary } = output;
const seen = new Set(modules.map(({ source }) => source));
const faults = [
  ...files.filter((file) => !seen.has(file)).map((file) => `${file}: was not read`),
  ...summary.violations.map(({ from, to, rule, cycle }) =>
    cycle
      ? `circle: ${[from, ...cycle.map(({ name }) => name)].join(' → ')}`
      : `${from}: ${to} (${rule.name})`,
  ),
];
const imports = modules.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
if (files.length === 0) faults.push('no file was found under www/');
if (imports < files.length) faults.push('files import each other less than once each');
faults.forEach((it) => console.error(it));
console.log(`${files.length} files, ${imports} imports, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
