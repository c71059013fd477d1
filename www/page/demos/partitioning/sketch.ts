/** The same items in chunks, and dealt out in turn. */
import { grid, type Sketch } from '../sketch';

export const sketch: Sketch = {
  cells: [
    ...grid(1, 9, (_, item) => [8 + item * 23, 16, Math.floor(item / 3), 14]),
    ...grid(1, 9, (_, item) => [8 + item * 23, 56, item % 3, 14]),
  ],
};
