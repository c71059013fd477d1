/**
 * `embed.js`: a classic script without imports, so that pages of any origin can load it without
 * CORS.
 */
import { parallelDemo } from './parallel-demo';
import { scriptAddress } from './script-address';

const address = scriptAddress(document.currentScript, new Error().stack);
// The first copy on a page defines the element; others do nothing.
if (address !== null && !customElements.get('parallel-demo'))
  customElements.define('parallel-demo', parallelDemo(new URL('.', address)));
