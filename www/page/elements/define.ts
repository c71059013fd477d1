/** Every element of the page, defined under its class's tag, which is also the name of its file. */
import { FIGURES } from './figures';
import { PpAnswer } from './pp-answer';
import { PpApp } from './pp-app';
import { PpBadge } from './pp-badge';
import { PpCode } from './pp-code';
import { PpControls } from './pp-controls';
import { PpCopy } from './pp-copy';
import { PpDemo } from './pp-demo';
import { PpEmbed } from './pp-embed';
import { PpExports } from './pp-exports';
import { PpFailure } from './pp-failure';
import { PpGantt } from './pp-gantt';
import { PpGlossary } from './pp-glossary';
import { PpHistory } from './pp-history';
import { PpIsolation } from './pp-isolation';
import { PpNotices } from './pp-notices';
import { PpOverview } from './pp-overview';
import { PpPictureExports } from './pp-picture-exports';
import { PpPlayback } from './pp-playback';
import { PpPolicies } from './pp-policies';
import { PpProgress } from './pp-progress';
import { PpResults } from './pp-results';
import { PpSamples } from './pp-samples';
import { PpSpeedup } from './pp-speedup';
import { PpTerms } from './pp-terms';
import { PpTimeline } from './pp-timeline';
import { PpWhy } from './pp-why';

const ELEMENTS = [
  PpAnswer,
  PpApp,
  PpBadge,
  PpCode,
  PpControls,
  PpCopy,
  PpDemo,
  PpEmbed,
  PpExports,
  PpFailure,
  PpGantt,
  PpGlossary,
  PpHistory,
  PpIsolation,
  PpNotices,
  PpOverview,
  PpPictureExports,
  PpPlayback,
  PpPolicies,
  PpProgress,
  PpResults,
  PpSamples,
  PpSpeedup,
  PpTerms,
  PpTimeline,
  PpWhy,
  ...Object.values(FIGURES),
];

export function defineElements(): void {
  for (const element of ELEMENTS) {
    if (!customElements.get(element.tag)) customElements.define(element.tag, element);
  }
}
