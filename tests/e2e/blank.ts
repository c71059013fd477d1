/** Reading a text as a document: the page's own policy lets nobody do that there. */
import type { Page } from '@playwright/test';

/** What `work` gives in an empty page, which is closed again. */
export async function inBlankPage<T>(
  page: Page,
  work: (text: string) => T,
  text: string,
): Promise<T> {
  const blank = await page.context().newPage();
  try {
    // The types of Playwright do not know that a text passes as it is.
    return (await blank.evaluate(work as (text: unknown) => T, text)) as T;
  } finally {
    await blank.close();
  }
}
