/** What the element looks like: on a screen its frame, in print its poster. */
export const sheet = `
  :host { display: block; position: relative; }
  :host([hidden]), .poster { display: none; }
  iframe { display: block; inline-size: 100%; border: 0; }
  p { position: absolute; inset: 0 0 auto; margin: 1rem; font: 0.875rem/1.5 system-ui, sans-serif; }
  img { display: block; max-inline-size: 100%; block-size: auto; }
  pre { white-space: pre-wrap; font-size: 0.75rem; }
  @media print {
    iframe, p, .room { display: none; }
    .poster { display: block; break-inside: avoid; font: 0.75rem/1.5 system-ui, sans-serif; }
  }
`;
