/** `Atomics.waitAsync`, which is newer than the language level of the types; not in all browsers. */
export interface WaitAsync {
  waitAsync?: (
    words: Int32Array,
    index: number,
    expected: number,
    timeoutMs: number,
  ) => { async: false; value: string } | { async: true; value: Promise<string> };
}
