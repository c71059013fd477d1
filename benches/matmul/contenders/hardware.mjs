// Some libraries take their number of threads from the number of cores alone.

/** @param {number} cores what the library shall believe in */
export function pretendCores(cores) {
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: cores, configurable: true });
}
