/** A matrix whose halves belong to two workers, times another. */
import { grid, type Sketch } from '../sketch';

export const sketch: Sketch = {
  cells: [
    ...grid(4, 4, (row, column) => [8 + column * 18, 8 + row * 18, row < 2 ? 0 : 1, 14]),
    ...grid(4, 4, (row, column) => [116 + column * 18, 8 + row * 18, 5, 14]),
  ],
  sign: { x: 92, y: 49, text: '×' },
};
