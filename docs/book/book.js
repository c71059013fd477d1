/**
 * What the pages of the book do: they load the embed, whose theme is that of the page, link to the
 * other language, and say what a run of an exercise shows.
 */
import { CHECKS } from './checks.js';

const { documentElement: html } = document;
const DARK = ['coal', 'navy', 'ayu'];
const LANGUAGES = { en: 'English', ko: '한국어' };
const language = html.lang.startsWith('ko') ? 'ko' : 'en';
const other = language === 'ko' ? 'en' : 'ko';

/** Changing an attribute loads a demo anew, so they are set before the embed is there. */
function dress() {
  const theme = DARK.some((name) => html.classList.contains(name)) ? 'dark' : 'light';
  for (const demo of document.querySelectorAll('parallel-demo')) {
    if (!demo.hasAttribute('lang')) demo.setAttribute('lang', language);
    if (demo.getAttribute('theme') !== theme) demo.setAttribute('theme', theme);
  }
}

function linkToTheOther() {
  const link = document.createElement('a');
  link.className = 'other-language';
  link.lang = link.hreflang = other;
  link.textContent = LANGUAGES[other];
  link.href = `../${other}/${location.pathname.split('/').at(-1) ?? ''}`;
  document.querySelector('.right-buttons')?.prepend(link);
}

/** @param {HTMLElement} exercise */
function watch(exercise) {
  const check = CHECKS[exercise.dataset['check'] ?? ''];
  const demo = exercise.querySelector('parallel-demo');
  if (check === undefined || demo === null) return;
  const said = document.createElement('p');
  said.className = 'verdict';
  said.setAttribute('role', 'status');
  demo.after(said);
  demo.addEventListener('demo-finished', (event) => {
    const name = check(/** @type {CustomEvent<import('./checks.js').Run>} */ (event).detail);
    const words = exercise.querySelector(`[data-verdict="${name}"]`);
    said.classList.toggle('is-right', name === 'right');
    said.dataset['said'] = name;
    said.replaceChildren(...[...(words?.childNodes ?? [])].map((it) => it.cloneNode(true)));
  });
}

dress();
new MutationObserver(dress).observe(html, { attributeFilter: ['class'] });
linkToTheOther();
document.querySelectorAll('.exercise').forEach((it) => {
  if (it instanceof HTMLElement) watch(it);
});
const script = document.createElement('script');
script.src = new URL('playground/embed.js', import.meta.url).href;
document.head.append(script);
