import type { open } from 'parallel-playground';

export function tryLibrary(how: typeof open): Promise<object>;
