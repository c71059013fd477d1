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
    return await blank.evaluate(work, text);
  } finally {
    await blank.close();
  }
}
