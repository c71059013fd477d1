/** Tasks of three lengths on three workers, and where the last one ends. */
import type { Sketch } from '../sketch';

export const sketch: Sketch = {
  cells: [
    [8, 8, 0, 30],
    [40, 8, 2, 74],
    [116, 8, 1, 52],
    [8, 36, 1, 52],
    [62, 36, 0, 30],
    [94, 36, 2, 74],
    [8, 64, 2, 74],
    [84, 64, 1, 52],
    [138, 64, 0, 30],
  ],
  dashes: 'M190 4v78',
};
