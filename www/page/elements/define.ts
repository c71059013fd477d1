/** Every element of the page, under the tag that is its file's name. */
import { PpAnswer } from './pp-answer';
import { PpApp } from './pp-app';
import { PpBadge } from './pp-badge';
import { PpCode } from './pp-code';
import { PpComparison } from './pp-comparison';
import { PpControls } from './pp-controls';
import { PpCopy } from './pp-copy';
import { PpCosts } from './pp-costs';
import { PpDemo } from './pp-demo';
import { PpEmbed } from './pp-embed';
import { PpExports } from './pp-exports';
import { PpFailure } from './pp-failure';
import { PpFigure } from './pp-figure';
import { PpGantt } from './pp-gantt';
import { PpGlossary } from './pp-glossary';
import { PpHistory } from './pp-history';
import { PpIsolation } from './pp-isolation';
import { PpLab } from './pp-lab';
import { PpNotices } from './pp-notices';
import { PpOverview } from './pp-overview';
import { PpOwnership } from './pp-ownership';
import { PpParts } from './pp-parts';
import { PpPictureExports } from './pp-picture-exports';
import { PpPlayback } from './pp-playback';
import { PpPolicies } from './pp-policies';
import { PpProgress } from './pp-progress';
import { PpResults } from './pp-results';
import { PpSamples } from './pp-samples';
import { PpScaling } from './pp-scaling';
import { PpSpeedup } from './pp-speedup';
import { PpTerms } from './pp-terms';
import { PpTimeline } from './pp-timeline';
import { PpTimings } from './pp-timings';
import { PpWhy } from './pp-why';

const ELEMENTS: Readonly<Record<string, CustomElementConstructor>> = {
  'pp-answer': PpAnswer,
  'pp-app': PpApp,
  'pp-badge': PpBadge,
  'pp-code': PpCode,
  'pp-comparison': PpComparison,
  'pp-controls': PpControls,
  'pp-copy': PpCopy,
  'pp-costs': PpCosts,
  'pp-demo': PpDemo,
  'pp-embed': PpEmbed,
  'pp-exports': PpExports,
  'pp-failure': PpFailure,
  'pp-figure': PpFigure,
  'pp-gantt': PpGantt,
  'pp-glossary': PpGlossary,
  'pp-history': PpHistory,
  'pp-isolation': PpIsolation,
  'pp-lab': PpLab,
  'pp-notices': PpNotices,
  'pp-overview': PpOverview,
  'pp-ownership': PpOwnership,
  'pp-parts': PpParts,
  'pp-picture-exports': PpPictureExports,
  'pp-playback': PpPlayback,
  'pp-policies': PpPolicies,
  'pp-progress': PpProgress,
  'pp-results': PpResults,
  'pp-samples': PpSamples,
  'pp-scaling': PpScaling,
  'pp-speedup': PpSpeedup,
  'pp-terms': PpTerms,
  'pp-timeline': PpTimeline,
  'pp-timings': PpTimings,
  'pp-why': PpWhy,
};

export function defineElements(): void {
  for (const [tag, element] of Object.entries(ELEMENTS)) {
    if (!customElements.get(tag)) customElements.define(tag, element);
  }
}
