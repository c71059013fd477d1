/**
 * The gallery: every chart from seeded data as it can be taken along, in `docs/gallery`. A chart
 * that changes fails here until its picture has been looked at and written anew (`npx vitest run
 * -u`).
 */
import { expect, test } from 'vitest';

import type { PictureLook } from '../charts/picture';
import tokens from '../styles/tokens.css?raw';
import { GALLERY } from './gallery-cases';

const folder = '../../../docs/gallery';

/** The page's own colours, of its light theme. */
const light: PictureLook = {
  colour: (name) => {
    const found = new RegExp(`--${name}: light-dark\\((#[0-9a-f]+),`).exec(tokens)?.[1];
    if (found === undefined) throw new TypeError(`there is no colour ${name}`);
    return found;
  },
  fontFamily: "system-ui, 'Segoe UI', Roboto, 'Noto Sans KR', sans-serif",
};

test.each(GALLERY)('$name: the picture is as it was', async ({ name, svg }) => {
  await expect(svg(light)).toMatchFileSnapshot(`${folder}/${name}.svg`);
});

test.each(GALLERY)('$name: the picture stands alone', ({ svg }) => {
  const text = svg(light);
  expect(text).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+" height="\d+" /);
  expect(text).toMatch(/<title>[^<]+<\/title>\n<desc>[^<]+<\/desc>\n<rect width/);
  expect(text).not.toMatch(/var\(|currentColor|class=|<style|NaN|undefined|href/);
});

test('the page of the gallery shows them all', async () => {
  const pictures = GALLERY.map(
    ({ name, by, shows }) =>
      `## ${name}\n\n${shows} Drawn by \`${by.replace(' in ', '` in `')}\`.\n\n![${shows}](${name}.svg)\n`,
  );
  const page = [
    '# Gallery\n\nEvery chart of the page, drawn from seeded data, as the buttons below it save it: an SVG that stands alone. The unit test\n`www/page/test/gallery.test.ts` fails when one of them changes, and writes this page.\n',
    ...pictures,
  ].join('\n');
  await expect(page).toMatchFileSnapshot(`${folder}/README.md`);
});
