/**
 * Every element that the page and the embed show at first, defined under its class's tag, which is
 * also the name of its file.
 */
import { FIGURES } from './figures/index';
import { PpAnswer } from './demo/pp-answer';
import { PpApp } from './frame/pp-app';
import { PpBadge } from './frame/pp-badge';
import { PpCode } from './demo/pp-code';
import { PpControls } from './demo/pp-controls';
import { PpCopy } from './frame/pp-copy';
import { PpDemo } from './demo/pp-demo';
import { PpFailure } from './demo/pp-failure';
import { PpGlossary } from './frame/pp-glossary';
import { PpIsolation } from './frame/pp-isolation';
import { PpNotices } from './frame/pp-notices';
import { PpOverview } from './frame/pp-overview';
import { PpPictureExports } from './chart/pp-picture-exports';
import { PpPlayback } from './lab/pp-playback';
import { PpPrediction } from './demo/pp-prediction';
import { PpProgress } from './demo/pp-progress';
import { PpResults } from './demo/pp-results';
import { PpSamples } from './figures/pp-samples';
import { PpSpeedup } from './demo/pp-speedup';
import { PpTerms } from './frame/pp-terms';
import { PpTimeline } from './figures/pp-timeline';
import { PpWhy } from './demo/pp-why';

type Defined = CustomElementConstructor & { readonly tag: string };

const ELEMENTS: readonly Defined[] = [
  PpAnswer,
  PpApp,
  PpBadge,
  PpCode,
  PpControls,
  PpCopy,
  PpDemo,
  PpFailure,
  PpGlossary,
  PpIsolation,
  PpNotices,
  PpOverview,
  PpPictureExports,
  PpPlayback,
  PpPrediction,
  PpProgress,
  PpResults,
  PpSamples,
  PpSpeedup,
  PpTerms,
  PpTimeline,
  PpWhy,
  ...Object.values(FIGURES),
];

/** `more` are those of one of the two alone. */
export function defineElements(...more: readonly Defined[]): void {
  for (const element of [...ELEMENTS, ...more]) {
    if (!customElements.get(element.tag)) customElements.define(element.tag, element);
  }
}
