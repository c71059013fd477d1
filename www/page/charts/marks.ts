/** What the charts use of Observable Plot, so that the bundle holds no more. */
export { axisX, axisY, barX, dot, gridX, plot, text, tickX } from '@observablehq/plot';
