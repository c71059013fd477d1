/**
 * The tasks of the pools demo as JavaScript functions, for processes: the same computations as the compiled tasks of those names,
 * and beside the value the times when it was made. They travel as source text, so each closes over nothing.
 */

/** What a task takes: an amount of work, and the item's number. */
export interface Item {
  amount: number;
  item: number;
}

/** Times since the epoch, so that all processes agree. */
export interface Timed {
  value: number;
  startMs: number;
  endMs: number;
  /** The name of the worker that ran it. */
  worker: string;
}

/** How many primes lie below `amount`; by trial division. */
export function countPrimes({ amount }: Item): Timed {
  const startMs = performance.timeOrigin + performance.now();
  let value = 0;
  for (let n = 2; n < amount; n += 1) {
    let prime = n < 4 || (n % 2 !== 0 && n % 3 !== 0);
    for (let divisor = 5; prime && divisor * divisor <= n; divisor += 6) {
      prime = n % divisor !== 0 && n % (divisor + 2) !== 0;
    }
    if (prime) value += 1;
  }
  const endMs = performance.timeOrigin + performance.now();
  return { value, startMs, endMs, worker: self.name };
}

/**
 * An estimate of π from `amount` points, with the item's number as the seed. The generator is splitmix64 (Steele, Lea & Flood
 * 2014), its 64 bits held in two numbers of 32.
 */
export function monteCarloPi({ amount, item }: Item): Timed {
  const startMs = performance.timeOrigin + performance.now();
  let stateHigh = 0;
  let stateLow = item;
  /** The high half of the last product or sum; the functions return the low one. */
  let high = 0;
  const multiply = (aHigh: number, aLow: number, bHigh: number, bLow: number): number => {
    const a0 = aLow & 0xffff;
    const a1 = aLow >>> 16;
    const b0 = bLow & 0xffff;
    const b1 = bLow >>> 16;
    const middle = a1 * b0 + ((a0 * b0) >>> 16);
    const rest = a0 * b1 + (middle & 0xffff);
    high =
      (a1 * b1 +
        (middle >>> 16) +
        (rest >>> 16) +
        Math.imul(aHigh, bLow) +
        Math.imul(aLow, bHigh)) >>>
      0;
    return Math.imul(aLow, bLow) >>> 0;
  };
  const uniform = (): number => {
    const sum = stateLow + 0x7f4a7c15;
    stateHigh = (stateHigh + 0x9e3779b9 + (sum > 0xffffffff ? 1 : 0)) >>> 0;
    stateLow = sum >>> 0;
    let low = (stateLow ^ ((stateLow >>> 30) | (stateHigh << 2))) >>> 0;
    low = multiply((stateHigh ^ (stateHigh >>> 30)) >>> 0, low, 0xbf58476d, 0x1ce4e5b9);
    const mixedLow = (low ^ ((low >>> 27) | (high << 5))) >>> 0;
    low = multiply((high ^ (high >>> 27)) >>> 0, mixedLow, 0x94d049bb, 0x133111eb);
    const lastHigh = (high ^ (high >>> 31)) >>> 0;
    const lastLow = (low ^ ((low >>> 31) | (high << 1))) >>> 0;
    return (lastHigh * 2097152 + (lastLow >>> 11)) / 9007199254740992;
  };
  let inside = 0;
  for (let point = 0; point < amount; point += 1) {
    const x = uniform();
    const y = uniform();
    if (x * x + y * y < 1) inside += 1;
  }
  const value = amount === 0 ? 0 : (4 * inside) / amount;
  const endMs = performance.timeOrigin + performance.now();
  return { value, startMs, endMs, worker: self.name };
}

/** Waits for `amount` milliseconds, and leaves the core to others meanwhile; the value is how long it waited. */
export async function sleep({ amount }: Item): Promise<Timed> {
  const start = performance.now();
  await new Promise((resolve) => setTimeout(resolve, amount));
  const end = performance.now();
  return {
    value: end - start,
    startMs: performance.timeOrigin + start,
    endMs: performance.timeOrigin + end,
    worker: self.name,
  };
}

/** Does nothing: what is left of the time is the pool's own. */
export function nothing(item: number): number {
  return item;
}
