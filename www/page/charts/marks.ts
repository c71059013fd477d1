/** What the charts use of Observable Plot, so that the bundle holds no more. */
export {
  axisX,
  axisY,
  barX,
  dot,
  gridX,
  gridY,
  line,
  link,
  plot,
  rect,
  ruleX,
  text,
  tickX,
} from '@observablehq/plot';
