/** What an embed reads off its address, how it looks, and the code by which it is embedded. */
import { expect, test } from 'vitest';

import { OWN_PROGRAM } from '../../embed/protocol';
import { DEMOS } from '../demos/registry';
import { elementCode, frameCode, type Embedded } from '../embedding/embed-code';
import { tokensOf } from '../embedding/looks';
import { distance, nearest } from '../embedding/nearest';
import { EMBED_NAMES, readOptions, withNearest, type EmbedOptions } from '../embedding/options';
import { PARTS, shownParts } from '../embedding/parts';
import { PROGRAM_NAMES, programOf } from '../embedding/programs';
import '../embedding/words/index';
import { say } from '../messages/index';
import { parseEmbedAddress } from '../router/address';

const PARAMS = [{ name: 'n' }, { name: 'blockSize' }, { name: 'workers' }];
const options = (search: string, program = false): EmbedOptions =>
  readOptions(parseEmbedAddress(`?demo=x&${search}`), PARAMS, program);
const problems = (search: string): string[] => options(search).problems.map(say);

test('the distance counts letters inserted, left out, replaced and exchanged', () => {
  for (const [one, other, far] of [
    ['', '', 0],
    ['', 'abc', 3],
    ['queue', 'quue', 1],
    ['queue', 'quque', 1],
    ['view', 'veiw', 1],
    ['kitten', 'sitting', 3],
    ['ab', 'ba', 1],
  ] as const) {
    expect(distance(one, other), `${one} ${other}`).toBe(far);
    expect(distance(other, one), `${other} ${one}`).toBe(far);
  }
});

test('the nearest name is found, and none where none is near', () => {
  const names = ['pools', 'matmul', 'shared-memory', 'queue', 'n'];
  expect(nearest('quue', names)).toBe('queue');
  expect(nearest('MATMULT', names)).toBe('matmul');
  expect(nearest('sharedMemory', names)).toBe('shared-memory');
  expect(nearest('banana', names)).toBeNull();
  expect(nearest('x'.repeat(1e5), names)).toBeNull();
  expect(nearest('', names)).toBe('n');
});

test('a view shows what it names, with Run and the link; hide takes away', () => {
  const shown = (asked: Partial<Parameters<typeof shownParts>[0]>): string => {
    const all = { view: null, hide: null, compact: false, program: false, ...asked };
    const { hidden } = shownParts(all);
    return PARTS.filter((part) => !hidden.includes(part)).join(' ');
  };
  expect(shown({})).toBe(PARTS.join(' '));
  expect(shown({ view: 'timeline, ANSWER' })).toBe('run answer timeline link');
  expect(shown({ view: 'answer', hide: 'run link' })).toBe('answer');
  expect(shown({ hide: 'why' })).not.toContain('why');
  expect(shown({ compact: true })).toBe('run controls presets answer timeline link');
  expect(shown({ compact: true, program: true })).toBe('run program output link');
  expect(shown({ compact: true, hide: 'timeline' })).not.toContain('timeline');
  // A view of names that there are not would hide everything.
  expect(shown({ view: 'nonsense' })).toBe(PARTS.join(' '));
  expect(shownParts({ view: 'x', hide: 'y', compact: false, program: false }).unknown).toEqual([
    'x',
    'y',
  ]);
});

test('options are read, and are no settings of the demo', () => {
  const read = options('n=3&compact&height=400px&readonly=true&locked=N blocksize&view=answer');
  expect(read).toMatchObject({ compact: true, heightPx: 400, readonly: true, problems: [] });
  expect(read.locked).toEqual(new Set(['n', 'blockSize']));
  expect([...read.query]).toEqual([['n', '3']]);
  expect(options(`${OWN_PROGRAM}=1`)).toMatchObject({ own: true, compact: false, autorun: false });
  for (const on of ['locked', 'locked=', 'locked=all', 'locked=1', 'locked=locked'])
    expect(options(on).locked, on).toBe('all');
  for (const off of ['compact=0', 'compact=false', 'locked=0', 'height='])
    expect(options(off), off).toMatchObject({ compact: false, locked: new Set(), problems: [] });
});

