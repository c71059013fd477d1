/** Attributes: which are settings of the demo, and which belong to the page. */
import { expect, test } from 'vitest';

import { DEMOS } from '../page/demos/registry';
import { isSetting } from './own';

test('every control of every demo can be set', () => {
  const names = DEMOS.flatMap(({ params }) => params.map(({ name }) => name.toLowerCase()));
  for (const name of [...names, 'demo', 'lang', 'theme', 'workers', 'program', 'readonly'])
    expect(isSetting(name), name).toBe(true);
});

test('what HTML and frameworks write on elements is not passed on', () => {
  const others =
    'accesskey aria-busy autocapitalize autofocus autorun class contenteditable data-demo dir draggable enterkeyhint ' +
    'exportparts hidden id inert inputmode is itemid itemprop itemref itemscope itemtype key nonce onclick onload part popover ' +
    'ref role slot spellcheck style tabindex title translate writingsuggestions v-if v-bind:demo v-cloak ng-if ng-version ' +
    'x-data x-on:click :demo @click #ref *ngIf [demo] (click) _ngcontent-abc-c1 _msttexthash hx-get wire:id on:click ' +
    'xml:lang xmlns xmlns:v svelte-abc up-hungry bis_skin_checked cz-shortcut-listen';
  for (const name of others.split(' ')) expect(isSetting(name), name).toBe(false);
});
