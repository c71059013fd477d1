/**
 * Playing a timeline back: a clock of virtual time that runs along with a real one, stops, jumps
 * and goes at another pace. A state machine; it takes the real time and reaches for no clock.
 */

export class Playback {
  /** Virtual milliseconds for each real one. */
  #rate: number;
  readonly endMs: number;
  #atMs: number;
  /** The real moment up to which `#atMs` has been counted; null while it stands still. */
  #countedTo: number | null = null;

  /** It stands at the end: the whole timeline is seen until somebody plays it. */
  constructor(endMs: number, rate: number) {
    this.endMs = endMs;
    this.#atMs = endMs;
    this.#rate = rate;
  }

  get atMs(): number {
    return this.#atMs;
  }

  get playing(): boolean {
    return this.#countedTo !== null;
  }

  /** Goes on from where it stands; from the start, where it stands at the end. */
  play(nowMs: number): void {
    if (this.playing) return;
    if (this.#atMs >= this.endMs) this.#atMs = 0;
    this.#countedTo = nowMs;
  }

  pause(nowMs: number): void {
    this.tick(nowMs);
    this.#countedTo = null;
  }

  /** Real time has come to `nowMs`. At the end it stops. */
  tick(nowMs: number): void {
    if (this.#countedTo === null) return;
    // A clock that goes backwards does not take time back.
    const passedMs = Math.max(0, nowMs - this.#countedTo);
    this.#countedTo = nowMs;
    this.#atMs += passedMs * this.#rate;
    if (this.#atMs >= this.endMs) this.seek(this.endMs);
  }

  /** Stands still at that moment of virtual time. */
  seek(atMs: number): void {
    this.#atMs = Math.min(this.endMs, Math.max(0, atMs));
    this.#countedTo = null;
  }

  /** Stands still at the next event, or at the end; from the end it begins anew. */
  step(next: (atMs: number) => number | null): void {
    if (this.#atMs >= this.endMs) {
      this.seek(0);
      return;
    }
    this.seek(next(this.#atMs) ?? this.endMs);
  }

  /** Stands still at the event before, or at the start. */
  stepBack(previous: (atMs: number) => number | null): void {
    this.seek(previous(this.#atMs) ?? 0);
  }

  setRate(rate: number, nowMs: number): void {
    this.tick(nowMs);
    this.#rate = rate;
  }
}
