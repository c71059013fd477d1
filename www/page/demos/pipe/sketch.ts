/** Two processes, and messages in both directions between them. */
import type { Sketch } from '../sketch';

export const sketch: Sketch = {
  cells: [
    [8, 36, 0, 36],
    [176, 36, 1, 36],
    [90, 26, 2, 14],
    [116, 46, 2, 14],
  ],
  lines: 'M50 33h120m-7-5 7 5-7 5M170 53H50m7-5-7 5 7 5',
};
