/**
 * The posters: one picture of each demo for places where no demo can run, in print and without
 * script. They show the recorded runs. `npx vitest run posters -u` draws them again, as `make
 * recordings` does.
 */
import { describe, expect, test } from 'vitest';

import { sideBySide } from '../../lib/exports/side-by-side';
import { DEMO_NAMES } from '../../embed/demos';
import { escaped } from '../../common/xml';
import { toneOf } from '../charts/frame';
import * as plot from '../charts/marks';
import { standAlone, type PictureLook } from '../charts/picture';
import { timelineChart } from '../charts/timeline';
import type { Demo } from '../demos/demo';
import { figureOf, type Bar, type TimelineOutline } from '../demos/figures';
import { DEMOS } from '../demos/registry';
import {
  commented,
  formatMs,
  formatNumber,
  language,
  LANGUAGES,
  loadMessages,
  say,
  t,
} from '../messages/index';
import { STARTERS } from '../programs/starters';
import '../programs/words/index';
import { loadRecording, recordedOutline } from '../recorded/index';
import tokens from '../styles/tokens.css?raw';
import { TinyDocument } from './tiny-document';

const WIDTH = 600;

await loadMessages('ko');

/** The page's own colours, of its light theme: paper is light. */
const look: PictureLook = {
  colour: (name) => {
    const found = new RegExp(`--${name}: light-dark\\((#[0-9a-f]+),`).exec(tokens)?.[1];
    if (found === undefined) throw new TypeError(`there is no colour ${name}`);
    return found;
  },
  fontFamily: "system-ui, 'Segoe UI', Roboto, 'Noto Sans KR', sans-serif",
};

describe.each(LANGUAGES)('%s', (of) => {
  test.each(DEMOS)('$name: the poster is that of the recorded run', async (demo) => {
    language.set(of);
    await expect(await posterOf(demo)).toMatchFileSnapshot(
      `../../public/posters/${of}/${demo.name}.svg`,
    );
    language.set('en');
  });

  test('python: the poster is the first program to begin with', async () => {
    language.set(of);
    const text = commented(STARTERS[0].text, '#', of);
    await expect(listing(t('python.title'), text)).toMatchFileSnapshot(
      `../../public/posters/${of}/python.svg`,
    );
    language.set('en');
  });
});

test('the element knows which posters there are', () => {
  expect([...DEMO_NAMES]).toEqual([...DEMOS.map(({ name }) => name), 'python']);
});

/** The run's timeline; of the lab, which has several, all of them. */
async function posterOf(demo: Demo): Promise<string> {
  const [outcome, outline] = [await loadRecording(demo.name), recordedOutline(demo)];
  const title = t(demo.title);
  const lab = figureOf(outcome, 'lab');
  if (lab !== undefined) {
    const small = lab.runs.slice(0, 6).map(({ policy, picture, figures }) => ({
      name: t(`policy.${policy}`),
      makespan: `${formatMs(figures.makespanMs)} ${t('timings.ms')}`,
      marks: picture,
      makespanMs: figures.makespanMs,
      lowerBoundMs: figures.lowerBoundMs,
    }));
    const description = t('scheduling.policiesHeading');
    return sideBySide(small, { title, description, background: look.colour('surface') });
  }
  const bars = figureOf(outcome, 'timelines')?.bars ?? {};
  const timelines = outline.figures.flatMap((figure) =>
    figure.kind === 'timelines' ? figure.timelines : [],
  );
  const most = timelines.reduce((one, other) =>
    other.rows.length > one.rows.length ? other : one,
  );
  return drawn(title, most, bars[most.id] ?? []);
}

function drawn(title: string, outline: TimelineOutline, bars: readonly Bar[]): string {
  expect(bars.length).toBeGreaterThan(2);
  const label = ({ label: it }: Bar): string => (typeof it === 'string' ? it : say(it));
  const chart = timelineChart(
    plot,
    {
      rows: outline.rows.map(say),
      bars: bars.map((bar) => ({ ...bar, label: label(bar) })),
      endMs: Math.max(...bars.map(({ endMs }) => endMs)),
      width: WIDTH,
    },
    {
      title: `${title}: ${say(outline.title)}`,
      description: say(outline.description),
      unit: t('timings.ms'),
      format: (ms) => formatNumber(ms),
    },
    new TinyDocument() as unknown as Document,
  );
  const key = outline.tones.map((tone, index) => ({ label: say(tone), colour: toneOf(index) }));
  return standAlone(chart, key, look);
}

/** The lines of a program under its title. */
function listing(title: string, text: string): string {
  const lines = text.trimEnd().split('\n');
  const height = 52 + lines.length * 18;
  const { colour, fontFamily } = look;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="632" height="${height}" viewBox="0 0 632 ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="632" height="${height}" fill="${colour('surface')}"/>`,
    `<text x="16" y="28" font-family="${escaped(fontFamily)}" font-size="14" font-weight="600" fill="${colour('ink')}">${escaped(title)}</text>`,
    `<g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="12" fill="${colour('ink-soft')}" style="white-space: pre">`,
    ...lines.map((line, at) => `<text x="16" y="${54 + at * 18}">${escaped(line)}</text>`),
    '</g>',
    '</svg>\n',
  ].join('\n');
}
