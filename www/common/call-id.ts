/** The id of a call of the window, by which it is cancelled and reports progress. */
export type CallId = number;
