import { tryLibrary } from './try.js';

// A page would have the address in its import statement; the test knows it when it runs.
const { open } = await import(new URLSearchParams(location.search).get('library'));
const show = (seen) => Object.assign(globalThis, { seen });
tryLibrary(open).then(show, ({ code, message }) => show({ failed: `${code}: ${message}` }));
