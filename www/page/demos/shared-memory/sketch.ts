/** Processes that write into one row of memory. */
import { grid, type Sketch } from '../sketch';

export const sketch: Sketch = {
  cells: [
    ...grid(1, 4, (_, process) => [14 + process * 52, 8, process, 36]),
    ...grid(1, 8, (_, place) => [8 + place * 26, 64, place % 2 === 0 ? place / 2 : 5, 22]),
  ],
  lines: 'M32 24 19 62M84 24 71 62M136 24 123 62M188 24 175 62',
};
