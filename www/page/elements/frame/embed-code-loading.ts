/** The dialogue with the embed code is loaded when somebody wants it. */
import { t } from '../../messages/index';
import type { openEmbedCode } from './pp-embed-code';

/** Never rejects: where it cannot be loaded a dialogue says so. */
export async function loadEmbedCode(): Promise<typeof openEmbedCode> {
  try {
    const { openEmbedCode } = await import('./pp-embed-code');
    return openEmbedCode;
  } catch {
    return sayMissing;
  }
}

function sayMissing(at: Element): void {
  const dialog = document.createElement('dialog');
  dialog.dataset['testid'] = 'embed-code-missing';
  const words = document.createElement('p');
  words.textContent = t('content.missing');
  const close = document.createElement('button');
  close.className = 'quiet';
  close.textContent = t('content.close');
  close.addEventListener('click', () => dialog.close());
  dialog.append(words, close);
  dialog.addEventListener('close', () => dialog.remove());
  at.append(dialog);
  dialog.showModal();
}
