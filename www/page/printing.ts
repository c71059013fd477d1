/**
 * What a sheet of style cannot know when the page is printed: canvases hold the colours in which
 * they were drawn.
 */
import { theme } from './settings';

export function startPrinting(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  addEventListener('beforeprint', () => {
    const isDark = theme.value === 'dark' || (theme.value === 'auto' && dark.matches);
    document.documentElement.dataset['drawn'] = isDark ? 'dark' : 'light';
  });
}
