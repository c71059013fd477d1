/**
 * The editor's styles as a sheet that the document adopts. By itself CodeMirror writes them into a
 * `<style>` of the page, which the page's policy (`style-src 'self'`) refuses.
 *
 * An adopted sheet comes behind those of the page, so the page's own rules for parts of the editor
 * are more specific: they begin with `pp-editor`.
 */
import { StyleModule } from 'style-mod';

const sheet = new CSSStyleSheet();
/** In the order of precedence, the lowest first. */
let mounted: readonly StyleModule[] = [];

/** From now on all editors of this document use the sheet. */
export function adoptStyles(): void {
  StyleModule.mount = (_, modules) => {
    const wanted = modules instanceof StyleModule ? [modules] : modules;
    if (wanted.every((module) => mounted.includes(module))) return;
    mounted = [...mounted.filter((module) => !wanted.includes(module)), ...wanted];
    sheet.replaceSync(mounted.map((module) => module.getRules()).join('\n'));
    if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  };
}
