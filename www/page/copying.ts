/**
 * Copying a text. Pages without a secure context (plain http in a classroom's network) and some
 * frames have no clipboard to write to.
 */

/** Whether it was copied. Never rejects. */
export async function copyText(text: string): Promise<boolean> {
  try {
    // Not there on insecure pages, whatever its type says.
    const clipboard = (navigator as { clipboard?: Clipboard }).clipboard;
    if (clipboard !== undefined) {
      await clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused, as in frames without the permission: the older way may still be open.
  }
  return copySelected(text);
}

/** The way from before there was a clipboard: copies what is selected. */
function copySelected(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.setAttribute('aria-hidden', 'true');
  field.style.cssText = 'position: fixed; inset-block-start: 0; opacity: 0';
  document.body.append(field);
  try {
    field.select();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- where the clipboard is missing there is no other
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}
