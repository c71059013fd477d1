/** A bar with what is being loaded for a program: how far that is, where it is known. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PythonLoading } from '../../../common/types';
import { formatNumber } from '../../messages/format';
import { t, type MessageKey } from '../../messages/index';

const MB = 1e6;

export function loadingBar(
  id: string,
  before: MessageKey,
  loading: PythonLoading | undefined,
): TemplateResult {
  const words = wordsOf(before, loading);
  const percent = percentOf(loading);
  const known = percent !== null;
  return html`<div class="workbench-loading">
    <div
      class=${known ? 'bar' : 'bar bar-endless'}
      role="progressbar"
      aria-label=${t('run.progress')}
      aria-valuemin=${known ? '0' : nothing}
      aria-valuemax=${known ? '100' : nothing}
      aria-valuenow=${percent ?? nothing}
      aria-valuetext=${words}
      data-testid=${id}
    >
      <div class="bar-done" style=${known ? `inline-size: ${percent}%` : ''}></div>
    </div>
    <p class="hint">${words}</p>
  </div>`;
}

/** Null where it is not known: before the first files, and while the interpreter starts. */
export function percentOf(loading: PythonLoading | undefined): number | null {
  if (loading?.step !== 'files' || loading.totalBytes === 0) return null;
  return Math.floor((100 * loading.loadedBytes) / loading.totalBytes);
}

function wordsOf(before: MessageKey, loading: PythonLoading | undefined): string {
  if (loading === undefined) return t(before);
  if (loading.step === 'start') return t('program.startingPython');
  return t('program.loadingBytes', {
    loaded: formatNumber(loading.loadedBytes / MB, 1),
    total: formatNumber(loading.totalBytes / MB, 1),
  });
}
