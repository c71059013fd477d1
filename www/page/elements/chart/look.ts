/**
 * The page's colours as they are now, for pictures on a canvas: they follow the theme, and a canvas
 * knows no custom properties.
 */
import type { Look } from '../../charts/gantt';
import type { PictureLook } from '../../charts/picture';
import { theme } from '../../settings';

/** What `use` makes of the colours. */
function withColours<T>(host: HTMLElement, use: (colour: PictureLook['colour']) => T): T {
  const probe = document.createElement('span');
  probe.hidden = true;
  // Colours of the reader's system are for letters, not for what is drawn.
  probe.style.setProperty('forced-color-adjust', 'none');
  host.append(probe);
  try {
    return use((name) => {
      probe.style.color = `var(--${name})`;
      return getComputedStyle(probe).color;
    });
  } finally {
    probe.remove();
  }
}

/** A picture in the colours and the letters of the page. */
export function inLookOf(host: HTMLElement, draw: (look: PictureLook) => string): string {
  const { fontFamily } = getComputedStyle(host);
  return withColours(host, (colour) => draw({ colour, fontFamily }));
}

export function lookOf(host: HTMLElement): Look {
  return withColours(host, (colour) => ({
    ink: colour('ink'),
    inkSoft: colour('ink-soft'),
    rule: colour('rule-strong'),
    ruleStrong: colour('rule-strong'),
    surface: colour('surface'),
    sunken: colour('surface-sunken'),
    focus: colour('focus'),
    onTone: colour('on-tone'),
    tones: [0, 1, 2, 3].map((tone) => colour(`tone-${tone}`)),
    font: `12px ${getComputedStyle(host).fontFamily}`,
  }));
}

/** Calls back whenever the colours change, until the returned function is called. */
export function onLookChange(changed: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', changed);
  const release = theme.subscribe(changed);
  return () => {
    dark.removeEventListener('change', changed);
    release();
  };
}

/**
 * Makes the canvas so large in CSS px, sharp on every screen, and gives its context in those px.
 */
export function sized(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const ratio = Math.max(1, devicePixelRatio);
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  // Setting the size clears the canvas and takes new memory: only where it changes.
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
    canvas.style.inlineSize = `${width}px`;
    canvas.style.blockSize = `${height}px`;
  }
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
