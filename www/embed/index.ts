/** `embed.js`: a classic script without imports, so that a page of any origin may load it without asking for CORS. */
import { parallelDemo } from './parallel-demo';
import { scriptAddress } from './script-address';

const address = scriptAddress(document.currentScript, new Error().stack);
// The first copy on a page makes the element; others leave it as it is.
if (address !== null && !customElements.get('parallel-demo'))
  customElements.define('parallel-demo', parallelDemo(new URL('.', address)));
