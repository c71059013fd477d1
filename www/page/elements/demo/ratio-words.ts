/** A ratio in words: its digits where they tell something, else what can be said instead. */
import type { Ratio } from '../../measure';
import { formatRatio, t } from '../../messages/index';

/** So far above the number of workers a ratio is no longer "about" it. */
const ABOUT = 1.1;

/** The figure itself. */
export function ratioText(ratio: Ratio): string {
  const { most = Infinity } = ratio;
  switch (ratio.doubt) {
    case undefined:
      return t('speedup.value', { value: formatRatio(ratio.value) });
    case 'clock':
      return t('speedup.none');
    case 'noise':
      return t('speedup.noise');
    case 'beyond':
      return t(ratio.value <= ABOUT * most ? 'speedup.beyond' : 'speedup.beyondFar', {
        n: most,
      });
  }
}

/** What is to be said about it. */
export function ratioWords(ratio: Ratio): string {
  const range = { low: formatRatio(ratio.low), high: formatRatio(ratio.high), n: ratio.most ?? 0 };
  switch (ratio.doubt) {
    case undefined:
      return t(ratio.low < ratio.high ? 'speedup.range' : 'speedup.noSpread', range);
    case 'clock':
      return t('speedup.unmeasurable');
    case 'noise':
      return t('speedup.noiseWords', range);
    case 'beyond':
      return t(ratio.low < ratio.high ? 'speedup.beyondWords' : 'speedup.beyondOne', range);
  }
}
