/**
 * How the author wants the demo to look: values of custom properties, checked, as the page's own
 * tokens (`styles/tokens.css`).
 */
import type { Look, Looks } from '../../embed/protocol';

/** Asks the browser: only what it takes for a value of that property can be one here. */
export type Supports = (property: string, value: string) => boolean;

/** The tokens that a demo gets for its looks; `dark` or `light` say what stands on the accent. */
export function tokensOf(
  looks: Looks,
  supports: Supports,
  luminance: (colour: string) => number | null,
): Record<string, string> {
  const tokens: Record<string, string> = {};
  const colour = (look: Look): string | null => {
    const value = looks[look];
    return value !== undefined && supports('color', value) ? value : null;
  };
  const accent = colour('accent');
  if (accent !== null) {
    for (const token of ['--action', '--link', '--focus', '--tone-0']) tokens[token] = accent;
    tokens['--action-hover'] = `color-mix(in oklab, ${accent} 82%, var(--ink))`;
    const light = luminance(accent);
    // Where both black and white can be read on it, white is what buttons have.
    if (light !== null) tokens['--on-action'] = light > 0.36 ? '#000' : '#fff';
  }
  const ink = colour('ink');
  if (ink !== null) {
    tokens['--ink'] = ink;
    tokens['--ink-soft'] = mixed(ink, 72);
    tokens['--rule'] = mixed(ink, 14);
    tokens['--rule-strong'] = mixed(ink, 50);
  }
  const ground = colour('ground');
  if (ground !== null) {
    tokens['--surface'] = ground;
    tokens['--surface-raised'] = ground;
    // Whatever is behind it, what is sunken is a little nearer to the ink.
    tokens['--surface-sunken'] =
      ground === 'transparent'
        ? mixed('var(--ink)', 5)
        : `color-mix(in srgb, ${ground} 95%, var(--ink))`;
  }
  for (const [look, token] of [
    ['font', '--sans'],
    ['code-font', '--mono'],
  ] as const) {
    const family = looks[look];
    if (family !== undefined && supports('font-family', family)) tokens[token] = family;
  }
  const { radius } = looks;
  if (radius !== undefined && supports('border-radius', radius)) {
    tokens['--radius'] = radius;
    tokens['--radius-small'] = `min(${radius}, 5px)`;
  }
  return tokens;
}

function mixed(colour: string, percent: number): string {
  return `color-mix(in srgb, ${colour} ${percent}%, transparent)`;
}

let worn: string[] = [];

/** Gives the document these looks, and takes those before away. */
export function wear(looks: Looks): void {
  const { style } = document.documentElement;
  for (const token of worn) style.removeProperty(token);
  const tokens = tokensOf(looks, (property, value) => CSS.supports(property, value), luminanceOf);
  worn = Object.keys(tokens);
  for (const [token, value] of Object.entries(tokens)) style.setProperty(token, value);
}

/** The relative luminance of a colour as it is drawn here (WCAG); null where it is unknown. */
function luminanceOf(colour: string): number | null {
  const probe = document.createElement('canvas');
  probe.width = probe.height = 1;
  const context = probe.getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  // Of `light-dark()` and the like the computed value is known by an element alone.
  const span = document.createElement('span');
  span.style.color = colour;
  document.documentElement.append(span);
  context.fillStyle = getComputedStyle(span).color;
  span.remove();
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  const [r, g, b] = [red, green, blue].map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