test('what cannot be used is said, with the name that may have been meant', () => {
  expect(problems('view=timline')[0]).toMatch(/timline.*“timeline”\?.*summary/);
  expect(problems('hide=anwser')[0]).toMatch(/anwser.*“answer”\?/);
  expect(problems('locked=worker')[0]).toMatch(/worker.*“workers”\?.*blockSize/);
  expect(problems('view=banana')[0]).not.toContain('Did you mean');
  for (const height of ['-1', '50', '1e9', 'tall', '99999'])
    expect(problems(`height=${height}`)[0], height).toContain(`height=${height}`);
  expect(problems('autorun=yes')[0]).toContain('autorun=yes');
  expect(problems('compact=yes')[0]).toContain('compact=yes');
  const notice = { key: 'notice.unknownName', values: { name: 'worker', options: '' } } as const;
  expect(say(withNearest(notice, PARAMS))).toMatch(/“workers”\?/);
  const other = { key: 'notice.badValue', values: { name: 'n' } } as const;
  expect(withNearest(other, PARAMS)).toBe(other);
});

test('no control has a name of the embed’s', () => {
  const own = [...EMBED_NAMES, OWN_PROGRAM].filter((name) => name !== 'workers');
  for (const { name, params } of DEMOS)
    for (const param of params) expect(own, `${name} ${param.name}`).not.toContain(param.name);
});

test('every program has a name, and `dynamic` is that of its section', () => {
  for (const name of PROGRAM_NAMES) expect(programOf(name).text, name).toContain('"""');
  expect(programOf('dynamic').name).toBe('scheduling');
  expect(programOf('').name).toBe('hello');
});

test('looks are checked, and become the page’s tokens', () => {
  const supports = (_: string, value: string): boolean => !value.includes(';');
  const tokens = tokensOf(
    { accent: 'red', ground: 'transparent', ink: 'navy;', font: 'Georgia', radius: '0' },
    supports,
    () => 0.21,
  );
  expect(tokens).toMatchObject({
    '--action': 'red',
    '--on-action': '#fff',
    '--surface': 'transparent',
    '--sans': 'Georgia',
    '--radius': '0',
  });
  expect(tokens['--ink']).toBeUndefined();
  expect(tokensOf({ accent: 'yellow' }, supports, () => 0.9)['--on-action']).toBe('#000');
  expect(tokensOf({}, supports, () => 0)).toEqual({});
});

const EMBEDDED: Embedded = {
  site: 'https://your.host/play/',
  demo: 'queue',
  title: 'Queues & "more"',
  language: 'en',
  attributes: { items: 40, durations: '1,2', compact: true },
};

test('the code is the element with its picture, and nothing in it can leave its quotes', () => {
  expect(elementCode(EMBEDDED)).toBe(`<script src="https://your.host/play/embed.js" async></script>
<parallel-demo demo="queue" items="40" durations="1,2" compact>
  <a href="https://your.host/play/#/queue?items=40&amp;durations=1%2C2"><img src="https://your.host/play/posters/en/queue.svg" alt="Queues &amp; &quot;more&quot;"></a>
</parallel-demo>
`);
  const own = {
    ...EMBEDDED,
    demo: 'python',
    attributes: {},
    program: { text: 'x = 1\n', code: 'k' },
  };
  expect(elementCode(own)).toContain('<script type="text/x-python">\nx = 1\n</script>');
  const ending = { ...own, program: { text: 'x = "</SCRIPT>"', code: 'kY' } };
  expect(elementCode(ending)).not.toContain('SCRIPT>');
  expect(elementCode(ending)).toContain('code="kY"');
});

test('the frame has it all in its address', () => {
  const code = frameCode({ ...EMBEDDED, program: { text: '', code: 'kY' } });
  const src = /src="([^"]*)"/.exec(code)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const { pathname, search } = new URL(src);
  expect(pathname).toBe('/play/embed.html');
  const { demo, query } = parseEmbedAddress(search);
  expect(demo).toBe('queue');
  expect(Object.fromEntries(query)).toEqual({
    items: '40',
    durations: '1,2',
    compact: '1',
    code: 'kY',
  });
});
