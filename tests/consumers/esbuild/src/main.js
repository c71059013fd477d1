import { open } from 'parallel-playground';

import { tryLibrary } from './try.js';

const show = (seen) => Object.assign(globalThis, { seen });
tryLibrary(open).then(show, ({ code, message }) => show({ failed: `${code}: ${message}` }));
