/**
 * Pointers on a picture: hovering, tapping, dragging with one, pinching with two. Places are px
 * from the picture's corner.
 */

export interface Moves {
  drag(dx: number, dy: number): void;
  /** The fingers' distance before over after, around the middle between them. */
  pinch(factor: number, x: number, y: number): void;
  tap(x: number, y: number): void;
  hover(x: number, y: number): void;
  leave(): void;
}

interface Place {
  x: number;
  y: number;
}

/** A pointer that has moved less than this has not been dragged. */
const TAP_PX = 5;

export class Gestures {
  readonly #moves: Moves;
  readonly #down = new Map<number, Place>();
  #dragged = 0;

  constructor(moves: Moves) {
    this.#moves = moves;
  }

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const stage = event.currentTarget as HTMLElement;
    stage.setPointerCapture(event.pointerId);
    this.#down.set(event.pointerId, placeOf(event));
    this.#dragged = 0;
  };

  readonly move = (event: PointerEvent): void => {
    const to = placeOf(event);
    const from = this.#down.get(event.pointerId);
    if (!from) {
      if (event.pointerType !== 'touch') this.#moves.hover(to.x, to.y);
      return;
    }
    this.#down.set(event.pointerId, to);
    this.#dragged += distance(from, to);
    const other = [...this.#down].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const factor = distance(from, other) / Math.max(1, distance(to, other));
      this.#moves.pinch(factor, (to.x + other.x) / 2, (to.y + other.y) / 2);
    } else if (this.#dragged > TAP_PX) {
      this.#moves.leave();
      this.#moves.drag(to.x - from.x, to.y - from.y);
    }
  };

  readonly up = (event: PointerEvent): void => {
    const known = this.#down.delete(event.pointerId);
    if (known && this.#dragged <= TAP_PX) {
      const { x, y } = placeOf(event);
      this.#moves.tap(x, y);
    }
  };

  readonly cancel = (event: PointerEvent): void => {
    this.#down.delete(event.pointerId);
    this.#moves.leave();
  };
}

function placeOf(event: PointerEvent): Place {
  const { left, top } = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

function distance(one: Place, other: Place): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
