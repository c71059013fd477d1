/** A producer, a queue, and two consumers. */
import { grid, type Sketch } from '../sketch';

export const sketch: Sketch = {
  cells: [
    [8, 36, 0, 34],
    ...grid(1, 4, (_, place) => [68 + place * 20, 36, place === 0 ? 5 : 2, 14]),
    [170, 16, 1, 42],
    [170, 56, 1, 42],
  ],
  lines: 'M46 43h16M150 43l14-16M150 43l14 16',
};
