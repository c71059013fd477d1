/** What the lab says in English of runs from elsewhere. It is loaded when that is opened. */
export const en = {
  'foreign.lead':
    'Open a file here, or drop it: the CSV or JSON of this lab, what its scripts write with the name of a file behind them (python3 dynamic-dask.py spans.csv), any CSV with the columns worker, start_ms and end_ms, or a performance report of Dask.',
  'foreign.open': 'Open a file of spans',
  'foreign.heading': 'From the file {file}',
  'foreign.failed': 'The file {file} cannot be drawn.',
  'foreign.tasks': 'Tasks',
} as const;

declare module '../messages/message' {
  interface DemoMessages extends En {}
}
type En = typeof en;
