/** No words stand in the markup: what a person reads comes out of the catalogues. */
import ts from 'typescript';
import { expect, test } from 'vitest';

const sources: Record<string, string> = import.meta.glob('../{elements,charts,demos}/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The fixed parts of every template of markup, a mark where a value goes. */
function markupOf(source: string): string[] {
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && /^(html|svg)$/.test(node.tag.getText())) {
      const { template } = node;
      found.push(
        ts.isNoSubstitutionTemplateLiteral(template)
          ? template.text
          : [template.head, ...template.templateSpans.map(({ literal }) => literal)]
              .map(({ text }) => text)
              .join('\0'),
      );
    }
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

/** Words between tags, and in the attributes that are read out. */
function wordsOf(markup: string): string[] {
  const attributes = Array.from(
    markup.matchAll(/\s(?:aria-label|aria-description|title|alt|placeholder)="([^"]*)"/g),
    ([, value = '']) => value,
  );
  const text = markup.replace(/<!--[^]*?-->/g, '').replace(/<[^>]*>/g, ' ');
  return [...attributes, text].flatMap((one) => one.match(/\p{L}{2,}/gu) ?? []);
}

test('words would be found', () => {
  const source =
    'const a = html`<p title="Hint">Some ${b ? html`<b>bold</b>` : t("x")} words</p>`;';
  expect(markupOf(source).flatMap(wordsOf)).toEqual(['Hint', 'Some', 'words', 'bold']);
});

test('there are none', () => {
  const files = Object.entries(sources);
  expect(files.length).toBeGreaterThan(40);
  const words = files.flatMap(([path, source]) =>
    markupOf(source).flatMap((markup) => wordsOf(markup).map((word) => `${path}: ${word}`)),
  );
  expect(words).toEqual([]);
});
