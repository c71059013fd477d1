/**
 * Which attributes of `<parallel-demo>` are settings of the demo, and which belong to HTML, a
 * framework or an extension. Pure.
 */

/**
 * HTML's global attributes except `lang`, which is a setting too, and attributes of frameworks that
 * consist of letters.
 */
const OTHERS = new Set(
  (
    'accesskey anchor autocapitalize autocorrect autofocus autorun class contenteditable contextmenu dir draggable ' +
    'enterkeyhint exportparts headingoffset headingreset hidden id inert inputmode is itemid itemprop itemref itemscope ' +
    'itemtype key nonce part popover ref role slot spellcheck style tabindex title translate virtualkeyboardpolicy ' +
    'writingsuggestions xmlns'
  ).split(' '),
);

/**
 * Settings consist of letters: `data-*`, `aria-*`, `v-*`, `@click`, `:class`, `x:y`, `_hash` are
 * not settings.
 */
const WORD = /^[a-z]+$/i;
/** What the element itself does; the frame has no use for it. */
const ELEMENTS = new Set(['files', 'poster']);

/** Event handlers such as `onclick`; `on` alone is a setting. */
const HANDLER = /^on[a-z]/i;

export function isSetting(name: string): boolean {
  return (
    WORD.test(name) &&
    !HANDLER.test(name) &&
    ![OTHERS, ELEMENTS].some((it) => it.has(name.toLowerCase()))
  );
}
