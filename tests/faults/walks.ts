/**
 * Ways through the site that together ask for all of its files. Each step ends where the reader
 * sees that it went right, or reads what went wrong; a step that shows neither fails by its
 * deadline.
 */
import type { Locator, Page } from '@playwright/test';

import { expect } from '../e2e/fixtures.ts';
import { CHEAP_RUNS, demosThatRun } from '../e2e/runs.ts';

/** So long a step may take: an engine that does not come takes two attempts of ten seconds. */
const STEP_MS = 45_000;

export interface Walk {
  name: string;
  /** Resolves to what was said of a failure at each step that had one: none where all was right. */
  go(page: Page): Promise<string[]>;
}

/** The page's own places for what went wrong, all of which have a sentence. */
const SAID = [
  '#not-loaded',
  '[data-testid$=-missing]',
  '[data-testid=engine-error]',
  '[data-testid$=-error]',
  '[data-testid$=-failed]',
  '[data-testid$=-program-notice]',
  '.exports [role=status]',
].join(', ');

/**
 * Waits until one of them is seen: what is right, or a sentence on what is not. Gives the sentences
 * with their codes: none where it is right.
 */
async function outcome(page: Page, right: Locator, what: string): Promise<string[]> {
  const said = page.locator(SAID).filter({ visible: true, hasText: /\S/ });
  await expect(right.or(said).first(), what).toBeVisible({ timeout: STEP_MS });
  if (await right.first().isVisible()) return [];
  return said.evaluateAll((places) =>
    places.map((place) => {
      const code = place.closest('[data-code]')?.getAttribute('data-code') ?? '';
      return `${code} ${place.textContent.replace(/\s+/g, ' ')}`.trim();
    }),
  );
}

/** Runs the demo that is open, if it is: an answer, or what was said in its place. */
async function runHere(page: Page, name: string): Promise<string[]> {
  const button = page.getByTestId(`${name}-run`);
  const missing = await outcome(page, button, `${name} is shown`);
  if (missing.length > 0) return missing;
  await button.click();
  const answer = page.locator(`[data-testid=${name}-answer][data-state=right]`);
  const said = await outcome(page, answer, `${name} has run`);
  if (said.length > 0) return said;
  // What is measured after the answer.
  await expect(button, `${name} has ended`).toBeEnabled({ timeout: STEP_MS });
  return page.getByTestId(`${name}-error`).allInnerTexts();
}

export function demoWalk(name: string): Walk {
  return {
    name: `the demo ${name}`,
    go: async (page) => {
      // With the settings that it comes with it shows a recorded run.
      await page.goto(`#/${name}`);
      const missing = await outcome(page, page.getByTestId(`${name}-run`), `${name} is shown`);
      if (missing.length > 0) return missing;
      await page.goto(`#/${name}?${CHEAP_RUNS[name] ?? ''}`);
      return runHere(page, name);
    },
  };
}

/** Runs a program of the reader's: it has ended with exit code 0, or the reason is said. */
async function runProgram(page: Page, name: string): Promise<string[]> {
  const button = page.getByTestId(`${name}-program-run`);
  const missing = await outcome(page, button, `${name}’s program is shown`);
  if (missing.length > 0) return missing;
  await button.click();
  const ended = page.locator(`[data-testid=${name}-program-state][data-exit-code="0"]`);
  return outcome(page, ended, `${name}’s program has ended`);
}

const korean: Walk = {
  name: 'the overview, in Korean',
  go: async (page) => {
    await page.goto('#/?lang=ko');
    return outcome(page, page.locator('main h1'), 'the overview');
  },
};

const python: Walk = {
  name: 'the page for Python programs',
  go: async (page) => {
    await page.goto('#/python');
    const said = await runProgram(page, 'python');
    if (said.length > 0) return said;
    await page.getByTestId('python-further').locator('summary').click();
    const further = page.getByTestId('python-further').locator('pp-further > *');
    return outcome(page, further.first(), 'the way to clusters');
  },
};

const script: Walk = {
  name: 'a JavaScript program',
  go: async (page) => {
    await page.goto('#/pipe');
    const missing = await outcome(page, page.getByTestId('pipe-run'), 'the demo');
    if (missing.length > 0) return missing;
    await page.getByTestId('pipe-code').scrollIntoViewIfNeeded();
    await page.getByTestId('pipe-dialect-javascript').click();
    return runProgram(page, 'pipe-js');
  },
};

const embed: Walk = {
  name: 'an embed',
  go: async (page) => {
    await page.goto(`embed.html?demo=queue&${CHEAP_RUNS['queue'] ?? ''}`);
    return runHere(page, 'queue');
  },
};

const embeddedProgram: Walk = {
  name: 'an embed of a program',
  go: async (page) => {
    await page.goto('embed.html?demo=python&program=hello');
    return runProgram(page, 'python');
  },
};

/** Saves what the lab shows, and opens what is loaded when it is opened. */
const files: Walk = {
  name: 'files of the scheduling lab',
  go: async (page) => {
    await page.goto(`#/scheduling?${CHEAP_RUNS['scheduling'] ?? ''}`);
    const said = await runHere(page, 'scheduling');
    if (said.length > 0) return said;
    for (const button of ['scheduling-policies-save-svg', 'scheduling-export-csv'])
      said.push(...(await save(page, page.getByTestId(button))));
    await page.getByTestId('scheduling-foreign').locator('summary').click();
    const file = page.getByTestId('scheduling-foreign-file');
    said.push(...(await outcome(page, file, 'a run from elsewhere')));
    await page.getByTestId('scheduling-embed').click();
    const code = page.getByTestId('embed-code-text');
    said.push(...(await outcome(page, code, 'the embed code')));
    return said;
  },
};

const picture: Walk = {
  name: 'a picture of a chart',
  go: async (page) => {
    await page.goto(`#/partitioning?${CHEAP_RUNS['partitioning'] ?? ''}`);
    const said = await runHere(page, 'partitioning');
    if (said.length > 0) return said;
    return save(page, page.locator('[data-testid$=-save-svg]').first());
  },
};

/** Presses a button that saves: a file comes, or a sentence beside the button. */
async function save(page: Page, button: Locator): Promise<string[]> {
  const told = button.locator('..').locator('[role=status]').filter({ hasText: /\S/ });
  const ends = [
    page.waitForEvent('download', { timeout: STEP_MS }).then(() => []),
    told.waitFor({ timeout: STEP_MS }).then(async () => [await told.innerText()]),
  ];
  // The one that is not waited for any more.
  for (const end of ends) end.catch(() => undefined);
  await button.click();
  return Promise.race(ends);
}

/** All ways; the first that asks for a file is the one on which it goes wrong. */
export function walksOf(isolated: boolean): Walk[] {
  return [
    korean,
    ...demosThatRun(isolated).map(demoWalk),
    files,
    picture,
    embed,
    embeddedProgram,
    script,
    python,
  ];
}
