/**
 * `docs/embedding.md` names every part, and `docs/embedding-parameters.md` has every control:
 * `npx vitest run embedding-docs -u` writes the latter anew.
 */
import { expect, test } from 'vitest';

import { LOOKS } from '../../embed/protocol';
import { DEMOS } from '../demos/registry';
import { EMBED_NAMES } from '../embedding/options';
import { PARTS } from '../embedding/parts';
import { PROGRAM_NAMES } from '../embedding/programs';
import { parameterTables } from './parameter-tables';
import text from '../../../docs/embedding.md?raw';

test('the guide names every attribute, part, program and custom property', () => {
  for (const name of EMBED_NAMES) expect(text, name).toContain(`\`${name}`);
  for (const name of [...PARTS, ...PROGRAM_NAMES]) expect(text, name).toContain(`\`${name}\``);
  for (const name of LOOKS) expect(text, name).toContain(`\`--pp-${name}\``);
  for (const { name } of DEMOS) expect(text, name).toContain(`\`${name}\``);
});

test('the parameters of every demo are listed', async () => {
  const head =
    '# Parameters of the demos\n\nThe controls of each demo, as attributes of `<parallel-demo>` and in the addresses of `embed.html` and of the page. The\nunit test `www/page/test/embedding-docs.test.ts` writes this page. What an upper bound depends on may lower it: workers, cores, other controls.\n';
  await expect(`${head}\n${parameterTables('en')}`).toMatchFileSnapshot(
    '../../../docs/embedding-parameters.md',
  );
});
