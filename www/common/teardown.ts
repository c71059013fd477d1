/** The time that the browser may take to release an ended worker, in ms. */
export const TEARDOWN_MS = 100;
