/** Every element of the page, under the tag that is its file's name. */
import { PpAnswer } from './pp-answer';
import { PpApp } from './pp-app';
import { PpBadge } from './pp-badge';
import { PpCode } from './pp-code';
import { PpComparison } from './pp-comparison';
import { PpControls } from './pp-controls';
import { PpCosts } from './pp-costs';
import { PpDemo } from './pp-demo';
import { PpEmbed } from './pp-embed';
import { PpExports } from './pp-exports';
import { PpFailure } from './pp-failure';
import { PpFigure } from './pp-figure';
import { PpGantt } from './pp-gantt';
import { PpIsolation } from './pp-isolation';
import { PpLab } from './pp-lab';
import { PpNotices } from './pp-notices';
import { PpOverview } from './pp-overview';
import { PpOwnership } from './pp-ownership';
import { PpParts } from './pp-parts';
import { PpPlayback } from './pp-playback';
import { PpPolicies } from './pp-policies';
import { PpProgress } from './pp-progress';
import { PpSamples } from './pp-samples';
import { PpScaling } from './pp-scaling';
import { PpSpeedup } from './pp-speedup';
import { PpTimeline } from './pp-timeline';
import { PpTimings } from './pp-timings';

const ELEMENTS: Readonly<Record<string, CustomElementConstructor>> = {
  'pp-answer': PpAnswer,
  'pp-app': PpApp,
  'pp-badge': PpBadge,
  'pp-code': PpCode,
  'pp-comparison': PpComparison,
  'pp-controls': PpControls,
  'pp-costs': PpCosts,
  'pp-demo': PpDemo,
  'pp-embed': PpEmbed,
  'pp-exports': PpExports,
  'pp-failure': PpFailure,
  'pp-figure': PpFigure,
  'pp-gantt': PpGantt,
  'pp-isolation': PpIsolation,
  'pp-lab': PpLab,
  'pp-notices': PpNotices,
  'pp-overview': PpOverview,
  'pp-ownership': PpOwnership,
  'pp-parts': PpParts,
  'pp-playback': PpPlayback,
  'pp-policies': PpPolicies,
  'pp-progress': PpProgress,
  'pp-samples': PpSamples,
  'pp-scaling': PpScaling,
  'pp-speedup': PpSpeedup,
  'pp-timeline': PpTimeline,
  'pp-timings': PpTimings,
};

export function defineElements(): void {
  for (const [tag, element] of Object.entries(ELEMENTS)) {
    if (!customElements.get(tag)) customElements.define(tag, element);
  }
}
