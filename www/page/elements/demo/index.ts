/** The elements of a demo, defined by being imported: with the first one that is looked at. */
import { define } from '../define';
import { PpPictureExports } from '../chart/pp-picture-exports';
import { FIGURES } from '../figures/index';
import { PpSamples } from '../figures/pp-samples';
import { PpTimeline } from '../figures/pp-timeline';
import { PpTerms } from '../frame/pp-terms';
import { PpPlayback } from '../lab/pp-playback';
import { PpAnswer } from './pp-answer';
import { PpCode } from './pp-code';
import { PpControls } from './pp-controls';
import { PpDemo } from './pp-demo';
import { PpPrediction } from './pp-prediction';
import { PpProgress } from './pp-progress';
import { PpResults } from './pp-results';
import { PpSpeedup } from './pp-speedup';
import { PpWhy } from './pp-why';

define(
  PpAnswer,
  PpCode,
  PpControls,
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
  // Last, so that what it draws is there.
  PpDemo,
);
