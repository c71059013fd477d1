/** `embed.js`: a classic script without imports, so that a page of any origin may load it without asking for CORS. */
import { parallelDemo } from './parallel-demo';

const script =
  document.currentScript instanceof HTMLScriptElement
    ? document.currentScript
    : // As a module a script does not know its element.
      document.querySelector<HTMLScriptElement>('script[src*="embed.js"]');
if (script !== null && !customElements.get('parallel-demo'))
  customElements.define('parallel-demo', parallelDemo(new URL('.', script.src)));
