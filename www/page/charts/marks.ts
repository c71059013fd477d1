/** What the charts use of Observable Plot, so that the bundle holds no more. */
export {
  areaY,
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
  ruleY,
  text,
  tickX,
} from '@observablehq/plot';
