/** Tasks of different lengths on three workers. */
import type { Sketch } from '../sketch';

export const sketch: Sketch = {
  cells: [
    [8, 8, 0, 46],
    [58, 8, 0, 30],
    [92, 8, 0, 60],
    [156, 8, 0, 38],
    [8, 36, 1, 60],
    [72, 36, 1, 34],
    [110, 36, 1, 50],
    [8, 64, 2, 36],
    [48, 64, 2, 58],
    [110, 64, 2, 40],
  ],
};
