/** `Atomics.waitAsync`: newer than the language level of the types, and not in all browsers. */
export interface WaitAsync {
  waitAsync?: (
    words: Int32Array,
    index: number,
    expected: number,
    timeoutMs: number,
  ) => { async: false; value: string } | { async: true; value: Promise<string> };
}
