/** Names a call of the window's, so that it can be cancelled and its progress told. */
export type CallId = number;
