/** Two earlier runs side by side: what was set, how long it took, and their pictures. */
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Demo } from '../../demos/demo';
import type { Bar, TimelineOutline } from '../../demos/figures';
import { differences, type PastRun } from '../../history';
import { formatMs, formatMoment, formatRatio, say, t } from '../../messages/index';
import type { PastPicture } from '../../past-pictures';
import type { Twin } from '../../twin';
import { twinTable } from '../chart/twin-table';
import { LightElement } from '../light-element';
import { ratioText } from './ratio-words';

export class PpPastPair extends LightElement {
  static readonly tag = 'pp-past-pair';

  @property({ attribute: false }) demo: Demo | null = null;
  /** The earlier one first. */
  @property({ attribute: false }) runs: readonly [PastRun, PastRun] | null = null;

  override render(): TemplateResult | typeof nothing {
    const { demo, runs } = this;
    if (demo === null || runs === null) return nothing;
    const name = `${demo.name}-pair`;
    return html`<section data-testid=${name} aria-labelledby="${name}-name">
      <h4 id="${name}-name">${t('pair.heading')}</h4>
      ${twinTable(settings(demo, runs), { label: t('history.settings'), name: `${name}-settings` })}
      ${twinTable(times(runs), { label: t('timings.scroll'), name: `${name}-times` })}
      <p class="hint">${t('pair.hint')}</p>
      ${this.#pictures(demo, runs)}
    </section>`;
  }

  /** Those of the same name beside each other, on one time axis. */
  #pictures(demo: Demo, runs: readonly [PastRun, PastRun]): TemplateResult {
    const ids = [...new Set(runs.flatMap(({ pictures }) => pictures.map(({ id }) => id)))];
    if (ids.length === 0) return html`<p class="muted">${t('pair.noPictures')}</p>`;
    return html`${ids.map((id) => {
      const both = runs.map((run) => run.pictures.find((picture) => picture.id === id));
      const endMs = Math.max(
        0,
        ...both.flatMap((picture) => (picture?.bars ?? []).map(([, , end]) => end)),
      );
      return html`<div class="side-by-side">
        ${runs.map((run, index) => {
          const picture = both[index];
          if (picture === undefined) return html`<p class="muted">${t('pair.noPicture')}</p>`;
          return html`<pp-timeline
            .demo="${demo.name}-past-${index + 1}"
            .outline=${outlineOf(picture, run, index)}
            .data=${barsOf(picture)}
            .endMs=${endMs}
          ></pp-timeline>`;
        })}
      </div>`;
    })}`;
  }
}

function headOf({ atMs }: PastRun, index: number): string {
  return t('pair.run', { n: index + 1, when: formatMoment(atMs) });
}

function settings(demo: Demo, runs: readonly [PastRun, PastRun]): Twin {
  const [first, second] = runs;
  const differing = differences(second.values, first.values);
  const params = demo.params.filter(({ name }) => differing.includes(name));
  return {
    columns: [
      { label: t('history.settings') },
      ...runs.map((run, at) => ({ label: headOf(run, at) })),
    ],
    rows:
      params.length === 0
        ? [{ cells: [t('pair.same'), '', ''] }]
        : params.map(({ label, name }) => ({
            cells: [t(label), ...runs.map(({ values }) => String(values[name] ?? '–'))],
          })),
  };
}

/** What has the same name in both is compared; what one alone has is told. */
function times(runs: readonly [PastRun, PastRun]): Twin {
  const [first, second] = runs;
  const labels = new Map(
    runs.flatMap((run) => run.timings.map(({ label }) => [JSON.stringify(label), label])),
  );
  const medianOf = (run: PastRun, id: string): number | null =>
    run.timings.find(({ label }) => JSON.stringify(label) === id)?.medianMs ?? null;
  const clock = Math.max(first.machine.clockResolutionMs, second.machine.clockResolutionMs);
  const write = (ms: number): string => formatMs(ms, clock);
  const unit = t('timings.ms');
  return {
    columns: [
      { label: t('timings.what') },
      ...runs.map((run, at) => ({ label: `${headOf(run, at)} (${unit})`, write })),
      { label: t('pair.ratio'), write: formatRatio },
    ],
    rows: [
      ...[...labels].map(([id, label]) => {
        const [one, other] = [medianOf(first, id), medianOf(second, id)];
        const ratio = one !== null && other !== null && other > 0 ? one / other : null;
        return { cells: [say(label), one, other, ratio] };
      }),
      {
        cells: [
          t('history.speedup'),
          ...runs.map(({ speedup }) => (speedup ? ratioText(speedup) : t('speedup.none'))),
          null,
        ],
      },
    ],
  };
}

function outlineOf(
  { id, title, rows, tones }: PastPicture,
  run: PastRun,
  index: number,
): TimelineOutline {
  const values = { what: title, run: headOf(run, index) };
  return {
    id,
    title: { key: 'pair.picture', values },
    description: { key: 'pair.pictureDescription' },
    rows,
    tones,
  };
}

function barsOf({ bars, tones }: PastPicture): Bar[] {
  return bars.map(([row, startMs, endMs, tone]) => ({
    row,
    startMs,
    endMs,
    tone,
    label: tones[tone] ?? '',
  }));
}
